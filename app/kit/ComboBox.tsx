import { ChevronDown } from "lucide-react";
import { type ReactNode, use, useEffect, useId, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "react-aria-components/Button";
import { ComboBox as AriaComboBox, ComboBoxStateContext } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import styles from "./ComboBox.module.css";
import { classes } from "./classes";
import frame from "./FieldFrame.module.css";
import { HintAndError } from "./FieldFrame";
import { describedBy, type FieldProps, firstError } from "./field";
import menu from "./Menu.module.css";
import { type Choice, Select } from "./Select";
import control from "./TextField.module.css";
import { useEarlyValue } from "./useEarlyValue";
import { useHydrated } from "./useHydrated";
import { placeOf } from "./usePlace";

export interface ComboBoxProps extends FieldProps {
  choices: readonly Choice[];
  defaultValue?: string | undefined;
  value?: string | null | undefined;
  onChange?: ((value: string | null) => void) | undefined;
  /** With it, the choices are found elsewhere, on the server say, and shown as they are given. */
  onInputChange?: ((words: string) => void) | undefined;
  required?: boolean | undefined;
  form?: string | undefined;
  placeholder?: string | undefined;
}

/** Choose from many by typing. Sends the chosen value; until scripts arrive it is a plain select. */
export function ComboBox(props: ComboBoxProps) {
  const made = useId();
  const hydrated = useHydrated();
  const { label, hint, error: errors, name, choices, defaultValue, value, onChange, optional, placeholder } = props;
  const id = props.id ?? made;
  const error = firstError(errors);
  const [start, catchEarly] = useEarlyValue(value ?? defaultValue);
  const extra = describedBy(id, hint, error);
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [isOpen, setOpen] = useState(false);
  // Runs after React Aria's own effect, which is the one that would hide the page.
  useEffect(() => {
    if (isOpen) stayReadable(false);
  }, [isOpen]);

  if (!hydrated) {
    const { onChange: _, onInputChange: __, value: chosen, ...plain } = props;
    return <Select {...plain} id={id} placeholder={placeholder ?? "Choose one"} defaultValue={chosen ?? defaultValue} ref={catchEarly} />;
  }

  return (
    <AriaComboBox
      {...(props.onInputChange ? { items: choices } : { defaultItems: choices })}
      {...(name ? { name } : {})}
      {...(props.form ? { form: props.form } : {})}
      {...(value === undefined ? { defaultSelectedKey: start ?? null } : { selectedKey: value })}
      onSelectionChange={(key) => onChange?.(key === null ? null : String(key))}
      {...(props.onInputChange ? { onInputChange: props.onInputChange } : {})}
      onOpenChange={(open) => {
        if (open) stayReadable(true);
        setOpen(open);
      }}
      formValue="key"
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      isRequired={props.required ?? false}
      menuTrigger="focus"
      {...(extra ? { "aria-describedby": extra } : {})}
      className={classes(frame.frame, error && frame.wrong)}
    >
      <Label className={frame.label ?? ""}>
        {label}
        {optional ? <span className={frame.optional}> (optional)</span> : null}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <div ref={setBox} className={styles.box}>
        <Input
          id={id}
          className={classes(control.control, styles.input)}
          {...(placeholder ? { placeholder } : {})}
        />
        <Button className={styles.button ?? ""}>
          <ChevronDown aria-hidden="true" />
        </Button>
      </div>
      <Suggestions field={box}>
        <ListBox<Choice>
          className={menu.menu ?? ""}
          renderEmptyState={() => <p className={styles.none}>Nothing like that here.</p>}
        >
          {(choice) => (
            <ListBoxItem
              id={choice.value}
              textValue={choice.label}
              isDisabled={choice.isDisabled ?? false}
              className={classes(menu.item, styles.item)}
            >
              {choice.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Suggestions>
    </AriaComboBox>
  );
}

/**
 * The list under its field, in the part of the page that the field is in, for those who move by landmark. React Aria
 * would shut it, and empty the field, as soon as the page scrolls: by a hand, by focus that comes into view, or because
 * what somebody else changed grew a part above. Ours stays, keeps what was typed, and follows its field.
 */
function Suggestions({ field, children }: { field: Element | null; children: ReactNode }) {
  const state = use(ComboBoxStateContext);
  const isOpen = state?.isOpen ?? false;
  const place = placeOf(field);
  const isMoved = useMoved(place, isOpen);
  return (
    <Popover
      className={classes(menu.popover, styles.popover)}
      offset={4}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open && window.event?.type !== "scroll") state?.close();
      }}
      shouldUpdatePosition={!isMoved}
      {...(place ? { UNSTABLE_portalContainer: place } : {})}
    >
      {children}
    </Popover>
  );
}

/** True for one rendering each time what stands in this place grew or shrank: as it turns false, the list is measured anew. */
function useMoved(place: Element | undefined, isOpen: boolean): boolean {
  const [isMoved, setMoved] = useState(false);
  useEffect(() => {
    if (!isOpen || !place) return;
    const sizes = new ResizeObserver(() => {
      flushSync(() => setMoved(true));
      setMoved(false);
    });
    sizes.observe(place);
    return () => sizes.disconnect();
  }, [isOpen, place]);
  return isMoved;
}

/**
 * As its list opens, React Aria would hide the rest of the page from screen readers and leave it
 * focusable. The list is a suggestion and no dialog, so we ask for the page to stay as it is.
 */
function stayReadable(readable: boolean) {
  for (const part of document.body.children) part.toggleAttribute("data-react-aria-top-layer", readable);
}

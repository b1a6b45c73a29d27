import { type CalendarDate, parseDate } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "react-aria-components/Button";
import {
  CalendarCell,
  type CalendarCellProps,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Calendar as AriaCalendar,
} from "react-aria-components/Calendar";
import { DateInput, DateSegment } from "react-aria-components/DateField";
import { DatePicker as AriaDatePicker } from "react-aria-components/DatePicker";
import { Dialog } from "react-aria-components/Dialog";
import { Group } from "react-aria-components/Group";
import { Heading } from "react-aria-components/Heading";
import { Label } from "react-aria-components/Label";
import { Popover } from "react-aria-components/Popover";
import { classes } from "./classes";
import { DateField } from "./DateField";
import styles from "./DatePicker.module.css";
import frame from "./FieldFrame.module.css";
import { HintAndError } from "./FieldFrame";
import { describedBy, type FieldProps, firstError } from "./field";
import menu from "./Menu.module.css";
import control from "./TextField.module.css";
import { useEarlyValue } from "./useEarlyValue";
import { useHydrated } from "./useHydrated";

export interface DatePickerProps extends FieldProps {
  /** Days are "2026-11-24", as the form sends them. */
  defaultValue?: string | undefined;
  onChange?: ((day: string | null) => void) | undefined;
  min?: string | undefined;
  max?: string | undefined;
  required?: boolean | undefined;
  form?: string | undefined;
}

/** Type a day or pick one from a month. Until scripts arrive it is the browser's own date field. */
export function DatePicker(props: DatePickerProps) {
  const made = useId();
  const hydrated = useHydrated();
  const { label, hint, error: errors, name, defaultValue, min, max, optional, onChange, form } = props;
  const id = props.id ?? made;
  const error = firstError(errors);
  const extra = describedBy(id, hint, error);
  const [chosen, catchEarly] = useEarlyValue(defaultValue);

  if (!hydrated) {
    const { onChange: _, ...plain } = props;
    return <DateField {...plain} id={id} ref={catchEarly} />;
  }

  const start = dayFrom(chosen);
  const [from, to] = [dayFrom(min), dayFrom(max)];
  return (
    <AriaDatePicker
      {...(name ? { name } : {})}
      {...(form ? { form } : {})}
      {...(start ? { defaultValue: start } : {})}
      {...(from ? { minValue: from } : {})}
      {...(to ? { maxValue: to } : {})}
      onChange={(day) => onChange?.(day ? day.toString() : null)}
      isInvalid={Boolean(error)}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      {...(extra ? { "aria-describedby": extra } : {})}
      shouldForceLeadingZeros={false}
      className={classes(frame.frame, styles.whole, error && frame.wrong)}
    >
      <Label className={frame.label ?? ""}>
        {label}
        {optional ? <span className={frame.optional}> (optional)</span> : null}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <Group id={id} className={classes(control.control, styles.group)}>
        <DateInput className={styles.input ?? ""}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ""} />}
        </DateInput>
        <Button className={styles.open ?? ""}>
          <CalendarDays aria-hidden="true" />
        </Button>
      </Group>
      <Popover className={classes(menu.popover, styles.popover)} offset={6}>
        <Dialog className={styles.dialog ?? ""}>
          <Calendar />
        </Dialog>
      </Popover>
    </AriaDatePicker>
  );
}

export interface CalendarProps {
  label?: string | undefined;
  value?: string | null | undefined;
  onChange?: ((day: string) => void) | undefined;
  min?: string | undefined;
  max?: string | undefined;
  /** Drawn under a day's number, with words for those who listen: "1 place". */
  mark?: ((day: string) => { dot: boolean; words: string } | undefined) | undefined;
  footer?: ReactNode;
}

/** One month. Monday first; every day 44 px high. */
export function Calendar({ label, value, onChange, min, max, mark, footer }: CalendarProps) {
  const chosen = value === undefined ? undefined : dayFrom(value);
  const [from, to] = [dayFrom(min), dayFrom(max)];
  return (
    <AriaCalendar
      {...(label ? { "aria-label": label } : {})}
      {...(value === undefined ? {} : { value: chosen ?? null })}
      {...(onChange ? { onChange: (day: CalendarDate) => onChange(day.toString()) } : {})}
      {...(from ? { minValue: from } : {})}
      {...(to ? { maxValue: to } : {})}
      className={styles.calendar ?? ""}
    >
      <header className={styles.head}>
        <Button slot="previous" className={styles.turn ?? ""}>
          <ChevronLeft aria-hidden="true" />
        </Button>
        <Heading level={3} className={styles.month ?? ""} />
        <Button slot="next" className={styles.turn ?? ""}>
          <ChevronRight aria-hidden="true" />
        </Button>
      </header>
      <CalendarGrid weekdayStyle="short" className={styles.grid ?? ""}>
        <CalendarGridHeader>{(day) => <CalendarHeaderCell className={styles.weekday ?? ""}>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <MarkedDay date={date} mark={mark?.(date.toString())} />
          )}
        </CalendarGridBody>
      </CalendarGrid>
      {footer ? <p className={styles.foot}>{footer}</p> : null}
    </AriaCalendar>
  );
}

function MarkedDay({ date, mark }: { date: CalendarDate; mark: { dot: boolean; words: string } | undefined }) {
  const id = useId();
  // React Aria names the day and drops any description given, so it is added as the element is made.
  const described: Pick<CalendarCellProps, "render"> = mark
    ? { render: (props) => <div {...props} aria-describedby={id} /> }
    : {};
  return (
    <CalendarCell date={date} className={styles.day ?? ""} {...described}>
      {({ formattedDate }) => (
        <>
          {formattedDate}
          {mark?.dot ? <span className={styles.dot} aria-hidden="true" /> : null}
          {mark ? (
            <span id={id} hidden>
              {mark.words}
            </span>
          ) : null}
        </>
      )}
    </CalendarCell>
  );
}

function dayFrom(iso: string | null | undefined): CalendarDate | undefined {
  if (!iso || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  try {
    return parseDate(iso);
  } catch {
    return undefined;
  }
}

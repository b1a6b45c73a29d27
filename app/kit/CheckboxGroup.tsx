import { ChoiceGroup, type ChoiceGroupProps } from "./ChoiceGroup";

export interface CheckboxGroupProps extends ChoiceGroupProps {
  value?: readonly string[] | undefined;
  defaultValue?: readonly string[] | undefined;
  onChange?: ((value: string[]) => void) | undefined;
}

/** Any of a few, all sent under one name. */
export function CheckboxGroup({ value, defaultValue = [], onChange, ...group }: CheckboxGroupProps) {
  return (
    <ChoiceGroup
      {...group}
      type="checkbox"
      isChecked={(one) => (value ? { checked: value.includes(one) } : { defaultChecked: defaultValue.includes(one) })}
      onToggle={
        onChange &&
        ((one, checked) => {
          const others = (value ?? []).filter((other) => other !== one);
          onChange(checked ? [...others, one] : others);
        })
      }
    />
  );
}

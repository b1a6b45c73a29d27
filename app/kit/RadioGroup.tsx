import { ChoiceGroup, type ChoiceGroupProps } from "./ChoiceGroup";

export interface RadioGroupProps extends ChoiceGroupProps {
  value?: string | undefined;
  defaultValue?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
}

/** One of a few. */
export function RadioGroup({ value, defaultValue, onChange, ...group }: RadioGroupProps) {
  return (
    <ChoiceGroup
      {...group}
      type="radio"
      isChecked={(one) => (value === undefined ? { defaultChecked: one === defaultValue } : { checked: one === value })}
      onToggle={onChange && ((one, checked) => checked && onChange(one))}
    />
  );
}

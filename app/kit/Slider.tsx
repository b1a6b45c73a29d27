import { Label } from "react-aria-components/Label";
import { Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components/Slider";
import styles from "./Slider.module.css";

export interface SliderProps {
  label: string;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
  value?: number | undefined;
  defaultValue?: number | undefined;
  name?: string | undefined;
  /** The number in words: "3 of 5". */
  words?: ((value: number) => string) | undefined;
  onChange?: ((value: number) => void) | undefined;
}

/** A number by feel; arrows move it too, and its value stands beside it in words. */
export function Slider({ label, min = 0, max = 100, step = 1, value, defaultValue, name, words = String, onChange }: SliderProps) {
  return (
    <AriaSlider
      minValue={min}
      maxValue={max}
      step={step}
      {...(value === undefined ? { defaultValue: defaultValue ?? min } : { value })}
      onChange={(next) => onChange?.(next)}
      className={styles.slider ?? ""}
    >
      <div className={styles.words}>
        <Label className={styles.label ?? ""}>{label}</Label>
        <SliderOutput>{({ state }) => words(state.getThumbValue(0))}</SliderOutput>
      </div>
      <SliderTrack className={styles.track ?? ""}>
        <SliderThumb className={styles.thumb ?? ""} {...(name ? { name } : {})} />
      </SliderTrack>
    </AriaSlider>
  );
}

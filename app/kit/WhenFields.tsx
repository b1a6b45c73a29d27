import { DatePicker, type DatePickerProps } from "./DatePicker";
import { TimeField, type TimeFieldProps } from "./TimeField";
import styles from "./WhenFields.module.css";

type Part<Props> = Omit<Props, "label"> & { label?: string | undefined };

export interface WhenFieldsProps {
  /** "When"; read out before each of the three. */
  legend: string;
  date: Part<DatePickerProps>;
  from: Part<TimeFieldProps>;
  until: Part<TimeFieldProps>;
}

/** A day, from when, until when: three fields that are one answer. */
export function WhenFields({ legend, date, from, until }: WhenFieldsProps) {
  return (
    <fieldset className={styles.when}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.row}>
        <div className={styles.day}>
          <DatePicker label="Day" {...date} />
        </div>
        <TimeField label="From" {...from} />
        <TimeField label="Until" {...until} />
      </div>
    </fieldset>
  );
}

import { DateField } from "~/kit/DateField";
import { TextField } from "~/kit/TextField";
import { TimeField } from "~/kit/TimeField";
import styles from "./mine.module.css";
import type { formOf } from "./refused";

type Props = { form: ReturnType<typeof formOf>; now: { date: string; from: string; until: string; places: string } };

/** When one day is and how many may come. The browser's own fields: there may be sixty such forms on a page. */
export function TimesFields({ form: { field }, now }: Props) {
  return (
    <div className={styles.times}>
      <DateField label="Day" {...field("date", now.date)} />
      <TimeField label="From" {...field("from", now.from)} />
      <TimeField label="Until" {...field("until", now.until)} />
      <TextField label="Places" inputMode="numeric" autoComplete="off" {...field("places", now.places)} />
    </div>
  );
}

import { TextField, type TextFieldProps } from "./TextField";
import styles from "./WhenFields.module.css";

export type TimeFieldProps = Omit<Extract<TextFieldProps, { multiline?: false | undefined }>, "type" | "multiline" | "voice">;

/**
 * A time of the day, as "09:30". The browser's own: on a phone it is the clock people know, it takes typing
 * everywhere, and it works before scripts arrive.
 */
export function TimeField({ className, ...rest }: TimeFieldProps) {
  return <TextField {...rest} type="time" className={`${styles.time} ${className ?? ""}`.trim()} />;
}

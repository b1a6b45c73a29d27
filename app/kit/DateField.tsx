import { TextField, type TextFieldProps } from "./TextField";

export type DateFieldProps = Omit<Extract<TextFieldProps, { multiline?: false | undefined }>, "type" | "multiline" | "voice"> & {
  /** `datetime` also asks the time; `time` asks only that. */
  kind?: "date" | "datetime" | "time" | undefined;
};

const types = { date: "date", datetime: "datetime-local", time: "time" } as const;

/** A date people know by heart, typed. For picking a day, see `~/kit/DatePicker`. */
export function DateField({ kind = "date", ...rest }: DateFieldProps) {
  return <TextField {...rest} type={types[kind]} />;
}

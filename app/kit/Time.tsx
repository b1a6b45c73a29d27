import { formatTime, type TimeFormat } from "./wallTime";

export interface TimeProps {
  /** An instant ("2026-11-24T09:30:00Z") or a day ("2026-11-24"). */
  iso: string;
  format?: TimeFormat | undefined;
}

/** A moment in words, with the exact one for machines. */
export function Time({ iso, format = "dayAndTime" }: TimeProps) {
  return <time dateTime={iso}>{formatTime(iso, format)}</time>;
}

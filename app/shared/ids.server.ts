import { randomUUID } from "node:crypto";

/**
 * An id that begins with the millisecond it was made in (UUID version 7): what is written together lies together in an
 * index, where a random id would have a page of disk fetched for each row. For rows that say when they were written.
 */
export function idInTime(now = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

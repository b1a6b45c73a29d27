import { sql } from "kysely";
import { asking } from "~db/client";
import { idOf, type Task } from "~/shared/jobs.server";
import { moveWhatIsDue } from "./moving.server";

/** The last day of a handover, asked for in the transaction that sends it; the end of a time in a post that was set beforehand; and a shadow day whose host has left. */
export const handoverTasks: Record<string, Task> = {
  "handover-due": ({ db }, payload) => moveWhatIsDue(db, idOf(payload)),
  "seat-ends": ({ db }, payload) => asking(db, { duty: "handover" }, (trx) => sql`select app.seat_ended(${idOf(payload)})`.execute(trx)),
  "day-without-host": ({ db }, payload) => asking(db, { duty: "handover" }, (trx) => sql`select app.day_without_host(${idOf(payload)})`.execute(trx)),
};

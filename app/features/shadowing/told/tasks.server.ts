import { idOf, type Task } from "~/shared/jobs.server";
import { tellOfDay, tellOfHost } from "./day.server";
import { tellWhatIsDue } from "./due.server";
import { tellOfTurn } from "./turn.server";

/**
 * Who is told what of shadow days. Each is asked for in the transaction of the change, tells within one transaction of
 * its own, and finds there what was told already: run twice, it tells once.
 */
export const shadowTasks: Record<string, Task> = {
  "booking-told": ({ db, config }, payload) => tellOfTurn(db, config.baseUrl, idOf(payload)),
  "booking-due": ({ db, config }, payload) => tellWhatIsDue(db, config.baseUrl, idOf(payload)),
  "day-told": ({ db, config }, payload) => tellOfDay(db, config.baseUrl, idOf(payload)),
  "host-told": ({ db, config }, payload) => tellOfHost(db, config.baseUrl, idOf(payload)),
};

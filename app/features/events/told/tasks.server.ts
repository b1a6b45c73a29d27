import { idOf, type Task } from "~/shared/jobs.server";
import { remindOfEvent, tellOfEvent } from "./telling.server";

/**
 * Letters about events. Each is asked for in the transaction of the change, with the id of what is to be told, and
 * writes its letters in one transaction of its own: run twice, it tells once.
 */
export const eventTasks: Record<string, Task> = {
  "event-told": ({ db, config }, payload) => tellOfEvent(db, config.baseUrl, idOf(payload)),
  "event-due": ({ db, config }, payload) => remindOfEvent(db, config.baseUrl, idOf(payload)),
};

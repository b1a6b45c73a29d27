import { eventTasks } from "~/features/events/told/tasks.server";
import { handoverTasks } from "~/features/relationships/handover/tasks.server";
import { shadowTasks } from "~/features/shadowing/told/tasks.server";
import type { Task } from "~/shared/jobs.server";

/**
 * Background work of features, by the name it is asked for under: a line each. Its name goes into `jobNames`
 * (tests/trust/access/policy.ts) and its words, for whoever reads that it failed, into
 * app/features/people/job-words.ts.
 */
export const tasks: Record<string, Task> = {
  ...shadowTasks,
  ...eventTasks,
  ...handoverTasks,
};

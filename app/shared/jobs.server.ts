import type { Services } from "./services.server";

/**
 * Work that a feature does by and by, asked for with `jobs.add` or `jobs.add_at` in the transaction of a change.
 * What it is handed holds ids; the row is the truth, so it may run twice. It decides by itself who is asking
 * (`asking(db, { duty })`).
 */
export type Task = (services: Services, payload: unknown) => Promise<unknown>;

/** The id a job was asked for with. @throws where there is none, so that the job is seen to fail */
export function idOf(payload: unknown): string {
  if (typeof payload === "object" && payload !== null && "id" in payload && typeof payload.id === "string") return payload.id;
  throw new Error("A job without an id.");
}

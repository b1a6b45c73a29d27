import { kitTasks, type KitTask } from "../words";
import type { Done } from "./Said";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** "gone=volunteer.ID" in an address: what was taken away, and what takes it back. */
export function goneIn(asked: URLSearchParams): { what: string; id: string } | undefined {
  const [what = "", id = ""] = (asked.get("gone") ?? "").split(".");
  return uuid.test(id) ? { what, id } : undefined;
}

/** What the kit says once something was done, from its address. */
export function kitDone(asked: URLSearchParams): Done | undefined {
  const gone = goneIn(asked);
  if (gone?.what === "volunteer") return { words: "Stepped down, and off the list.", undo: { intent: "step-down-back", id: gone.id, label: "Undo stepping down" } };
  if (gone?.what === "training") return { words: "Taken off the record.", undo: { intent: "remove-training-back", id: gone.id, label: "Undo taking off the record" } };
  const task = asked.get("saved") ?? "";
  if (Object.hasOwn(kitTasks, task)) return plain(`Saved: ${kitTasks[task as KitTask].title}.${asked.get("flagged") ? " It may name someone; whoever leads will look at it." : ""}`);
  const done = asked.get("done") ?? "";
  return Object.hasOwn(words, done) ? plain(words[done as keyof typeof words]) : undefined;
}

/** The same of the group's page. */
export function groupDone(asked: URLSearchParams): Done | undefined {
  const gone = goneIn(asked);
  if (gone?.what === "date") return { words: "Called off. It stays on the page, so that people see it.", undo: { intent: "cancel-back", id: gone.id, label: "Undo calling it off" } };
  const done = asked.get("done") ?? "";
  return Object.hasOwn(words, done) ? plain(words[done as keyof typeof words]) : undefined;
}

const words = {
  saved: "Saved.",
  saved_flagged: "Saved. It may name someone; whoever leads will look at it.",
  date: "Added one date.",
  dates: "Added the dates.",
  volunteer: "Added to the list.",
  training: "Written down.",
  back: "Put back.",
} as const;
const plain = (said: string): Done => ({ words: said, undo: undefined });

import { useEffect, useSyncExternalStore } from "react";
import type { Person } from "../realtime";
import { notices } from "./notices";

type Others = { people: readonly Person[]; more: number };
const nobody: Others = { people: [], more: 0 };
const ignore = () => {};

/**
 * Who else has this topic open now ("gaps", "gap:ID", "asks"), in the order in which they came: at most twelve by name
 * and how many more, without oneself. Nobody while the connection is away. Saying so is the page's affair.
 */
export function usePresence(topic: string): Others {
  useEffect(() => notices.watch(topic, ignore, ignore), [topic]);
  return useSyncExternalStore(notices.subscribe, () => notices.presentAt(topic) ?? nobody, () => nobody);
}

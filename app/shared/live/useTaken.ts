import { useState } from "react";
import { useNavigation } from "react-router";
import { notSent } from "./not-sent";

/**
 * How often the form of this name (its `about` or `part`) was sent and taken. As its `key` it empties the form then, and
 * only then: what colleagues add meanwhile takes nobody's half-written line.
 * @param isBack it came back, refused
 */
export function useTaken(name: string, isBack: boolean): number {
  const { state, formData } = useNavigation();
  const isSending = state !== "idle" && (formData?.get("about") ?? formData?.get("part")) === name;
  const [seen, setSeen] = useState({ isSending, taken: 0 });
  if (seen.isSending === isSending) return seen.taken;
  const isTaken = !isSending && !isBack && notSent.at() === undefined;
  const next = { isSending, taken: seen.taken + (isTaken ? 1 : 0) };
  setSeen(next);
  return next.taken;
}

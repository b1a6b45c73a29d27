import { useState } from "react";
import { ErrorSummary } from "./ErrorSummary";
import { useUnsaid } from "./saidErrors";
import styles from "./StrayErrors.module.css";

/** Why a form was not taken. */
type Refusal = { sentence: string; fields: Readonly<Record<string, readonly string[]>> };

/**
 * Stands at the top of a page, and says why a form was not taken where that form does not: it has no place for it, or
 * somebody else was quicker and it is not on the page any more. Before scripts run, the style sheet sees to it that a
 * form which speaks for itself is not said twice.
 */
export function StrayErrors({ refused }: { refused: Refusal | undefined }) {
  const words = refused ? wordsOf(refused) : "";
  const { lines, knows } = useUnsaid(words);
  const [heard, setHeard] = useState("");
  if (knows === "now" && lines.length === 0 && heard !== words) setHeard(words);
  if (lines.length === 0) return null;
  return (
    <div className={knows === "never" ? styles.stray : undefined}>
      <ErrorSummary isStray wasHeard={heard === words} errors={lines.map((message) => ({ message }))} />
    </div>
  );
}

function wordsOf({ sentence, fields }: Refusal): string {
  const each = Object.values(fields).map(([message]) => message);
  return [sentence, ...each].filter(Boolean).join("\n");
}

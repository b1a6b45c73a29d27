import { Form, useSearchParams } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { useOnline } from "~/kit/useOnline";
import { useSending } from "../../../../shadowing/offer/useSending";
import styles from "../ties.module.css";
import type { PartProps } from "./TiePage";

export type Part = "tie" | "holders" | "lines" | "story" | "agreements";
type Undo = (of: string, as: string, version: number) => Record<string, string>;
type Line = { part: Part; words: string; undo?: Undo };

const lines: Record<string, Line> = {
  proposed: { part: "tie", words: "Proposed. They find it waiting for them, and say yes or not this time." },
  noted: { part: "tie", words: "Written down. Nobody of theirs is here yet, so your side keeps it alone until somebody is." },
  accepted: { part: "tie", words: "You said yes. Your post holds it first on your side: name a second below." },
  declined: { part: "tie", words: "You said not this time. Either side can propose it again." },
  withdrawn: { part: "tie", words: "Taken back. Either side can propose it again." },
  ended: { part: "tie", words: "Ended. The story is kept.", undo: (_of, _as, version) => ({ intent: "revive", version: String(version) }) },
  revived: { part: "tie", words: "The tie is held again." },
  worded: { part: "tie", words: "Saved what it is for." },
  named: { part: "holders", words: "Named. They are told.", undo: (of) => ({ intent: "unname", holderId: of }) },
  unnamed: { part: "holders", words: "Taken back.", undo: (of, as) => ({ intent: "name", postId: of, part: as }) },
  drawn: { part: "lines", words: "Drawn, on the map too." },
  rubbed: { part: "lines", words: "Rubbed out.", undo: (of, as) => ({ intent: "draw", kind: of, fromId: as }) },
  written: { part: "story", words: "Written down.", undo: (of) => ({ intent: "uncontact", contactId: of }) },
  unwritten: { part: "story", words: "Taken out of the story.", undo: (of) => ({ intent: "recontact", contactId: of }) },
  rewritten: { part: "story", words: "It is in the story again." },
  reworded: { part: "tie", words: "How you work together reads as it did then. What was there since stands in its history." },
  "noted-down": { part: "agreements", words: "Written down. The other side is asked whether it is so." },
  agreed: { part: "agreements", words: "You agreed to it." },
  reviewed: { part: "agreements", words: "Looked at again." },
  over: { part: "agreements", words: "It holds no more.", undo: (of) => ({ intent: "not-over", agreementId: of }) },
  holds: { part: "agreements", words: "It holds again, as it stood." },
};

/** What was just done, said where it was done, with the way back where there is one. */
export function Done({ part, view, refused }: PartProps & { part: Part }) {
  const [search] = useSearchParams();
  const online = useOnline();
  const isSending = useSending("undo");
  const name = search.get("done") ?? "";
  const line = !refused && Object.hasOwn(lines, name) ? lines[name] : undefined;
  const of = search.get("of");
  const undo = line?.undo && of ? line.undo(of, search.get("as") ?? "", view.tie.version) : undefined;
  return (
    <div role="status" className={`${styles.status} ${styles.screen}`}>
      {line?.part === part ? (
        <Banner tone="agreed">
          {line.words}
          {undo ? (
            <Form method="post" preventScrollReset className={styles.undo}>
              <input type="hidden" name="about" value="undo" />
              {Object.entries(undo).map(([field, value]) => (
                <input key={field} type="hidden" name={field} value={value} />
              ))}
              <Button type="submit" variant="quiet" isDisabled={!online || isSending}>
                Undo
              </Button>
            </Form>
          ) : null}
        </Banner>
      ) : null}
    </div>
  );
}

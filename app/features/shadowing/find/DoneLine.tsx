import { Form, useSearchParams } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { StrayErrors } from "~/kit/StrayErrors";
import { useOnline } from "~/kit/useOnline";
import type { Refused } from "../offer/typed";
import { useSending } from "../offer/useSending";
import styles from "./find.module.css";

/** The way back from what was done: for which word of `done`, of what (its name in the address), and the form that does it. */
export type Undo = { done: string; name: string; about: string; intent: string; field: string };

type Props = { words: Readonly<Record<string, string>>; refused: Pick<Refused, "sentence" | "fields"> | undefined; undo?: Undo | undefined };

/** What was just done, from the address the page came back to, said to those who listen too; or why it was not, where no form says so. */
export function DoneLine({ words, refused, undo }: Props) {
  const [search] = useSearchParams();
  const done = search.get("done") ?? "";
  const said = !refused && Object.hasOwn(words, done) ? words[done] : undefined;
  const of = undo?.done === done ? search.get(undo.name) : null;
  return (
    <>
      <StrayErrors refused={refused} />
      <div role="status" className={styles.done}>
        {said ? (
          <Banner tone="agreed">
            {said}
            {undo && of ? <UndoForm undo={undo} of={of} /> : null}
          </Banner>
        ) : null}
      </div>
    </>
  );
}

function UndoForm({ undo: { intent, field, about }, of }: { undo: Undo; of: string }) {
  const online = useOnline();
  const isSending = useSending(about);
  return (
    <Form method="post" preventScrollReset className={styles.undo}>
      <input type="hidden" name="about" value={about} />
      <input type="hidden" name={field} value={of} />
      <Button type="submit" name="intent" value={intent} variant="quiet" isDisabled={!online || isSending}>
        Undo
      </Button>
    </Form>
  );
}

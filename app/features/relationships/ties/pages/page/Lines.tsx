import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { useOnline } from "~/kit/useOnline";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { useTaken } from "~/shared/live/useTaken";
import { formOf } from "../../../../shadowing/offer/refused";
import { useSending } from "../../../../shadowing/offer/useSending";
import { lineKinds } from "../../../words";
import { lineWords } from "../said";
import styles from "../ties.module.css";
import { Done } from "./Done";
import type { PartProps } from "./TiePage";

/** What the two do with each other, as the map draws it. */
export function Lines(props: PartProps) {
  const { view, refused } = props;
  const { tie, lines, inside } = view;
  const online = useOnline();
  const mayDraw = inside?.may.write === true;
  return (
    <Card as="section" title="What they do with each other">
      <div className={styles.stack}>
        <Done part="lines" {...props} />
        {lines.length === 0 ? <p className={styles.quiet}>Nothing is said yet.</p> : null}
        {lines.length > 0 ? (
          <ul className={styles.rows}>
            {lines.map(({ id, kind, fromId }) => (
              <li key={id} className={styles.row}>
                <p className={styles.grow}>{lineWords(kind, fromId, tie)}</p>
                {inside ? (
                  <Form method="post" preventScrollReset className={styles.screen}>
                    <input type="hidden" name="about" value="rub" />
                    <input type="hidden" name="lineId" value={id} />
                    <input type="hidden" name="kind" value={kind} />
                    <input type="hidden" name="fromId" value={fromId ?? ""} />
                    <Button type="submit" name="intent" value="rub" variant="quiet" isDisabled={!online}>
                      Rub out
                      <VisuallyHidden> {lineWords(kind, fromId, tie)}</VisuallyHidden>
                    </Button>
                  </Form>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
        <p className={styles.screen}>
          <Link to={`/directory/map?organisation=${tie.oneId}`}>See it on the map</Link>
        </p>
        {mayDraw ? <DrawForm view={view} refused={refused} /> : null}
      </div>
    </Card>
  );
}

function DrawForm({ view: { tie, lines }, refused }: PartProps) {
  const { field, errors, isBack } = formOf("draw", refused);
  const online = useOnline();
  const isSending = useSending("draw");
  const taken = useTaken("draw", isBack);
  const drawn = new Set<string>(lines.map(({ kind }) => kind));
  const free = Object.entries(lineKinds).filter(([kind]) => !drawn.has(kind));
  if (free.length === 0) return null;
  return (
    <div className={styles.screen}>
      <Disclosure summary="Say what you do with each other" defaultOpen={isBack} key={taken}>
        <Form method="post" preventScrollReset noValidate>
          <input type="hidden" name="about" value="draw" />
          <FormStack>
            <ErrorSummary errors={errors} />
            <Select label="What" choices={free.map(([value, label]) => ({ value, label }))} {...field("kind")} />
            <Select label="Who does it" choices={[{ value: "", label: "Both" }, { value: tie.oneId, label: tie.one }, { value: tie.otherId, label: tie.other }]} {...field("fromId")} />
            <div>
              <Button type="submit" name="intent" value="draw" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
                Draw this line
              </Button>
            </div>
          </FormStack>
        </Form>
      </Disclosure>
    </div>
  );
}

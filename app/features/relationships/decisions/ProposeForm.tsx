import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { EmptyState } from "~/kit/EmptyState";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { useOnline } from "~/kit/useOnline";
import { formOf } from "../../shadowing/offer/refused";
import type { Refused } from "../../shadowing/offer/typed";
import { useSending } from "../../shadowing/offer/useSending";
import styles from "./decisions.module.css";
import { most, sideOf, sides, type Side } from "./words";

type Choosable = { value: string; label: string; kind: string };
type Props = { choices: readonly Choosable[]; own: string | undefined; before: { id: string; title: string; summary: string; named: readonly string[] } | undefined; refused: Refused | undefined };

/** What is to be decided, and by whom. The words themselves are written next, by all of them. */
export function ProposeForm({ choices, own, before, refused }: Props) {
  const { field, boxes, errors } = formOf("propose", refused);
  const online = useOnline();
  const isSending = useSending("propose");
  if (choices.length === 0) return <EmptyState title="Nobody else is here yet">Organisations decide together once somebody from each has a place here.</EmptyState>;
  const named = boxes("named", before?.named);
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="about" value="propose" />
      {before ? <input type="hidden" name="reopens" value={before.id} /> : null}
      <FormStack>
        <ErrorSummary errors={errors} />
        <TextField label="What is to be decided" voice="people" maxLength={most.title + 40} {...field("title", before?.title)} />
        <TextField multiline rows={3} label="What it is about" optional hint="Two or three sentences. Never name a person you support." voice="people" maxLength={most.summary + 100} {...field("summary", before?.summary)} />
        <fieldset className={styles.stack}>
          <legend className={styles.legend}>Who decides it with you</legend>
          <p className={styles.quiet}>{own ? `${own} is named too, since you propose it.` : "You speak for the network, which has no voice of its own."} Each says whether it consents; one concern is enough to talk again.</p>
          {(Object.keys(sides) as Side[]).map((side, index) => {
            const there = choices.filter(({ kind }) => sideOf(kind) === side);
            return there.length > 0 ? <CheckboxGroup key={side} label={sides[side]} choices={there} {...named} id={index === 0 ? named.id : `${named.id}-${side}`} error={index === 0 ? named.error : undefined} /> : null;
          })}
        </fieldset>
        <div>
          <Button type="submit" variant="primary" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
            Put it forward
          </Button>
        </div>
        {online ? null : <p className={styles.quiet}>You are offline. Sending needs a connection.</p>}
      </FormStack>
    </Form>
  );
}

import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { useOnline } from "~/kit/useOnline";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formOf } from "../../../../shadowing/offer/refused";
import type { Refused } from "../../../../shadowing/offer/typed";
import { useSending } from "../../../../shadowing/offer/useSending";
import { most, tieStates } from "../../../words";
import styles from "../ties.module.css";
import type { organisationsToChoose } from "./choosing.server";

type Props = Awaited<ReturnType<typeof organisationsToChoose>> & { words: string; chosen: string; refused: Refused | undefined };

/** Find an organisation, then say what the tie is for. Both are plain forms, so that they work before scripts. */
export function ProposeForm({ choices, from, fromId, isMore, words, chosen, refused }: Props) {
  const { field, errors } = formOf("propose", refused);
  const online = useOnline();
  const isSending = useSending("propose");
  const open = choices.filter(({ tie }) => !tie || !isStanding(tie.state));
  const standing = choices.flatMap(({ tie, ...one }) => (tie && isStanding(tie.state) ? [{ ...one, tie }] : []));
  const typed = field("organisationId");
  const start = typed.defaultValue || (open.some(({ id }) => id === chosen) ? chosen : undefined);
  return (
    <div className={styles.stack}>
      <Form method="get" role="search" className={styles.find} key={words}>
        <TextField label="Find an organisation" name="words" type="search" defaultValue={words} maxLength={100} autoComplete="off" />
        <Button type="submit">Find</Button>
      </Form>
      {standing.length > 0 ? (
        <ul className={styles.plain}>
          {standing.map(({ id, name, tie }) => (
            <li key={id}>
              There is a tie with {name} already ({tieStates[tie.state].toLowerCase()}). <Link to={`/directory/ties/${tie.id}`}>Open it<VisuallyHidden>, {name}</VisuallyHidden></Link>
            </li>
          ))}
        </ul>
      ) : null}
      {choices.length === 0 ? (
        <EmptyState title={words ? "Nothing like that in the directory" : "Find the organisation first"}>{words ? "Try fewer letters. " : "You have a tie with everybody who is here, or proposed one. "}A facilitator adds organisations that are missing.</EmptyState>
      ) : null}
      {open.length > 0 ? (
        <Card as="section" title="Propose a tie">
          <Form method="post" noValidate>
            <input type="hidden" name="about" value="propose" />
            <FormStack>
              <ErrorSummary errors={errors} />
              <RadioGroup
                label="With whom"
                {...typed}
                defaultValue={start}
                hint={words ? (isMore ? "The nearest ten. More letters find fewer." : undefined) : "Some you have no tie with yet. Find others by their name above."}
                choices={open.map(({ id, name, area, isHere, tie }) => ({ value: id, label: area ? `${name}, ${area}` : name, hint: hintOf(isHere, tie?.state) }))}
              />
              {from.length > 1 ? <Select label="For which of yours" choices={from} {...field("fromId", fromId)} /> : null}
              <TextField label="What for" optional hint="Everybody in the network reads this. Such as: food, and company on Fridays." voice="people" maxLength={most.purpose} {...field("purpose")} />
              <TextField label="A line to them" optional hint="Such as how you know each other. The two of you read it." voice="people" maxLength={most.line} {...field("line")} />
              <p className={styles.quiet}>Your post holds it first. They say yes or not this time, and name who holds it with them.</p>
              <div>
                <Button type="submit" variant="primary" isPending={isSending} pendingLabel="Sending…" isDisabled={!online}>
                  Propose it
                </Button>
              </div>
              {online ? null : <p className={styles.quiet}>You are offline. Sending needs a connection.</p>}
            </FormStack>
          </Form>
        </Card>
      ) : null}
    </div>
  );
}

const isStanding = (state: string) => state === "held" || state === "proposed";

function hintOf(isHere: boolean, state: string | undefined): string | undefined {
  if (!isHere) return "Nobody there is here yet: your side keeps it alone until somebody is.";
  return state ? "You had a tie, or proposed one. Its story is kept." : undefined;
}

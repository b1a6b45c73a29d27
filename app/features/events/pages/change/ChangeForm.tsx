import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { TextField } from "~/kit/TextField";
import { useOnline } from "~/kit/useOnline";
import { WhenFields } from "~/kit/WhenFields";
import type { Refused } from "../../../shadowing/offer/answer.server";
import { formOf } from "../../../shadowing/offer/refused";
import { useSending } from "../../../shadowing/offer/useSending";
import styles from "../events.module.css";
import type { EventFrame } from "../page/event-page.server";
import { WhatFields, WhereFields } from "../plan/FactsFields";
import { fieldsOf } from "../when";

type Props = { event: EventFrame; refused: Refused | undefined };

/** Everything an event is and when; who comes is told of another time or place. */
export function ChangeForm({ event, refused }: Props) {
  const form = formOf("change", refused);
  const isSending = useSending("change");
  const online = useOnline();
  const [from, until] = [event.startsAt && fieldsOf(event.startsAt), event.endsAt && fieldsOf(event.endsAt)];
  const now = { title: event.title, purpose: event.purpose, forRoles: event.forRoles, place: event.place, access: event.access, desk: event.desk, capacity: event.capacity === null ? "" : String(event.capacity) };
  return (
    <Form method="post" noValidate className={styles.form}>
      <input type="hidden" name="about" value="change" />
      <input type="hidden" name="version" value={event.version} />
      <ErrorSummary errors={form.errors} />
      <FormStack>
        <WhatFields form={form} now={now} />
        {from && until ? (
          <>
            <WhenFields legend="When" date={form.field("date", from.date)} from={form.field("from", from.time)} until={form.field("until", until.time)} />
            <TextField label="A line about another time" optional hint="Sent with it to everybody who was asked." voice="people" maxLength={360} {...form.field("line")} />
          </>
        ) : null}
        <WhereFields form={form} now={now} />
        <FormRow kind="buttons">
          <Button type="submit" name="intent" value="change" variant="primary" isPending={isSending} isDisabled={!online}>
            Save
          </Button>
          <LinkButton to={`/diary/events/${event.id}`} variant="quiet">
            Leave it as it is
          </LinkButton>
        </FormRow>
      </FormStack>
    </Form>
  );
}

/** Two presses from the event; it keeps its words and its place in the list, so that nobody stands at a locked door. */
export function CancelForm({ event, refused }: Props) {
  const form = formOf("cancel", refused);
  const isSending = useSending("cancel");
  const online = useOnline();
  return (
    <Card as="section" title="Cancel it" id="cancel">
      <Form method="post" noValidate>
        <input type="hidden" name="about" value="cancel" />
        <input type="hidden" name="version" value={event.version} />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <p>{event.counts.asked === 0 ? "Nobody is asked yet." : "Everybody who was asked is told, with your line."} The agenda and the jobs are kept; you can put it on again.</p>
          <TextField label="A line about why" optional voice="people" maxLength={360} {...form.field("line")} />
          <div>
            <Button type="submit" name="intent" value="cancel" variant="danger" isPending={isSending} pendingLabel="Cancelling…" isDisabled={!online}>
              Cancel this event
            </Button>
          </div>
        </FormStack>
      </Form>
    </Card>
  );
}

export function ReviveForm({ event, refused }: Props) {
  const form = formOf("revive", refused);
  const isSending = useSending("revive");
  return (
    <Card as="section" title="It was cancelled">
      <Form method="post" noValidate>
        <input type="hidden" name="about" value="revive" />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <p>{event.startsAt ? "You can put it on again, at the time it had." : "You can look for a date again."} Everybody who was asked is told.</p>
          <div>
            <Button type="submit" name="intent" value="revive" variant="primary" isPending={isSending}>
              Put it on again
            </Button>
          </div>
        </FormStack>
      </Form>
    </Card>
  );
}

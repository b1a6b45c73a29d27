import { useState } from "react";
import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { DatePicker } from "~/kit/DatePicker";
import { EmptyState } from "~/kit/EmptyState";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { NameWarning } from "../../gaps/board/NameWarning";
import type { Refused } from "../offer/answer.server";
import { formOf } from "../offer/refused";
import { useSending } from "../offer/useSending";
import { most, parts } from "../words";
import type { Host } from "./reads.server";

type Props = { hosts: readonly Host[]; chosen: string; today: string; refused: Refused | undefined };

const partChoices = Object.entries(parts).map(([value, label]) => ({ value, label }));

/** Asking for a day that is not on offer: whom, roughly when, and a line. */
export function AskForm({ hosts, chosen, today, refused }: Props) {
  const { field, errors } = formOf("ask", refused);
  const isSending = useSending("ask");
  const [line, setLine] = useState(field("line").defaultValue);
  if (hosts.length === 0) {
    return (
      <EmptyState title="Whom would you like to ask?">
        Find an organisation in the <Link to="/directory">directory</Link>: its page has “Ask for a day”.
      </EmptyState>
    );
  }
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="about" value="ask" />
      <FormStack>
        <ErrorSummary errors={errors} />
        <Select label="Whom do you ask?" placeholder="Choose one" choices={hosts.map(({ postId, name, organisation }) => ({ value: postId, label: `${name}, ${organisation}` }))} {...field("hostPostId", chosen)} />
        <FormRow>
          <DatePicker label="A day that would suit" optional min={today} {...field("on")} />
          <Select label="Part of the day" placeholder="Any time" choices={partChoices} {...field("part")} />
        </FormRow>
        <div>
          <TextField multiline rows={3} voice="people" optional label="A line to them" hint="What you would like to see, and why. Never a person you support." maxLength={most.line + 100} {...field("line")} onChange={(event) => setLine(event.currentTarget.value)} />
          <NameWarning words={line} known={hosts.map(({ name }) => name)} then="Say what you would like to see, not who you support." />
        </div>
        <div>
          <Button type="submit" variant="primary" isPending={isSending} pendingLabel="Asking…">
            Ask for a day
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}

import type { FieldMetadata } from "@conform-to/react";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import { waysSaid, wayWords } from "../consent";
import styles from "./withdrawal.module.css";

type Fields = {
  intent: FieldMetadata<string | undefined>;
  organisation: FieldMetadata<string[] | undefined>;
  saidAt: FieldMetadata<string | undefined>;
  how: FieldMetadata<string | undefined>;
  words: FieldMetadata<string | undefined>;
};

/** What they want stopped, what that does now and what the law has kept. The list of organisations shows with its choice, also before scripts. */
export function WithdrawalChoices({ fields, organisations, holds, name }: { fields: Fields; organisations: readonly { id: string; name: string }[]; holds: boolean; name: string }) {
  const ticked = fields.organisation.initialValue;
  const [only] = organisations;
  return (
    <div className={styles.choices}>
      <RadioGroup label="What do they want?" {...fromConform(fields.intent)} choices={choices(organisations.length, holds, name, only?.name)} />
      {organisations.length > 0 ? (
        <div className={styles.organisations}>
          <CheckboxGroup
            label="Stop sharing with"
            {...fromConform(fields.organisation)}
            defaultValue={Array.isArray(ticked) ? ticked.filter((one) => typeof one === "string") : typeof ticked === "string" ? [ticked] : []}
            choices={organisations.map((one) => ({ value: one.id, label: one.name }))}
          />
        </div>
      ) : null}
      <DateField kind="datetime" label="When was this said?" {...fromConform(fields.saidAt)} />
      <Disclosure summary="How it was said, and their words">
        <FormStack>
          <RadioGroup label="How was it said?" inline {...fromConform(fields.how)} choices={waysSaid.map((way) => ({ value: way, label: wayWords[way].title }))} />
          <TextField label="Their words" voice="people" optional multiline rows={3} maxLength={2000} {...fromConform(fields.words)} />
        </FormStack>
      </Disclosure>
    </div>
  );
}

function choices(count: number, holds: boolean, name: string, only: string | undefined) {
  const sharing = {
    value: "organisations",
    label: count === 1 && only ? `Stop sharing with ${only}` : "Stop sharing with some of these",
    hint: "Their pages close at once, also while someone is writing. They may keep what the law has them keep of what they did.",
  };
  const keeping = holds
    ? { value: "everything", label: "Stop keeping notes", hint: `Writing stops for everyone, and every organisation ${name} named is shut out. What was written stays as a record, to read and not to change, for as long as the law asks.` }
    : { value: "everything", label: "Stop everything your organisation was given", hint: "You will not be able to open this person again. What you did yourselves you keep as the law asks." };
  const erasing = {
    value: "erasure",
    label: "Wants it erased",
    hint: "A request to the data lead, who answers within a month and says what the law has the service keep. Nothing is erased yet, and sharing goes on unless you stop it too.",
  };
  return count > 0 ? [sharing, keeping, erasing] : [keeping, erasing];
}

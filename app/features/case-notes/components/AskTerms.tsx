import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { DateField } from "~/kit/DateField";
import { FormRow } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { purposeWords, sharingPurposes } from "../consent";
import { classWords, sharedClasses } from "../section";
import type { AskProps } from "./AskConsent";
import { one } from "./AskNotes";
import styles from "./parts.module.css";

const hints = {
  working_together: "They help the person alongside you. They are also told how to reach them.",
  referral: "They read enough to take the person up.",
  review: "They read to learn how it went.",
} as const;

/** Step 2, for one organisation: which parts, to read or write, what for, until when. */
export function AskTerms({ view, about, busy }: AskProps) {
  const { entered, errors, choosing, soFar } = view;
  const before = soFar.shares.find((share) => share.organisationId === choosing?.id);
  const classes = entered["classes"];
  return (
    <>
      <input type="hidden" name="organisation" value={choosing?.id ?? ""} />
      <p className={styles.say}>“What they do for you, they may have to keep for some time by law, even if you stop later. From the moment you stop, they see nothing new.”</p>
      <CheckboxGroup id="classes" name="classes" label="Which parts?" error={errors["classes"]} defaultValue={Array.isArray(classes) ? classes : (before?.classes ?? [])} choices={sharedClasses.map((value) => ({ value, label: classWords[value].title, hint: classWords[value].hint }))} />
      <RadioGroup id="purpose" name="purpose" label="What for?" error={errors["purpose"]} defaultValue={one(entered["purpose"]) ?? before?.purpose ?? "working_together"} choices={sharingPurposes.map((value) => ({ value, label: purposeWords[value].title, hint: hints[value] }))} />
      <RadioGroup
        id="access"
        name="access"
        label="Read only, or write together?"
        error={errors["access"]}
        defaultValue={one(entered["access"]) ?? before?.access ?? "read"}
        choices={[
          { value: "read", label: "Read" },
          { value: "write", label: "Read, and write together" },
        ]}
      />
      <DateField id="until" name="until" label="Until when?" hint="Six months is usual, two years the longest." min={about.earliest} max={about.longest} defaultValue={one(entered["until"]) ?? before?.until ?? about.usualEnd} error={errors["until"]} />
      <FormRow kind="buttons">
        <Button type="submit" variant="primary" name="go" value="add" isDisabled={busy}>{before ? "Keep this" : "Add this organisation"}</Button>
        <Button type="submit" variant="quiet" name="go" value="back" isDisabled={busy}>Back</Button>
      </FormRow>
    </>
  );
}

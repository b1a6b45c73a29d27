import { Button } from "~/kit/Button";
import { DateField } from "~/kit/DateField";
import { RadioGroup } from "~/kit/RadioGroup";
import type { AskProps } from "./AskConsent";
import styles from "./parts.module.css";

/** Step 1: notes at all, with words one could use aloud. */
export function AskNotes({ view, about, busy }: AskProps) {
  const { notes } = view.soFar;
  const keep = one(view.entered["keep"]) ?? (notes ? (notes.keep ? "yes" : "no") : undefined);
  return (
    <>
      <p className={styles.say}>“May I write down what we talk about, so that you do not have to say it twice? You can see it, and you can tell me to stop at any time. You are helped just the same if you say no.”</p>
      <RadioGroup
        id="keep"
        name="keep"
        label="Do they agree?"
        defaultValue={keep}
        error={view.errors["keep"]}
        choices={[
          { value: "yes", label: `Yes, ${about.person.homeOrganisation} may keep notes` },
          { value: "no", label: "No, or not yet" },
        ]}
      />
      <DateField id="until" name="until" label="Until when?" hint="Six months is usual, two years the longest. Then you ask again." min={about.earliest} max={about.longest} defaultValue={one(view.entered["until"]) || notes?.until || about.usualEnd} error={view.errors["until"]} />
      <div>
        <Button type="submit" variant="primary" name="go" value="next" isDisabled={busy}>Carry on</Button>
      </div>
    </>
  );
}

export function one(entered: string | string[] | undefined): string | undefined {
  return typeof entered === "string" ? entered : entered?.[0];
}

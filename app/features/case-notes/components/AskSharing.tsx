import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { FormRow } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { listed, purposeWords } from "../consent";
import { dateWords } from "../days";
import { classInSentence, inOrder } from "../section";
import type { AskProps } from "./AskConsent";
import { one } from "./AskNotes";
import styles from "./parts.module.css";

/** Step 2: with whom. Organisations are named one by one; the search forgives slips. */
export function AskSharing({ view, busy }: AskProps) {
  const { shares } = view.soFar;
  return (
    <>
      <p className={styles.say}>“Is there anyone else you would like me to work with on this? You choose who, and what they see. Anyone you do not name sees nothing.”</p>
      {shares.length > 0 ? (
        <Card as="section" title="They named" level={2}>
          <ul className={styles.rows}>
            {shares.map((share, index) => (
              <li key={`${share.organisationId} ${share.purpose} ${share.access}`}>
                <div className={styles.grow}>
                  <p>
                    {share.organisation} may {share.access === "write" ? "read and write" : "read"} {listed(inOrder(share.classes).map(classInSentence))}
                  </p>
                  <p className={styles.quiet}>
                    {purposeWords[share.purpose].title}, until {dateWords(share.until)}
                  </p>
                </div>
                <FormRow kind="buttons">
                  <Button type="submit" variant="quiet" name="go" value={`choose:${share.organisationId}`} isDisabled={busy} aria-label={`Change what ${share.organisation} may see`}>Change</Button>
                  <Button type="submit" variant="quiet" name="go" value={`remove:${index}`} isDisabled={busy} aria-label={`Remove ${share.organisation}`}>Remove</Button>
                </FormRow>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <div className={styles.search}>
        <TextField id="q" name="q" type="search" label={shares.length > 0 ? "Find another organisation" : "Find an organisation"} defaultValue={one(view.entered["q"])} error={view.errors["q"]} autoComplete="off" maxLength={80} />
        <Button type="submit" name="go" value="find" isDisabled={busy}>Find</Button>
      </div>
      {view.searched ? <Found searched={view.searched} busy={busy} /> : null}
      <FormRow kind="buttons">
        <Button type="submit" variant="primary" name="go" value="next" isDisabled={busy}>{shares.length > 0 ? "Carry on" : "Share with nobody, and carry on"}</Button>
        <Button type="submit" variant="quiet" name="go" value="back" isDisabled={busy}>Back</Button>
      </FormRow>
    </>
  );
}

function Found({ searched, busy }: { searched: NonNullable<AskProps["view"]["searched"]>; busy: boolean }) {
  if (searched.found.length === 0) return <p>Nothing like “{searched.words}”. Try fewer letters. A facilitator can add an organisation that is missing.</p>;
  return (
    <Card as="section" title="Found">
      <ul className={styles.rows}>
        {searched.found.map((organisation) => (
          <li key={organisation.id}>
            <p className={styles.grow}>
              {organisation.name} <span className={styles.quiet}>{organisation.area}</span>
            </p>
            <Button type="submit" name="go" value={`choose:${organisation.id}`} isDisabled={busy} aria-label={`Choose ${organisation.name}`}>Choose</Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

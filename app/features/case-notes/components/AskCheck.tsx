import { Button } from "~/kit/Button";
import { SummaryList } from "~/kit/SummaryList";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formatTime } from "~/kit/wallTime";
import { listed, purposeWords, wayWords } from "../consent";
import { dateWords, momentOfField } from "../days";
import { classInSentence, inOrder } from "../section";
import type { AskProps } from "./AskConsent";
import styles from "./parts.module.css";

/** Step 4: read aloud to the person, then recorded. */
export function AskCheck({ view, about, busy }: AskProps) {
  const { notes, shares, said } = view.soFar;
  const moment = momentOfField(said?.saidAt ?? "");
  const change = (what: string, words: string) => (
    <Button type="submit" variant="quiet" name="go" value={`change:${what}`} isDisabled={busy}>
      Change<VisuallyHidden> {words}</VisuallyHidden>
    </Button>
  );
  return (
    <>
      <SummaryList
        rows={[
          { key: "notes", label: "Notes", value: notes?.keep ? `${about.person.homeOrganisation} may keep notes until ${dateWords(notes.until)}` : "No notes", action: change("notes", "notes") },
          {
            key: "sharing",
            label: "Sharing",
            value: shares.length === 0 ? "With nobody" : (
              <ul>
                {shares.map((share) => (
                  <li key={`${share.organisationId} ${share.purpose} ${share.access}`}>
                    {share.organisation} may {share.access === "write" ? "read and write" : "read"} {listed(inOrder(share.classes).map(classInSentence))}, {purposeWords[share.purpose].inSentence}, until {dateWords(share.until)}
                  </li>
                ))}
              </ul>
            ),
            action: change("sharing", "sharing"),
          },
          { key: "said", label: "Said", value: said ? `${wayWords[said.how].title}, ${moment ? formatTime(moment.toISOString(), "dayAndTime") : ""}` : "", action: change("said", "how it was said") },
          ...(said?.words ? [{ key: "words", label: "Their words", value: <span className={styles.voice}>{said.words}</span> }] : []),
          ...(said?.told ? [{ key: "told", label: "What you told them", value: said.told }] : []),
        ]}
      />
      <div>
        <Button type="submit" variant="primary" name="go" value="record" isDisabled={busy}>Record, and print a receipt</Button>
      </div>
    </>
  );
}

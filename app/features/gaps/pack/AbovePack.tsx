import type { ReactNode } from "react";
import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button, buttonClass } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { WithScripts } from "~/kit/WithScripts";
import styles from "./pack.module.css";

type Own = { id: string; name: string; mayEnd: boolean; flagged: boolean } | undefined;
type Props = { gap: { id: string; sentence: string }; waits: boolean; own: Own; organisation: string; letters: number; children: ReactNode };

/** What one does with a pack; none of it is on the paper. */
export function AbovePack({ gap, waits, own, organisation, letters, children }: Props) {
  return (
    <div className={styles.above}>
      <Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: gap.sentence, to: `/gaps/${gap.id}` }, { label: "Demand pack" }]} />
      {waits ? <h1>Demand pack</h1> : null}
      {children}
      {waits ? (
        <Banner tone="needs" title="This pack waits for a look">
          The sentence may name someone. A facilitator, or a manager of the organisation it came from, looks at it first; or whoever posted it puts it in other words.
        </Banner>
      ) : (
        <div className={styles.actions}>
          <WithScripts>
            <Button variant="primary" onPress={() => window.print()}>
              Print
            </Button>
          </WithScripts>
          <a className={buttonClass("secondary")} href={`/gaps/${gap.id}/pack.csv`} download>
            Download as CSV
          </a>
        </div>
      )}
      <Card as="section" title="Letters of support">
        <div className={styles.actions}>
          <p>
            {letters === 0 ? "Nobody has signed one yet." : letters === 1 ? "One organisation has signed one." : `${letters} organisations have signed one.`} {own ? `${own.name} signed for ${organisation}.` : `${organisation} has not.`}
            {own?.flagged ? " It may name someone, and is left out until somebody has looked at it." : ""}
          </p>
          {own && !own.mayEnd ? null : <LinkButton to={`/gaps/${gap.id}/pack/letter`}>{own ? "Change the letter" : "Write a letter of support"}</LinkButton>}
          {own?.mayEnd ? (
            <Form method="post">
              <input type="hidden" name="part" value="quick-take-back" />
              <input type="hidden" name="id" value={own.id} />
              <Button type="submit" name="intent" value="take-back" variant="quiet">
                Take the letter back
              </Button>
            </Form>
          ) : null}
        </div>
      </Card>
    </div>
  );
}

import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { Tag, type Tone } from "~/kit/Tag";
import { formatTime } from "~/kit/wallTime";
import { useSaving } from "../group/useSaving";
import styles from "./elsewhere.module.css";
import type { InvitationLine } from "./invitations.server";
import { type InvitationState, invitationStates } from "./words";

const tones: Record<InvitationState, Tone> = { waiting: "info", yes: "agreed", no: "plain", withdrawn: "plain" };

/** Who was asked, by whom, and what they said. */
export function Invitations({ gapId, lines }: { gapId: string; lines: readonly InvitationLine[] }) {
  return (
    <Card as="section" title="Asked so far">
      <ul className={styles.rows} aria-label="Invitations">
        {lines.map((one) => (
          <li key={one.id}>
            <div className={styles.apart}>
              <div>
                <h3>{one.organisation}</h3>
                <p className={styles.quiet}>
                  {one.area ? `${one.area} · ` : ""}asked by {one.by}, {one.byOrganisation}, {formatTime(one.at, "day")}
                </p>
              </div>
              <Tag tone={tones[one.state]}>{invitationStates[one.state]}</Tag>
            </div>
            {one.line ? <p className={styles.words}>{one.line}</p> : null}
            <InvitationAnswer one={one} />
            {one.mayWithdraw ? <Open gapId={gapId} one={one} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What was said, and by whom; nothing while nobody has. */
export function InvitationAnswer({ one }: { one: InvitationLine }) {
  if (!one.answeredAt || !one.answeredBy) return null;
  return (
    <>
      {one.answerLine ? <p className={styles.words}>{one.answerLine}</p> : null}
      <p className={styles.quiet}>
        {one.answeredBy} answered for {one.organisation}, {formatTime(one.answeredAt, "day")}.
      </p>
    </>
  );
}

function Open({ gapId, one }: { gapId: string; one: InvitationLine }) {
  const part = `quick-withdraw-${one.id}`;
  const isSaving = useSaving(part);
  return (
    <div className={styles.buttons}>
      {one.here ? null : <LinkButton to={`/gaps/${gapId}/elsewhere/letter?to=${one.organisationId}`}>Open the letter</LinkButton>}
      <Form method="post" preventScrollReset>
        <input type="hidden" name="part" value={part} />
        <input type="hidden" name="id" value={one.id} />
        <Button type="submit" name="intent" value="withdraw" variant="quiet" isPending={isSaving} aria-label={`Take back the invitation of ${one.organisation}`}>
          Take it back
        </Button>
      </Form>
    </div>
  );
}

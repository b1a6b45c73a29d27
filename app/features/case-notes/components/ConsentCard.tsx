import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import type { ConsentState } from "../consent";
import { dateWords } from "../days";
import { ConsentTag } from "./ConsentTag";
import styles from "./parts.module.css";

export type ConsentCardProps = {
  clientId: string;
  consent: { state: ConsentState; agreedOn: Date | undefined; endsFirst: Date | undefined; sentence: string; keepNotes: unknown; grants: readonly unknown[] };
  mayRecord: boolean;
  mayWithdraw: boolean;
  /** In place of the link to the page where consent stops: the note page opens a dialog. */
  stop?: ReactNode;
};

/** What the person agreed to, in a sentence, and the way to stop it: always in sight. */
export function ConsentCard({ clientId, consent, mayRecord, mayWithdraw, stop }: ConsentCardProps) {
  const live = consent.keepNotes !== undefined || consent.grants.length > 0;
  return (
    <Card as="section" title="Consent" icon={<Lock />} aria-label="Consent">
      <div className={styles.tight}>
        <p>
          {consent.state === "agreed" && consent.agreedOn ? <Tag tone="agreed">Agreed {dateWords(consent.agreedOn)}</Tag> : <ConsentTag state={consent.state} endsFirst={consent.endsFirst} />}
        </p>
        <p>{live ? consent.sentence : askFirst[consent.state]}</p>
        {live && consent.endsFirst ? <p className={styles.quiet}>Until {dateWords(consent.endsFirst)}, unless they say otherwise.</p> : null}
        {live && mayWithdraw ? (stop ?? <LinkButton to={`/people/${clientId}/withdrawal`} variant="danger" wide>No longer agrees…</LinkButton>) : null}
        {mayRecord ? <Ask clientId={clientId} live={live} state={consent.state} /> : null}
      </div>
    </Card>
  );
}

function Ask({ clientId, live, state }: { clientId: string; live: boolean; state: ConsentState }) {
  if (!live) return <LinkButton to={`/people/${clientId}/consent/new`} variant="primary" wide>Record consent</LinkButton>;
  if (state === "ends_soon") return <LinkButton to={`/people/${clientId}/consent/new?again=1`} wide>Ask again</LinkButton>;
  return <p><Link to={`/people/${clientId}/consent/new`}>They agree to something more</Link></p>;
}

const askFirst: Record<ConsentState, string> = {
  agreed: "",
  ends_soon: "",
  not_asked: "Ask first. Until they agree, nothing is written down and nothing is shared.",
  stopped: "They no longer agree. Nothing more is written or shared. If they change their mind, ask, and record it again.",
  ended: "What was agreed has run out. Ask again before you write or share.",
};

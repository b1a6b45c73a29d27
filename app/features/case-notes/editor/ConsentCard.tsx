import { Lock } from "lucide-react";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { useHydrated } from "~/kit/useHydrated";
import { formatTime } from "~/kit/wallTime";
import { stateWords } from "../consent";
import styles from "./ConsentCard.module.css";
import type { NotePageData } from "./note-page.server";

type Props = { page: NotePageData; onStop: () => void };

/** What the person agreed to, always in sight, with the way to stop it. */
export function ConsentCard({ page, onStop }: Props) {
  return (
    <Card as="section" title="Consent" icon={<Lock />} aria-label="Consent" className={styles.card}>
      <p>
        <StateTag page={page} />
      </p>
      <p className={styles.sentence}>{page.consent.sentence}</p>
      <StopButton page={page} onStop={onStop} />
    </Card>
  );
}

/** The same in one line above the words, where there is no room beside them. */
export function ConsentLine({ page, onStop }: Props) {
  return (
    <section className={styles.line} aria-label="Consent in short">
      <StateTag page={page} />
      <StopButton page={page} onStop={onStop} />
    </section>
  );
}

function StateTag({ page: { consent } }: Pick<Props, "page">) {
  const { word, tone } = stateWords[consent.state];
  return <Tag tone={tone}>{consent.agreedOn && tone === "agreed" ? `${word} ${formatTime(consent.agreedOn, "date")}` : word}</Tag>;
}

function StopButton({ page, onStop }: Props) {
  const { consent, person, abilities } = page;
  const hydrated = useHydrated();
  if (!abilities.withdraw || consent.state === "stopped" || consent.state === "not_asked") return null;
  if (hydrated) {
    return (
      <Button variant="danger" wide onPress={onStop}>
        No longer agrees…
      </Button>
    );
  }
  return (
    <LinkButton to={`/people/${person.id}/withdrawal`} variant="danger" wide>
      No longer agrees…
    </LinkButton>
  );
}

import { Lock } from "lucide-react";
import { useState } from "react";
import { Button, Card, LinkButton, Tag, formatTime, useHydrated } from "~/kit";
import { stateWords } from "../consent";
import { NoLongerAgrees, type Stopping } from "./NoLongerAgrees";
import type { NotePageData } from "./note-page.server";

type Props = { page: NotePageData; stopping: Stopping };

/** What the person agreed to, always in sight, with the way to stop it. */
export function ConsentCard({ page, stopping }: Props) {
  const { consent, person, abilities } = page;
  const hydrated = useHydrated();
  const [open, setOpen] = useState(false);
  const { word, tone } = stateWords[consent.state];
  const withdrawal = `/people/${person.id}/withdrawal`;
  return (
    <Card as="section" title="Consent" icon={<Lock />} aria-label="Consent">
      <p>
        <Tag tone={tone}>{consent.agreedOn && tone === "agreed" ? `${word} ${formatTime(consent.agreedOn, "date")}` : word}</Tag>
      </p>
      <p>{consent.sentence}</p>
      {abilities.withdraw && consent.state !== "stopped" && consent.state !== "not_asked" ? (
        <p>
          {hydrated ? (
            <Button variant="danger" wide onPress={() => setOpen(true)}>
              No longer agrees…
            </Button>
          ) : (
            <LinkButton to={withdrawal} variant="danger" wide>
              No longer agrees…
            </LinkButton>
          )}
        </p>
      ) : null}
      {hydrated ? <NoLongerAgrees page={page} stopping={stopping} isOpen={open} onOpenChange={setOpen} /> : null}
    </Card>
  );
}

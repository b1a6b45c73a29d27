import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { useAnnounce } from "~/kit/LiveRegion";
import { Tag } from "~/kit/Tag";
import { places, type Column } from "../words";
import { act } from "./acts";
import styles from "./board.module.css";
import type { Rested } from "./rested.server";
import { ageWords, areaWords, peopleWords } from "./words-of-card";

/** A gap on the shelf, with what was said when it was laid there. Reviving leads back to the board, the card on top of its column. */
export function RestedGap({ gap, now }: { gap: Rested; now: string }) {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState<string>();
  const to = revivedTo(gap);
  async function revive() {
    setPending(true);
    const { ok, sentence } = await act(gap.id, "move", { to, version: String(gap.version) });
    setPending(false);
    if (!ok) return setRefused(sentence);
    announce(`Revived. It is in ${places[to].title}.`);
    await navigate(`/gaps?${new URLSearchParams({ column: to, revived: gap.id })}`);
  }
  return (
    <Card as="li">
      <Tag>{areaWords(gap)}</Tag>
      <p className={styles.voice}>
        <Link id={`gap-${gap.id}`} to={`/gaps/${gap.id}`}>
          {gap.sentence}
        </Link>
      </p>
      <p className={styles.quiet}>
        {peopleWords(gap.people)} · laid here by {gap.by}, {ageWords(gap.movedAt, now).toLowerCase()}
      </p>
      {gap.reason ? <p className={styles.reason}>{gap.reason}</p> : null}
      {refused ? <p className={styles.note}>{refused}</p> : null}
      <form
        method="post"
        action={`/gaps/${gap.id}/acts`}
        onSubmit={(event) => {
          event.preventDefault();
          void revive();
        }}
      >
        <input type="hidden" name="intent" value="move" />
        <input type="hidden" name="to" value={to} />
        <input type="hidden" name="version" value={gap.version} />
        <input type="hidden" name="back" value={`/gaps?column=${to}`} />
        <Button type="submit" isPending={pending} pendingLabel="Reviving…" aria-describedby={`gap-${gap.id}`}>
          Revive
        </Button>
      </form>
    </Card>
  );
}

/** Where a gap goes when it is revived: where it would stand had it never rested. */
function revivedTo({ lead, organisations }: Rested): Column {
  if (lead) return "working";
  return organisations > 1 ? "seen" : "noticed";
}

import { useRef } from "react";
import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Card } from "~/kit/Card";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Refused } from "../../../gaps/group/answer.server";
import { handoverDone } from "../done";
import styles from "../handover.module.css";
import type { handoverPage } from "../page.server";
import { countedWords } from "../words";
import { Arrangements } from "./Arrangements";
import { AskedRows } from "./AskedRows";
import { CheckAnswers } from "./CheckAnswers";
import { Frame } from "./Frame";
import { MakingRows } from "./MakingRows";
import { Outline } from "./Outline";
import { Press } from "./Press";
import { OnTheDay } from "./StartForm";
import { Summary } from "./Summary";
import { Visits } from "./Visits";
import { WholeThing } from "./WholeThing";

export type Shown = Awaited<ReturnType<typeof handoverPage>>;
type Props = { shown: Shown; base: string; checking: boolean; refused: Refused | undefined };

const standing = { open: "Not sent yet", sent: "Sent", moved: "Handed over", called_off: "Called off", cut_short: "Ended before its day" } as const;

/** One handover, as far as whoever reads it may see: making it, being asked, or coming into the post. */
export function HandoverPage({ shown, base, checking, refused: told }: Props) {
  const { handover, side, making, asked, outline, visits, summary, lead } = shown;
  const refused = useRefused(told);
  const online = useOnline();
  const page = useRef<HTMLDivElement>(null);
  const { notLive } = useNotices([`handover:${handover.id}`], { isBusy: () => isWriting(page.current) });
  const title = side.leaves ? "Your handover" : `${handover.leaver ?? "Nobody"} hands over`;
  const forms = { refused, online };
  return (
    <div ref={page}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={side.leaves ? [{ label: "My page", to: "/me" }, { label: "Handover" }] : [{ label: "Team", to: "/team" }, { label: "Handover" }]} />} title={title} lead={handover.postTitle} />
      <Frame words={handoverDone} refused={refused} online={online} notLive={notLive}>
        {handover.failed ? (
          <Banner tone="danger" title="The move did not work, and nothing moved">
            <p>Everything is where it was. Whoever looks after the post, and the network’s facilitators, were told.</p>
            {side.looksAfter ? (
              <Press intent="move" about="retry" online={online} variant="primary">
                Try it again
              </Press>
            ) : null}
          </Banner>
        ) : null}
        <TwoColumns
          sideLabel="How it stands"
          side={
            <div className={styles.stack}>
              <Card as="div" title="How it stands">
                <div className={styles.stack}>
                  <p>
                    <Tag tone={handover.state === "moved" ? "agreed" : handover.state === "sent" ? "info" : "plain"}>{standing[handover.state]}</Tag>
                  </p>
                  <p>
                    Last day <Time iso={handover.lastAt} format="longDate" />, 5 pm.
                  </p>
                  {lead ? <p className={styles.quiet}>Looked after by {lead}.</p> : null}
                  {handover.movedAt ? (
                    <p className={styles.quiet}>
                      Moved <Time iso={handover.movedAt} />.
                    </p>
                  ) : null}
                </div>
              </Card>
              {making && handover.state === "open" ? <OnTheDay /> : null}
              {making && handover.leaver ? <Arrangements {...forms} shown={shown} /> : null}
              {making ? <WholeThing shown={shown} online={online} refused={refused} /> : null}
            </div>
          }
        >
          <div className={styles.stack}>
            {summary ? <Summary summary={summary} handoverId={handover.id} welcome={side.sits && !side.leaves} /> : null}
            {handover.state === "cut_short" ? <CutShort shown={shown} /> : null}
            {handover.state === "called_off" ? <p>Nobody leaves after all. Everything stays where it is.</p> : null}
            {asked.length > 0 ? <AskedRows {...forms} shown={shown} /> : null}
            {outline ? <Outline outline={outline} people={shown.people} handover={handover} /> : null}
            {making && checking ? <CheckAnswers {...forms} base={base} shown={shown} /> : null}
            {making && !checking ? <MakingRows {...forms} shown={shown} /> : null}
            {making || outline || asked.length > 0 || visits.length > 0 ? <Visits {...forms} shown={shown} /> : null}
            {!making && !outline && !summary && asked.length === 0 && handover.state !== "called_off" && handover.state !== "cut_short" ? (
              <p>
                Nothing here is asked of you. <Link to="/team">Back to the team</Link>
              </p>
            ) : null}
          </div>
        </TwoColumns>
      </Frame>
    </div>
  );
}

/** Whoever leaves was gone before the day: nothing moved by itself, and what colleagues said yes to is not forgotten. */
function CutShort({ shown: { handover, saidYes, side } }: { shown: Shown }) {
  return (
    <Card as="section" title="It ended before its day">
      <div className={styles.stack}>
        <p>{handover.leaver ?? "Whoever hands over"} was gone before the last day, so nothing moved by itself. What the post held is with the post, on the list of whoever looks after it.</p>
        {saidYes.length > 0 ? (
          <ul className={styles.bullets}>
            {saidYes.map(({ to, mine, counts }) => (
              <li key={to}>
                {mine ? "You" : to} said yes to {countedWords(counts)}.
              </li>
            ))}
          </ul>
        ) : null}
        {side.looksAfter ? (
          <p>
            <Link to={`/team/home/${handover.postId}`}>Give it a home</Link>
          </p>
        ) : null}
      </div>
    </Card>
  );
}

/** Somebody writes: the page holds still. */
function isWriting(page: HTMLElement | null): boolean {
  const active = document.activeElement;
  return active !== null && page?.contains(active) === true && active.matches("textarea, input[type=text], select, [role=spinbutton]");
}

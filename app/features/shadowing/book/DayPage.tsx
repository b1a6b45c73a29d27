import { useRef, useState } from "react";
import { Form, Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Dialog } from "~/kit/Dialog";
import { StatusStrip } from "~/kit/StatusStrip";
import { StrayErrors } from "~/kit/StrayErrors";
import { useOnline } from "~/kit/useOnline";
import { formatTime } from "~/kit/wallTime";
import { PageHeader } from "~/shell/PageHeader";
import type { Refused } from "../../gaps/group/answer.server";
import { useSaving } from "../../gaps/group/useSaving";
import { placesWords, stateWords } from "../words";
import styles from "./book.module.css";
import { BookForm } from "./BookForm";
import { Clashes } from "./Clashes";
import type { dayPage } from "./day-page.server";
import { DayFacts } from "./DayFacts";
import { Gone } from "./Gone";
import { useDiaryLive } from "./useDiaryLive";
import { useRefused } from "~/shared/live/useRefused";
import { useSaid } from "./useSaid";
import { useWholeBoxes } from "./useWholeBoxes";
import { whenWords } from "./views";
import { WhoComes } from "./WhoComes";

export type DayShown = Awaited<ReturnType<typeof dayPage>>;
type Props = { shown: DayShown; refused: Refused | undefined; done: string | undefined };

/** A shadow day: what it is, and the way to a place on it. */
export function DayPage({ shown, refused: told, done }: Props) {
  const { day, own } = shown;
  const refused = useRefused(told);
  const page = useRef<HTMLDivElement>(null);
  useWholeBoxes(page);
  const online = useOnline();
  const { notLive } = useDiaryLive(day.id);
  const [panel, setPanel] = useState(false);
  const [draft, setDraft] = useState<string>();
  const isHeld = own?.state === "held";
  const isGone = !isHeld && (Boolean(day.cancelled) || (shown.hostLeft && !own) || wentToOthers(shown));
  const form = isHeld ? <BookForm {...shown} own={own} refused={refused} online={online} draft={draft} onDraft={setDraft} /> : null;
  return (
    <div ref={page} className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Diary", to: "/diary" }, { label: "Shadow days", to: "/diary/shadow" }, { label: formatTime(day.startsAt, "day") }]} />} title={`A day with ${day.host}`} lead={`${day.hostOrganisation} · ${whenWords(day)}`} />
      {notLive ? <StatusStrip tone="info">Not live at the moment. What changes appears when the connection is back.</StatusStrip> : null}
      {/* A day that is gone says so itself. */}
      {isGone ? null : <StrayErrors refused={refused} />}
      <div role="status" className={styles.status}>
        {done && !refused ? <Banner tone="agreed">{done}</Banner> : null}
      </div>
      {isHeld && !panel ? (
        <Card as="section" title="Book this day" tint="loch">
          {form}
        </Card>
      ) : (
        <Standing shown={shown} refused={refused} online={online} draft={draft} onBook={() => setPanel(isWide())} />
      )}
      <Dialog kind="side" title="Book this day" isOpen={panel && isHeld} onOpenChange={setPanel}>
        <div className={styles.stack}>
          <DayFacts day={day} short />
          {form}
        </div>
      </Dialog>
      <Card as="section" title="The day">
        <DayFacts day={day} withPlaces={!own && !shown.hostLeft} />
      </Card>
      {shown.abilities.host ? <WhoComes day={day} comers={shown.comers} keeps={shown.abilities.keeps} /> : null}
    </div>
  );
}

/** Room for a panel beside the page; a phone shows the form as the page. */
const isWide = () => matchMedia("(min-width: 48em)").matches;

/** Every place went to somebody else, and it is still to come. */
const wentToOthers = ({ day, own, isFull, abilities }: DayShown) => isFull && !own && !abilities.own && !day.hasBegun;

type StandingProps = { shown: DayShown; refused: Refused | undefined; online: boolean; draft: string | undefined; onBook: () => void };

/** How it stands between somebody and this day, and the one thing to do about it. */
function Standing({ shown, refused, online, draft, onBook }: StandingProps) {
  const { day, own, isFull, hostLeft, abilities, next, clashes } = shown;
  const wentNow = useWentNow(isFull, day.id);
  useSaid(String(isFull), own || refused ? undefined : isFull ? "Someone took the last place." : placesWords(day));
  if (day.cancelled) return <Gone dayId={day.id} title={`This day is cancelled.${day.cancelled.line ? ` “${day.cancelled.line}”` : ""}`} next={next} refused={Boolean(refused)} help={undefined} mayWait={false} online={online} />;
  if (own && own.state !== "held") return <Own own={own} />;
  // The panel is open over the page.
  if (own) return <Banner title={stateWords.held.guest} />;
  if (abilities.own) return <Banner title="This is your day">{placesWords(day)}</Banner>;
  if (day.hasBegun) return <Banner tone="plain">This day has been, or has begun. <Link to="/diary/shadow">See what is on offer</Link></Banner>;
  if (hostLeft) return <Gone dayId={day.id} title={`${day.host} has left. Their colleagues find somebody else to host this day, or call it off in time.`} next={next} refused={Boolean(refused)} help={undefined} mayWait={false} online={online} />;
  if (wentToOthers(shown)) return <Gone dayId={day.id} title={refused?.sentence || (wentNow ? "Someone took the last place." : placesWords(day))} next={next} refused={Boolean(refused)} help={refused?.typed["help"] ?? draft} mayWait={abilities.book} online={online} />;
  return (
    <Card as="section" title={placesWords(day)} tint="pine">
      <div className={styles.stack}>
        <Clashes clashes={clashes} />
        <BookButton dayId={day.id} online={online} onBook={onBook} />
        {online ? <p className={styles.quiet}>The place is held for you for five minutes while you decide. You can have more time.</p> : <p className={styles.quiet}>You are offline. Booking needs a connection.</p>}
      </div>
    </Card>
  );
}

/** One press holds the place; on a wide screen the panel opens, elsewhere the form is the page. */
export function BookButton({ dayId, online, onBook }: { dayId: string; online: boolean; onBook?: () => void }) {
  const isSaving = useSaving("day");
  return (
    <Form method="post" action={`/diary/shadow/${dayId}`} preventScrollReset onSubmit={onBook}>
      <input type="hidden" name="part" value="day" />
      <Button type="submit" name="intent" value="hold" variant="primary" isPending={isSaving} pendingLabel="Holding…" isDisabled={!online}>
        Book
      </Button>
    </Form>
  );
}

function Own({ own }: { own: NonNullable<DayShown["own"]> }) {
  return (
    <Banner tone={own.state === "confirmed" ? "agreed" : "info"} title={stateWords[own.state].guest}>
      <Link to={`/diary/shadow/bookings/${own.id}`}>{own.state === "offered" ? "Take it or let it go" : "Open your booking"}</Link>
    </Banner>
  );
}

/** Whether the last place went while somebody was looking at it. */
function useWentNow(isFull: boolean, dayId: string): boolean {
  const [seen] = useState({ dayId, isFull });
  return seen.dayId === dayId && !seen.isFull && isFull;
}

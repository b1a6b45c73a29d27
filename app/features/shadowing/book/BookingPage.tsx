import { useRef } from "react";
import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button, buttonClass } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { StatusStrip } from "~/kit/StatusStrip";
import { StrayErrors } from "~/kit/StrayErrors";
import { useHydrated } from "~/kit/useHydrated";
import { useOnline } from "~/kit/useOnline";
import { formatTime } from "~/kit/wallTime";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import { LettersNotGone } from "../../diary/LettersNotGone";
import type { Refused } from "../../gaps/group/answer.server";
import { Reflections } from "../after/Reflections";
import { stateWords } from "../words";
import { AnswerForm } from "./AnswerForm";
import styles from "./book.module.css";
import type { bookingPage } from "./booking-page.server";
import { ChangeOrCancel } from "./ChangeOrCancel";
import { DayFacts } from "./DayFacts";
import { OtherDays } from "./OtherDays";
import { nextWords } from "./steps";
import { TakeIt } from "./TakeIt";
import { Thread } from "./Thread";
import { useDiaryLive } from "./useDiaryLive";
import { useRefused } from "~/shared/live/useRefused";
import { useSaid } from "./useSaid";
import { useWholeBoxes } from "./useWholeBoxes";
import { whenWords } from "./views";

export type Shown = Awaited<ReturnType<typeof bookingPage>>;
type Props = { shown: Shown; refused: Refused | undefined; done: string | undefined };

/** One booking, the same page for whoever comes and whoever hosts. */
export function BookingPage({ shown, refused: told, done }: Props) {
  const { booking, side, day, abilities, after, next } = shown;
  const refused = useRefused(told);
  const page = useRef<HTMLDivElement>(null);
  useWholeBoxes(page);
  const online = useOnline();
  const { notLive } = useDiaryLive(day.id);
  const standing = stateWords[booking.state][side === "guest" ? "guest" : "host"];
  useSaid(booking.state, standing);
  const title = side === "guest" ? `Your day with ${day.host}` : `${booking.guest} with ${day.host}`;
  const forms = { refused, online };
  const isOver = !["held", "waiting", "offered", "asked", "confirmed"].includes(booking.state);
  return (
    <div ref={page} className={styles.wide}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Diary", to: "/diary" }, { label: "Shadow days", to: "/diary/shadow" }, { label: formatTime(day.startsAt, "day"), to: `/diary/shadow/${day.id}` }, { label: "Booking" }]} />} title={title} lead={whenWords(day)} />
      {notLive ? <StatusStrip tone="info">Not live at the moment. What changes appears when the connection is back.</StatusStrip> : null}
      {online ? null : <p className={styles.quiet}>You are offline. You can read this; changing anything needs a connection.</p>}
      <StrayErrors refused={refused} />
      <div role="status" className={styles.status}>
        {done && !refused ? <Banner tone="agreed">{done}</Banner> : null}
      </div>
      <LettersNotGone letters={shown.notGone} />
      <TwoColumns
        side={
          <Card as="section" title="The day" className={styles.beside}>
            <DayFacts day={day} withPlaces={false} />
          </Card>
        }
      >
        <div className={styles.stack}>
          <Standing shown={shown} />
          <ChangeOrCancel {...forms} shown={shown} />
          {abilities.answer ? <AnswerForm {...forms} shown={shown} /> : null}
          {abilities.take ? <TakeIt {...forms} shown={shown} /> : null}
          {after ? <Reflections {...forms} after={after} guest={booking.guest} host={day.host} /> : null}
          {isOver && side === "guest" ? <OtherDays {...forms} shown={shown} next={next} /> : null}
          <Thread {...forms} shown={shown} />
        </div>
      </TwoColumns>
    </div>
  );
}

/** How it stands, in words, and what goes with it: the calendar, the paper. */
function Standing({ shown }: { shown: Shown }) {
  const { booking, side, day, answerBy } = shown;
  const { state } = booking;
  const hydrated = useHydrated();
  const mine = side === "guest";
  const hasBeen = state === "confirmed" && shown.after !== undefined;
  const told = nextWords({ ...booking, ...day, side, host: day.host, answerBy: answerBy && formatTime(answerBy, "dayAndTime"), until: booking.until && formatTime(booking.until, "dayAndTime") });
  return (
    <Card as="section" aria-label="How it stands" stripe={state === "confirmed" ? "pine" : state === "asked" || state === "offered" ? "gorse" : "heather"}>
      <div className={styles.stack}>
        <h2 className={styles.state}>{hasBeen ? "This day has been" : stateWords[state][mine ? "guest" : "host"]}</h2>
        {hasBeen ? null : <p>{told}</p>}
        {shown.hostLeft ? <p>{day.host} has left. Their colleagues find somebody else to host it, or call it off in time; you are told either way.</p> : null}
        {mine ? null : <WhoAsks shown={shown} />}
        {booking.help ? (
          <div>
            <p className={styles.quiet}>{mine ? "What would help you" : "What would help them"}</p>
            <p className={styles.words}>{booking.help}</p>
          </div>
        ) : null}
        {state === "confirmed" || state === "asked" ? (
          <div className={`${styles.inline} ${styles.screen}`}>
            <a className={buttonClass("secondary")} href={`/diary/shadow/bookings/${booking.id}/calendar.ics`} download>
              Add to your calendar
            </a>
            {hydrated ? (
              <Button variant="quiet" onPress={() => window.print()}>
                Print
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function WhoAsks({ shown: { booking, side } }: { shown: Shown }) {
  return (
    <p className={styles.quiet}>
      {booking.guest}, {booking.guestPost}, {booking.guestOrganisation}
      {booking.askedAt ? `, asked on ${formatTime(booking.askedAt, "day")}` : ""}. {side === "beside" ? "You see this because you manage their post." : null} <Link to="/diary/shadow/agreement">They agreed to confidentiality</Link>
    </p>
  );
}

import { Plus } from "lucide-react";
import { Link } from "react-router";
import { DiaryTabs } from "~/features/diary/DiaryTabs";
import styles from "~/features/diary/page/diary.module.css";
import { DiaryList } from "~/features/diary/page/DiaryList";
import { diaryMonths, diaryPage, diaryPlace } from "~/features/diary/page/diary.server";
import { UndatedCard } from "~/features/diary/page/Undated";
import { holdingProps, useHeld } from "~/kit/board/held";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { MonthCalendar } from "~/kit/MonthCalendar";
import { monthWords } from "~/kit/months";
import { StatusStrip } from "~/kit/StatusStrip";
import { formatTime } from "~/kit/wallTime";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { addDays, dayAt } from "~/shared/zoned";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/diary";

export const meta = () => [{ title: "Diary · Common Thread" }];

/** What somebody goes to, hosts, runs, is asked to or waits for. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    const today = dayAt(new Date());
    const place = diaryPlace(new URL(request.url).searchParams, today);
    const page = await withActor(servicesOf(context).db, actor, (trx) => diaryPage(trx, actor, place, today));
    return { ...page, place, today, months: diaryMonths(today), paperUntil: place.isChosen ? undefined : addDays(today, 27) };
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/diary");

export default function Diary({ loaderData }: Route.ComponentProps) {
  const { days, hasMore, marks, undated, place, today, months, paperUntil } = loaderData;
  const held = useHeld();
  const { notLive } = useNotices(["diary"], { isBusy: () => held.isHeld() });
  return (
    <>
      <DiaryTabs />
      <PageHeader
        title="Your diary"
        lead="What you go to, host, plan, are asked to and wait for."
        actions={
          <>
            <LinkButton to="/diary/events/new">Plan an event</LinkButton>
            <LinkButton to="/diary/shadow/offer" variant="primary" icon={<Plus />}>
              Offer a day
            </LinkButton>
          </>
        }
      />
      <p className={styles.toMonth}>
        <a href="#month">Choose from a month</a>
      </p>
      {notLive ? <StatusStrip tone="info">Not live at the moment. Your diary changes when the connection is back.</StatusStrip> : null}
      <TwoColumns
        sideLabel="By month"
        side={
          <div className={styles.side}>
            <div id="month" className={styles.month}>
              <MonthCalendar month={place.month} day={place.day || undefined} today={today} marks={marks} {...months} note="A dot means something is settled that day; a ring means that it is not yet." />
            </div>
            <UndatedCard undated={undated} />
            <Ways />
          </div>
        }
      >
        <div {...holdingProps(held)}>
          <p className={styles.paper}>{place.isChosen ? null : "The next four weeks"}</p>
          <Said place={place} />
          {days.length === 0 ? <NothingThere isChosen={place.isChosen} /> : <DiaryList days={days} today={today} paperUntil={paperUntil} />}
          {hasMore ? <p>There is more. Choose a month to see the rest.</p> : null}
        </div>
      </TwoColumns>
    </>
  );
}

/** Which part is shown, and the way back to all that is to come. */
function Said({ place: { day, month, isChosen } }: { place: { day: string; month: string; isChosen: boolean } }) {
  if (!isChosen) return null;
  return (
    <p>
      {day ? formatTime(day, "longDate") : monthWords(month)}. <Link to="/diary">Show all that is to come</Link>
    </p>
  );
}

function NothingThere({ isChosen }: { isChosen: boolean }) {
  if (isChosen) return <EmptyState title="Nothing of yours here">Choose another day, or look at what is to come.</EmptyState>;
  return (
    <EmptyState title="Your diary is empty" action={<LinkButton to="/diary/shadow">Find a shadow day</LinkButton>}>
      Spend a morning with somebody who does this work, or come to a <Link to="/diary/events">learning event</Link>.
    </EmptyState>
  );
}

function Ways() {
  return (
    <Card as="section" title="More">
      <ul className={`${styles.plain} ${styles.ways}`}>
        <li>
          <Link to="/diary/shadow/balance">Days given and taken</Link>
        </li>
        <li>
          <Link to="/me/calendar">Add your diary to your phone</Link>
        </li>
      </ul>
    </Card>
  );
}

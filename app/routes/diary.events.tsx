import { Plus } from "lucide-react";
import { Link } from "react-router";
import { DiaryTabs } from "~/features/diary/DiaryTabs";
import styles from "~/features/events/pages/events.module.css";
import { EventFilters } from "~/features/events/pages/list/EventFilters";
import { EventRow } from "~/features/events/pages/list/EventRow";
import { eventFilter, eventPlace, listAddress, listTitle } from "~/features/events/pages/list/filter";
import { NoEvents } from "~/features/events/pages/list/NoEvents";
import { eventsFor, eventsInMonth } from "~/features/events/pages/list/reads.server";
import { count } from "~/features/events/pages/said";
import { holdingProps, useHeld } from "~/kit/board/held";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { MonthCalendar } from "~/kit/MonthCalendar";
import { StatusStrip } from "~/kit/StatusStrip";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { dayAt } from "~/shared/zoned";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/diary.events";

export const meta = () => [{ title: "Learning events · Common Thread" }];

/** Events that come, that look for a date, or that have been; and the month around them. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    const asked = new URL(request.url).searchParams;
    const now = new Date();
    const today = dayAt(now);
    const [filter, place] = [eventFilter(asked), eventPlace(asked, today)];
    return withActor(servicesOf(context).db, actor, async (trx) => ({
      ...(await eventsFor(trx, actor, filter, place, now)),
      marks: Object.fromEntries((await eventsInMonth(trx, actor, filter, place.month)).map(({ day, events }) => [day, { words: count(events, "event") }])),
      filter,
      place,
      today,
    }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/diary.events");

export default function LearningEvents({ loaderData }: Route.ComponentProps) {
  const { cards, hasMore, filter, place, today, marks } = loaderData;
  // What others plan waits while somebody has a hand on the list.
  const held = useHeld();
  const { notLive } = useNotices(["diary"], { isBusy: () => held.isHeld() });
  const to = (page: number) => listAddress(filter, { ...place, page });
  return (
    <>
      <DiaryTabs />
      <PageHeader
        title="Learning events"
        lead="Where practices and the third sector meet, and what they learned."
        actions={
          <LinkButton to="/diary/events/new" variant="primary" icon={<Plus />}>
            Plan an event
          </LinkButton>
        }
      />
      <EventFilters filter={filter} month={place.month} />
      <p className={styles.toMonth}>
        <a href="#month">Choose from a month</a>
      </p>
      {notLive ? <StatusStrip tone="info">Not live at the moment. Events change when the connection is back.</StatusStrip> : null}
      <TwoColumns
        sideLabel="By month"
        side={
          <div className={styles.side}>
            <div id="month" className={styles.month}>
              <MonthCalendar month={place.month} day={place.day || undefined} today={today} marks={marks} note="A dot means that something is on that day." />
            </div>
            <Card as="section" title="Afterwards">
              <ul className={styles.links}>
                <li>
                  <Link to="/diary/events/turnout">Who comes to learning events</Link>
                </li>
                <li>
                  <Link to="/diary/log">What we learned: the learning log</Link>
                </li>
              </ul>
            </Card>
          </div>
        }
      >
        <section aria-labelledby="events" className={styles.stack}>
          <h2 id="events">{listTitle(filter, place, today)}</h2>
          {cards.length === 0 ? <NoEvents filter={filter} place={place} today={today} /> : null}
          {cards.length > 0 ? (
            <ul className={styles.list} {...holdingProps(held)}>
              {cards.map((card) => (
                <EventRow key={card.id} card={card} today={today} />
              ))}
            </ul>
          ) : null}
          {hasMore || place.page > 1 ? (
            <nav className={styles.pages} aria-label="Pages">
              {place.page > 1 ? <Link to={to(place.page - 1)}>Show those before</Link> : null}
              {hasMore ? <Link to={to(place.page + 1)}>Show more</Link> : null}
            </nav>
          ) : null}
        </section>
      </TwoColumns>
    </>
  );
}

import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { buttonClass } from "~/kit/Button";
import { DateBlock } from "~/kit/DateBlock";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { states, turns } from "../../words";
import styles from "../events.module.css";
import { count, goingTone, goingWords } from "../said";
import { betweenWords, longDay } from "../when";
import type { EventFrame } from "./event-page.server";

/** The day, what it is, how it stands, and the ways to change it. */
export function EventHead({ event }: { event: EventFrame }) {
  const { id, title, startsAt, endsAt, organisation, by, abilities } = event;
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Learning events", to: "/diary/events" }, ...(event.series ? [{ label: event.series.title, to: `/diary/events/series/${event.series.id}` }] : []), { label: "This event" }]} />
      <header className={styles.head} data-undated={startsAt ? undefined : ""}>
        {startsAt ? <DateBlock iso={startsAt} /> : null}
        <div className={styles.headWords}>
          <div className={styles.tags}>
            <StateTag event={event} />
          </div>
          <h1>{title}</h1>
          <p>
            {startsAt && endsAt ? (
              <>
                {longDay(startsAt)}, <span className={styles.times}>{betweenWords(startsAt, endsAt)}</span>
              </>
            ) : (
              <Link to={`/diary/events/${id}/dates`}>{count(event.counts.options, "date")} to choose from</Link>
            )}
            {event.place ? ` · ${event.place}` : ""}
          </p>
          <p className={styles.quiet}>
            {by}, {organisation}
          </p>
          <div className={`${styles.inline} ${styles.screen}`}>
            {abilities.plan && !event.isOver ? <LinkButton to={`/diary/events/${id}/change`}>{event.state === "cancelled" ? "Put it on again" : "Change or cancel"}</LinkButton> : null}
            {startsAt ? (
              <a className={buttonClass("secondary")} href={`/diary/events/${id}/calendar.ics`} download>
                Add to your calendar
              </a>
            ) : null}
            <LinkButton to={`/diary/events/${id}/sheet`} variant="quiet">
              A sheet to print
            </LinkButton>
          </div>
        </div>
      </header>
      <LastTurn event={event} />
    </>
  );
}

function StateTag({ event }: { event: EventFrame }) {
  if (event.state === "cancelled") return <Tag tone="danger">{states.cancelled}</Tag>;
  if (event.state === "finding_date") return <Tag tone="needs">{states.finding_date}</Tag>;
  if (event.isOver) return <Tag>It has been</Tag>;
  return <Tag tone={goingTone({ going: event.counts.going, capacity: event.capacity })}>{goingWords({ going: event.counts.going, capacity: event.capacity })}</Tag>;
}

/** That it was moved or cancelled is said where nobody can miss it, with the line and by whom. */
function LastTurn({ event: { turn, state } }: { event: EventFrame }) {
  if (!turn || (turn.why !== "cancelled" && turn.why !== "moved")) return null;
  return (
    <Banner tone={state === "cancelled" ? "danger" : "info"} title={turns[turn.why]}>
      {turn.line ? `“${turn.line}” ` : ""}
      {turn.by}, <Time iso={turn.at} format="dayAndTime" />
    </Banner>
  );
}

import { EventCard } from "~/kit/EventCard";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { formatTime } from "~/kit/wallTime";
import styles from "../events.module.css";
import { count, forWords, goingTone, goingWords } from "../said";
import { betweenWords } from "../when";
import type { EventCardRow } from "./reads.server";

/** One event: when, what, where, and the one thing to do about it. */
export function EventRow({ card, today }: { card: EventCardRow; today: string }) {
  const iso = card.startsAt ?? card.firstOption ?? today;
  return (
    <li>
      <EventCard
        iso={iso}
        title={card.title}
        to={`/diary/events/${card.id}`}
        level={3}
        line={lineOf(card)}
        words={card.purpose}
        tag={<Tags card={card} />}
        action={<Action card={card} />}
      >
        {card.forRoles.length > 0 && card.state !== "cancelled" ? <p className={styles.quiet}>For {forWords(card.forRoles)}</p> : null}
      </EventCard>
    </li>
  );
}

function lineOf({ organisation, place, startsAt, endsAt, options }: EventCardRow) {
  const when = startsAt && endsAt ? betweenWords(startsAt, endsAt) : `One of ${count(options, "date")}`;
  return (
    <>
      {organisation} {place ? `· ${place} ` : ""}· <span className={styles.times}>{when}</span>
    </>
  );
}

function Tags({ card }: { card: EventCardRow }) {
  if (card.state === "cancelled") return <Tag tone="danger">Cancelled</Tag>;
  return (
    <>
      {card.state === "finding_date" ? <Tag tone="needs">Finding a date</Tag> : <Tag tone={goingTone(card)}>{goingWords(card)}</Tag>}
      {card.isWaiting ? <Tag tone="needs">You wait for a place</Tag> : card.says ? <Tag tone="info">{{ going: "You are going", maybe: "You may come", cant: "You cannot come" }[card.says]}</Tag> : null}
      {card.isSeries ? <Tag tone="people">Part of a series</Tag> : null}
    </>
  );
}

/** What presses lead to: nothing is answered by a link. */
function Action({ card }: { card: EventCardRow }) {
  const about = `${card.title}${card.startsAt ? `, ${formatTime(card.startsAt, "longDate")}` : ""}`;
  if (card.state === "cancelled" || card.isOver) return <LinkButton to={`/diary/events/${card.id}`} aria-label={`Look at ${about}`}>Look</LinkButton>;
  if (card.state === "finding_date") return <LinkButton to={`/diary/events/${card.id}/dates`} variant={card.hasVoted ? "secondary" : "primary"} aria-label={`Say which dates suit you, ${about}`}>{card.hasVoted ? "See the dates" : "Say which suit"}</LinkButton>;
  if (card.says) return <LinkButton to={`/diary/events/${card.id}`} aria-label={`Look at ${about}`}>Look</LinkButton>;
  return <LinkButton to={`/diary/events/${card.id}#answer`} variant={card.isAsked ? "primary" : "secondary"} aria-label={`Answer, ${about}`}>Answer</LinkButton>;
}

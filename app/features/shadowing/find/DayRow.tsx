import { EventCard } from "~/kit/EventCard";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { formatTime } from "~/kit/wallTime";
import { forRoles, placesWords, stateWords } from "../words";
import styles from "./find.module.css";
import type { DayCard } from "./reads.server";
import { betweenWords } from "./when";

type Props = { card: DayCard; isFresh?: boolean; isGone?: boolean; level?: 2 | 3 };

/** One day: when, with whom, where, what to expect, and the one thing to do about it. */
export function DayRow({ card, isFresh = false, isGone = false, level = 3 }: Props) {
  return (
    <li className={styles.item} data-fresh={isFresh ? "" : undefined}>
      <EventCard
        iso={card.startsAt}
        title={card.host}
        to={`/diary/shadow/${card.id}`}
        level={level}
        line={
          <>
            {card.organisation} · {card.where} · <span className={styles.times}>{betweenWords(card.startsAt, card.endsAt)}</span>
          </>
        }
        words={card.expect}
        tag={<DayTags card={card} isGone={isGone} />}
        action={<DayAction card={card} />}
      >
        {card.forRoles.length > 0 ? <p className={styles.quiet}>For {card.forRoles.map((role) => inSentence(forRoles[role])).join(", ")}</p> : null}
      </EventCard>
    </li>
  );
}

function DayTags({ card, isGone }: { card: DayCard; isGone: boolean }) {
  const isFull = card.taken >= card.places || card.waiting > 0;
  return (
    <>
      {isGone ? <Tag tone="danger">Not on offer any more</Tag> : <Tag tone={isFull ? "plain" : "agreed"}>{placesWords(card)}</Tag>}
      {card.booking ? <Tag tone="info">{stateWords[card.booking.state].guest}</Tag> : null}
      {card.isHandover ? <Tag tone="people">Handover</Tag> : null}
      {card.seesPeople ? <Tag tone="people">With people who agreed</Tag> : null}
    </>
  );
}

/** Letters that are said one by one stay as they are. */
const inSentence = (words: string) => (/^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1));

/** What presses lead to: nothing is taken by a link. */
function DayAction({ card }: { card: DayCard }) {
  const whose = `${formatTime(card.startsAt, "longDate")} with ${card.host}`;
  if (card.isMine) return <LinkButton to={`/diary/shadow/mine#day-${card.id}`} aria-label={`Look after it, ${whose}`}>Look after it</LinkButton>;
  if (card.booking && card.booking.state !== "held") return <LinkButton to={`/diary/shadow/bookings/${card.booking.id}`} variant={card.booking.state === "offered" ? "primary" : "secondary"} aria-label={`See your booking, ${whose}`}>See your booking</LinkButton>;
  if (card.booking) return <LinkButton to={`/diary/shadow/${card.id}`} variant="primary" aria-label={`Carry on, ${whose}`}>Carry on</LinkButton>;
  if (card.taken >= card.places || card.waiting > 0) return <LinkButton to={`/diary/shadow/${card.id}`} aria-label={`Wait for a place, ${whose}`}>Wait for a place</LinkButton>;
  return <LinkButton to={`/diary/shadow/${card.id}`} variant="primary" aria-label={`Book, ${whose}`}>Book</LinkButton>;
}

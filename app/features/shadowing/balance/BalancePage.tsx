import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { EventCard } from "~/kit/EventCard";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { formatTime } from "~/kit/wallTime";
import { betweenWords, firstName } from "../find/when";
import { stateWords } from "../words";
import styles from "./balance.module.css";
import type { Suggested, Tie } from "./balance.server";
import type { HandoverDay } from "./handover.server";
import { balanceWords, pairsWords } from "./words";

/** Days that would do a tie good, one of each organisation. */
export function Suggestions({ suggested }: { suggested: readonly Suggested[] }) {
  if (suggested.length === 0) {
    return (
      <EmptyState title="No day to suggest at the moment" action={<LinkButton to="/diary/shadow/offer">Offer a day</LinkButton>}>
        When another organisation offers one that you could go to, it is here. You can also <Link to="/diary/shadow/ask">ask somebody for a day</Link>.
      </EmptyState>
    );
  }
  return (
    <ul className={styles.list}>
      {suggested.map((day) => (
        <li key={day.dayId}>
          <EventCard
            iso={day.startsAt}
            title={day.host}
            to={`/diary/shadow/${day.dayId}`}
            line={`${day.organisation} · ${betweenWords(day.startsAt, day.endsAt)}`}
            tag={day.pairs ? <Tag tone="people">{day.pairs === "you_are_new" ? "Experienced host" : "New host"}</Tag> : undefined}
            action={
              <LinkButton to={`/diary/shadow/${day.dayId}`} aria-label={`Look at ${formatTime(day.startsAt, "longDate")} with ${day.host}`}>
                Look at it
              </LinkButton>
            }
          >
            <p>{[balanceWords({ other: day.organisation, given: day.given, taken: day.taken }), day.pairs ? pairsWords[day.pairs](firstName(day.host)) : ""].filter(Boolean).join(" ")}</p>
          </EventCard>
        </li>
      ))}
    </ul>
  );
}

/** How days have gone between one's organisation and each other one, in a sentence each. */
export function Ties({ ties, suggested }: { ties: readonly Tie[]; suggested: readonly Suggested[] }) {
  if (ties.length === 0) return <p>Your organisation has spent no shadow day with another one yet. The first one is the hardest, and it is half a day.</p>;
  const several = new Set(ties.map(({ ownId }) => ownId)).size > 1;
  return (
    <ul className={styles.list}>
      {ties.map((tie) => (
        <Card as="li" key={`${tie.ownId} ${tie.otherId}`} tight>
          <p>
            {several ? `${tie.own}: ` : ""}
            {balanceWords(tie)} <NextStep tie={tie} day={suggested.find(({ organisationId }) => organisationId === tie.otherId)} />
          </p>
        </Card>
      ))}
    </ul>
  );
}

function NextStep({ tie, day }: { tie: Tie; day: Suggested | undefined }) {
  if (tie.standing === "we_went") return <Link to="/diary/shadow/offer">Offer them a day</Link>;
  if (!day) return null;
  return (
    <Link to={`/diary/shadow/${day.dayId}`}>
      {firstName(day.host)} offers a day on {formatTime(day.startsAt, "day")}
    </Link>
  );
}

/** Days on which somebody who leaves is shadowed by whoever takes over: the two see them here. */
export function Handovers({ days }: { days: readonly HandoverDay[] }) {
  if (days.length === 0) return null;
  return (
    <section>
      <h2>Handover days</h2>
      <ul className={styles.list}>
        {days.map((day) => (
          <Card as="li" key={day.dayId} stripe="heather" tight>
            <p>
              <Link to={`/diary/shadow/${day.dayId}`}>
                {formatTime(day.startsAt, "longDate")}, {betweenWords(day.startsAt, day.endsAt)}
              </Link>
              : {day.newcomer} with {day.leaver}. {day.isOver && day.state === "confirmed" ? "It has been." : stateWords[day.state].host}
            </p>
          </Card>
        ))}
      </ul>
    </section>
  );
}

import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { formatTime } from "~/kit/wallTime";
import { placesWords } from "../words";
import { findAddress, noFilter } from "./filter";
import styles from "./find.module.css";
import type { OrganisationDays } from "./organisation.server";
import { betweenWords } from "./when";

/** On an organisation's page: its next days, and the way to ask for one. */
export function ShadowDaysOf({ days }: { days: OrganisationDays }) {
  const { organisationId, cards, hasMore, hasHosts } = days;
  return (
    <Card as="section" title="Shadow days">
      <div className={styles.stack}>
        {cards.length === 0 ? <p className={styles.quiet}>No days on offer here at the moment.</p> : null}
        <ul className={styles.plain}>
          {cards.map((card) => (
            <li key={card.id}>
              <Link to={`/diary/shadow/${card.id}`}>
                {formatTime(card.startsAt, "day")} with {card.host}
              </Link>
              , {betweenWords(card.startsAt, card.endsAt)} · {placesWords(card)}
            </li>
          ))}
        </ul>
        <div className={styles.ways}>
          {hasHosts ? <LinkButton to={`/diary/shadow/ask?organisation=${organisationId}`}>Ask for a day</LinkButton> : null}
          {hasMore ? <LinkButton to={findAddress({ ...noFilter, organisation: organisationId })}>See all its days</LinkButton> : null}
        </div>
      </div>
    </Card>
  );
}

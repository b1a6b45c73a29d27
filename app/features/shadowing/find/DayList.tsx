import { Link } from "react-router";
import { ChangesPill } from "~/kit/board/ChangesPill";
import { holdingProps } from "~/kit/board/held";
import { formatTime } from "~/kit/wallTime";
import { count } from "../../gaps/asks/words";
import { DayRow } from "./DayRow";
import { findAddress, type FindFilter, type FindPlace } from "./filter";
import styles from "./find.module.css";
import type { DayCard } from "./reads.server";
import { useSteadyDays } from "./useSteadyDays";

type Props = { cards: readonly DayCard[]; hasMore: boolean; filter: FindFilter; place: FindPlace };

/** Days by date. What others do changes places where they stand, and moves nothing under a hand. */
export function DayList({ cards: fresh, hasMore, filter, place }: Props) {
  const { cards, changed, gone, waiting, show, held } = useSteadyDays(fresh, JSON.stringify([filter, place]));
  const first = cards[0];
  return (
    <section aria-labelledby="days" className={styles.stack}>
      {first ? (
        <h2 id="days" className={styles.from}>
          {place.day ? formatTime(place.day, "longDate") : `${formatTime(first.startsAt, "longDate")} onwards`}
        </h2>
      ) : (
        <h2 id="days" className={styles.from}>
          Days on offer
        </h2>
      )}
      <ChangesPill count={waiting} words={`${count(waiting, "change")} from others`} action="show" shownWords="Shown." onShow={show} />
      {first ? (
        <ul className={styles.days} {...holdingProps(held)}>
          {cards.map((card) => (
            <DayRow key={card.id} card={card} isFresh={changed.has(card.id)} isGone={gone.has(card.id)} />
          ))}
        </ul>
      ) : null}
      {hasMore || place.page > 1 ? (
        <nav className={styles.pages} aria-label="Pages">
          {place.page > 1 ? <Link to={findAddress(filter, { ...place, page: place.page - 1 })}>Show earlier days</Link> : null}
          {hasMore ? <Link to={findAddress(filter, { ...place, page: place.page + 1 })}>Show later days</Link> : null}
        </nav>
      ) : null}
    </section>
  );
}

import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Card } from "~/kit/Card";
import { formatTime } from "~/kit/wallTime";
import { stateWords } from "../words";
import { AlertForm } from "./AlertForm";
import styles from "./find.module.css";
import type { Going } from "./reads.server";
import { firstName } from "./when";
import type { Wish } from "./wishes-read.server";

const times = ["", "once", "twice", "three times", "four times", "five times", "six times"];

/** "You are going once already": what the reader has booked, each with the way to change it. */
export function GoingAlready({ going }: { going: readonly Going[] }) {
  if (going.length === 0) return null;
  const confirmed = going.filter(({ state }) => state === "confirmed").length;
  return (
    <Banner tone="info" title={confirmed > 0 ? `You are going ${times[confirmed]} already` : "You have asked already"}>
      <ul className={styles.plain}>
        {going.map(({ bookingId, startsAt, host, state }) => (
          <li key={bookingId}>
            {formatTime(startsAt, "day")} with {firstName(host)}
            {state === "confirmed" ? "" : `, ${stateWords[state].guest.toLowerCase()}`}. <Link to={`/diary/shadow/bookings/${bookingId}`} aria-label={`See or change ${formatTime(startsAt, "day")} with ${host}`}>See or change it</Link>
          </li>
        ))}
      </ul>
    </Banner>
  );
}

/** Being told, asking for a day that is not on offer, and what was asked and waits. */
export function OtherWays({ isAlerted, wishes }: { /** Absent where the page offers it already. */ isAlerted?: boolean | undefined; wishes: readonly Wish[] }) {
  return (
    <Card as="section" title="Nothing that suits?">
      <div className={styles.stack}>
        <p>
          <Link to="/diary/shadow/ask">Ask somebody for a day</Link>, or be told when a new one is on offer.
        </p>
        {wishes.length > 0 ? (
          <ul className={styles.plain}>
            {wishes.map(({ id, hosts, hostPost }) => (
              <li key={id}>
                You asked {hosts.map(firstName).join(" and ") || hostPost}. <Link to={`/diary/shadow/wishes/${id}`} aria-label={`See what you asked ${hosts.join(" and ") || hostPost}`}>See it</Link>
              </li>
            ))}
          </ul>
        ) : null}
        {isAlerted === undefined ? null : <AlertForm isAlerted={isAlerted} />}
      </div>
    </Card>
  );
}

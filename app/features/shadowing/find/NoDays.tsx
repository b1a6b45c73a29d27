import { Fragment } from "react";
import { Link } from "react-router";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { monthWords } from "~/kit/months";
import { formatTime } from "~/kit/wallTime";
import { AlertForm } from "./AlertForm";
import { findAddress, isFiltered, noFilter, type FindFilter, type FindPlace } from "./filter";
import styles from "./find.module.css";
import type { Host } from "./reads.server";
import { firstName } from "./when";

type Props = { filter: FindFilter; place: FindPlace; suggested: readonly Host[]; isAlerted: boolean };

/** Nothing on offer, and what one can do: ask somebody who has said yes before, be told, or offer. */
export function NoDays({ filter, place, suggested, isAlerted }: Props) {
  const filtered = isFiltered(filter);
  const where = place.day ? `on ${formatTime(place.day, "longDate")}` : `in ${monthWords(place.month).replace(/ \d+$/, "")}`;
  return (
    <EmptyState
      title={filtered ? `No days like that ${where}` : `No days on offer ${where}`}
      action={
        <div className={styles.ways} data-middle="">
          <AlertForm isAlerted={isAlerted} />
          <LinkButton to="/diary/shadow/offer">Offer a half day</LinkButton>
        </div>
      }
    >
      {suggested.length > 0 ? (
        <p>
          Ask <Hosts hosts={suggested} />, who {suggested.length === 1 ? "has" : "have"} said yes before.
        </p>
      ) : (
        <p>
          You can <Link to="/diary/shadow/ask">ask somebody for a day</Link>.
        </p>
      )}
      {filtered || place.day ? (
        <p>
          <Link to={findAddress(noFilter, { month: place.month })}>Show all days</Link>
        </p>
      ) : null}
    </EmptyState>
  );
}

/** "Catriona or Sana", each a link. */
function Hosts({ hosts }: { hosts: readonly Host[] }) {
  return hosts.map(({ postId, name, organisation }, index) => (
    <Fragment key={postId}>
      {index === 0 ? null : index === hosts.length - 1 ? " or " : ", "}
      <Link to={`/diary/shadow/ask?post=${postId}`} aria-label={`Ask ${name}, ${organisation}`}>
        {firstName(name)}
      </Link>
    </Fragment>
  ));
}

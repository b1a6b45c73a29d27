import type { ReactNode } from "react";
import { DateBlock } from "~/kit/DateBlock";
import { betweenWords, whenWords } from "../pages/when";
import { votes, type Vote } from "../words";
import styles from "./poll.module.css";
import { TheirTime } from "./TheirTime";
import { voteField } from "./votes";

type Option = { id: string; startsAt: string; endsAt: string };
type Props<O extends Option> = {
  options: readonly O[];
  own: (option: O) => Vote | null;
  /** Beside each date: how many, who. */
  renderCounts: (option: O) => ReactNode;
  /** Under each date, for whoever plans. */
  renderTools?: (option: O) => ReactNode;
  isDisabled: boolean;
};

/** One row a date: when, three choices, and what the others said. Plain radios: they work before scripts and by thumb. */
export function VoteFields<O extends Option>({ options, own, renderCounts, renderTools, isDisabled }: Props<O>) {
  return (
    <ul className={styles.dates}>
      {options.map((option) => (
        <li key={option.id} className={styles.date}>
          <DateBlock iso={option.startsAt} />
          <div className={styles.when}>
            <span className={styles.clock}>{betweenWords(option.startsAt, option.endsAt)}</span>
            <TheirTime startsAt={option.startsAt} />
            {renderCounts(option)}
          </div>
          <fieldset className={styles.choices} disabled={isDisabled}>
            <legend className={styles.legend}>{whenWords(option.startsAt, option.endsAt)}: does it suit?</legend>
            {(Object.keys(votes) as Vote[]).map((says) => (
              <label key={says} className={styles.choice} data-says={says}>
                <input type="radio" name={voteField(option.id)} value={says} defaultChecked={own(option) === says} />
                <span>{votes[says]}</span>
              </label>
            ))}
          </fieldset>
          {renderTools ? <div className={styles.tools}>{renderTools(option)}</div> : null}
        </li>
      ))}
    </ul>
  );
}

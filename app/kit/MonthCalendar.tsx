import { ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Link, useSearchParams } from "react-router";
import styles from "./MonthCalendar.module.css";
import { formatTime } from "./wallTime";
import { monthWords, nextMonth, weekdayNames, weeksOf } from "./months";

export interface DayMark {
  /** What there is, as it is said after the day: "1 place". */
  words: string;
  /** A ring in place of the dot: something is there, and taken. */
  hollow?: boolean | undefined;
}

export interface MonthCalendarProps {
  /** "2026-11" */
  month: string;
  /** The chosen day, "2026-11-24". */
  day?: string | undefined;
  today?: string | undefined;
  /** By day. A day with a mark is a link; the others are only numbers, so that nobody tabs through thirty empty days. */
  marks: Readonly<Record<string, DayMark>>;
  /** The first and last month there is a way to. */
  from?: string | undefined;
  until?: string | undefined;
  level?: 2 | 3 | undefined;
  /** Under the month: what a dot means. */
  note?: ReactNode;
}

/**
 * A month with dots. It is a table of links that set `?month=` and `?day=` and keep what else the address says, so it
 * works without scripts, by keyboard and by ear with nothing of its own to learn.
 */
export function MonthCalendar({ month, day, today, marks, from, until, level = 2, note }: MonthCalendarProps) {
  const id = useId();
  const Heading = `h${level}` as "h2" | "h3";
  return (
    <div className={styles.calendar}>
      <div className={styles.head}>
        <Turn to={nextMonth(month, -1)} kind="previous" end={from} />
        <Heading id={id} className={styles.month}>
          {monthWords(month)}
        </Heading>
        <Turn to={nextMonth(month, 1)} kind="next" end={until} />
      </div>
      <table className={styles.grid} aria-labelledby={id}>
        <thead>
          <tr>
            {weekdayNames.map((name) => (
              <th key={name} scope="col" abbr={name} className={styles.weekday}>
                {name.slice(0, 3)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, index) => (
            <tr key={week[0] ?? index}>
              {week.map((date, at) => (
                <td key={date ?? at}>{date ? <Day date={date} mark={marks[date]} chosen={date === day} isToday={date === today} /> : null}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {note ? <p className={styles.note}>{note}</p> : null}
    </div>
  );
}

function Turn({ to, kind, end }: { to: string; kind: "previous" | "next"; end: string | undefined }) {
  const address = useAddress();
  const Icon = kind === "previous" ? ChevronLeft : ChevronRight;
  if (end && (kind === "previous" ? to < end : to > end)) return <span className={styles.noTurn} />;
  return (
    <Link to={address({ month: to })} className={styles.turn} aria-label={`${kind === "previous" ? "Previous" : "Next"} month, ${monthWords(to)}`} preventScrollReset>
      <Icon aria-hidden="true" />
    </Link>
  );
}

interface DayProps {
  date: string;
  mark: DayMark | undefined;
  chosen: boolean;
  isToday: boolean;
}

/** Choosing the chosen day again takes the choice away. */
function Day({ date, mark, chosen, isToday }: DayProps) {
  const address = useAddress();
  const number = Number(date.slice(8));
  const today = isToday ? "" : undefined;
  if (!mark && !chosen) {
    return (
      <span className={styles.day} data-today={today} aria-current={isToday ? "date" : undefined}>
        {number}
      </span>
    );
  }
  const said = [formatTime(date, "longDate"), isToday && "today", mark?.words, chosen && "chosen"].filter(Boolean).join(", ");
  const to = address({ month: date.slice(0, 7), day: chosen ? undefined : date });
  return (
    <Link to={to} className={styles.day} data-today={today} data-marked="" data-chosen={chosen ? "" : undefined} aria-current={chosen ? "true" : undefined} aria-label={said} preventScrollReset>
      {number}
      {mark ? <span className={styles.dot} data-hollow={mark.hollow ? "" : undefined} aria-hidden="true" /> : null}
    </Link>
  );
}

/** The same page with another month or day; pages of a list start again. */
function useAddress() {
  const [search] = useSearchParams();
  return ({ month, day }: { month: string; day?: string | undefined }) => {
    const next = new URLSearchParams(search);
    next.delete("page");
    next.delete("day");
    next.set("month", month);
    if (day) next.set("day", day);
    return `?${next}`;
  };
}

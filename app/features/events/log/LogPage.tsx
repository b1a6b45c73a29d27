import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { EmptyState } from "~/kit/EmptyState";
import { StatusStrip } from "~/kit/StatusStrip";
import { useOnline } from "~/kit/useOnline";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formatTime } from "~/kit/wallTime";
import { WithScripts } from "~/kit/WithScripts";
import { useNotices } from "~/shared/live/useNotices";
import { PageHeader } from "~/shell/PageHeader";
import type { Refused } from "../../gaps/group/answer.server";
import { monthWords } from "../../gaps/pack/months";
import { SharedLines } from "../../shadowing/after/SharedLines";
import { DoneLine } from "../../shadowing/find/DoneLine";
import { AddLearned } from "./AddLearned";
import { LogFilters } from "./LogFilters";
import styles from "./log.module.css";
import type { LogFilter, LogShown } from "./log-page.server";

type Props = { shown: LogShown; filter: LogFilter; refused: Refused | undefined };
const takenBack = { done: "taken-back", name: "entry", about: "write-again", intent: "write-again", field: "entry" };
const doneWords: Record<string, string> = { added: "It is in the log.", "taken-back": "Taken back." };

/** What the network learned, by its day, for whoever looks for it later. */
export function LogPage({ shown, filter, refused }: Props) {
  const online = useOnline();
  const { notLive } = useNotices(["diary"]);
  const { entries, organisations, shared, today } = shown;
  const isFiltered = Boolean(filter.words || filter.month || filter.organisationId);
  return (
    <div className={styles.narrow}>
      <PageHeader
        title="Learning log"
        lead="What the network learned, by its day. Never name a person you support."
        actions={
          <WithScripts>
            <Button variant="quiet" className={styles.screen} onPress={() => window.print()}>
              Print
            </Button>
          </WithScripts>
        }
      />
      {notLive ? <StatusStrip tone="info">Not live at the moment. New entries appear when the connection is back.</StatusStrip> : null}
      {online ? null : <p className={styles.quiet}>You are offline. You can read what is open; adding needs a connection.</p>}
      <DoneLine words={doneWords} refused={refused} undo={takenBack} />
      <AddLearned refused={refused} online={online} today={today} />
      <LogFilters filter={filter} organisations={organisations} today={today} />
      {entries.length > 0 ? <Entries shown={shown} online={online} /> : <Nothing isFiltered={isFiltered} />}
      <Pages filter={filter} more={shown.more} />
      <SharedLines lines={shared} />
    </div>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) return <EmptyState title="Nothing is written here yet.">After an event, or on any day, one sentence is enough.</EmptyState>;
  return (
    <EmptyState title="Nothing like that in the log." action={<Link to="/diary/log">Show everything</Link>}>
      Try fewer words, or another month.
    </EmptyState>
  );
}

/** One list for each month, the newest first. */
function Entries({ shown: { entries }, online }: { shown: LogShown; online: boolean }) {
  const months = [...new Set(entries.map(({ onDate }) => onDate.slice(0, 7)))];
  return months.map((month) => (
    <section key={month} aria-labelledby={`month-${month}`} className={styles.stack}>
      <h2 id={`month-${month}`}>{monthWords(month)}</h2>
      <ul className={styles.list}>
        {entries
          .filter(({ onDate }) => onDate.startsWith(month))
          .map(({ id, onDate, text, eventId, event, by, organisation, mayTakeBack }) => (
            <li key={id} className={styles.entry}>
              <p className={styles.voice}>{text}</p>
              <div className={styles.inline}>
                <p className={styles.quiet}>
                  {formatTime(onDate, "day")} · {by}, {organisation}
                  {eventId ? (
                    <>
                      {" · From "}
                      <Link to={`/diary/events/${eventId}/recap`}>{event}</Link>
                    </>
                  ) : null}
                </p>
                {mayTakeBack ? (
                  <Form method="post" preventScrollReset className={styles.screen}>
                    <input type="hidden" name="entry" value={id} />
                    <Button type="submit" name="intent" value="take-back" variant="quiet" isDisabled={!online}>
                      Take back<VisuallyHidden> {text.slice(0, 60)}</VisuallyHidden>
                    </Button>
                  </Form>
                ) : null}
              </div>
            </li>
          ))}
      </ul>
    </section>
  ));
}

function Pages({ filter, more }: { filter: LogFilter; more: boolean }) {
  if (!more && filter.page === 1) return null;
  const to = (page: number) => `/diary/log?${new URLSearchParams({ words: filter.words, month: filter.month, organisation: filter.organisationId, page: String(page) })}`;
  return (
    <nav aria-label="Pages" className={`${styles.inline} ${styles.screen}`}>
      {filter.page > 1 ? <Link to={to(filter.page - 1)}>Newer</Link> : null}
      {more ? <Link to={to(filter.page + 1)}>Older</Link> : null}
    </nav>
  );
}

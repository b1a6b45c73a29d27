import { PrintSheet } from "~/kit/PrintSheet";
import { formatTime } from "~/kit/wallTime";
import { AgendaTable, type StoredRow } from "../../agenda/AgendaTable";
import styles from "../events.module.css";
import { goingWords } from "../said";
import { betweenWords, longDay } from "../when";
import type { EventFrame } from "./event-page.server";
import type { JobRow } from "./jobs.server";

type Props = { event: EventFrame; rows: readonly StoredRow[]; jobs: readonly JobRow[]; printedAt: string };

/** One sheet for the wall or the table: when, where, the agenda, and who does what. */
export function EventSheet({ event, rows, jobs, printedAt }: Props) {
  const { startsAt, endsAt, place, access, state } = event;
  return (
    <PrintSheet title={event.title} size="document" eyebrow={state === "cancelled" ? "Cancelled" : `${event.organisation} · learning event`} footer={`Printed ${formatTime(printedAt, "dayAndTime")}. The agenda may have changed since.`}>
      <div className={styles.stack}>
        <p>
          <strong>{startsAt && endsAt ? `${longDay(startsAt)}, ${betweenWords(startsAt, endsAt)}` : "The date is being found"}</strong>
          {place ? `, ${place}` : ""}
        </p>
        {access ? <p className={styles.voice}>{access}</p> : null}
        {event.purpose ? <p className={styles.voice}>{event.purpose}</p> : null}
        <h2>Agenda</h2>
        <AgendaTable rows={rows} startsAt={startsAt ?? undefined} endsAt={endsAt ?? undefined} />
        {jobs.length > 0 ? (
          <>
            <h2>Jobs</h2>
            <ul className={styles.plain}>
              {jobs.map(({ id, what, owner, done }) => (
                <li key={id}>
                  {what}: {owner ?? "nobody yet"}
                  {done ? " (done)" : ""}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {state === "set" ? <p>{goingWords({ going: event.counts.going, capacity: event.capacity })}</p> : null}
      </div>
    </PrintSheet>
  );
}

import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { SummaryList, type SummaryRow } from "~/kit/SummaryList";
import { births } from "../../words";
import styles from "../events.module.css";
import { forWords } from "../said";
import { betweenWords, longDay } from "../when";
import type { EventFrame } from "./event-page.server";

/** When, where and how to get in, who it is for, and what it came from; empty rows are left out. */
export function Facts({ event }: { event: EventFrame }) {
  const { startsAt, endsAt, place, access, desk, capacity, forRoles, series, born } = event;
  const rows: (SummaryRow | false)[] = [
    Boolean(startsAt && endsAt) && { key: "when", label: "When", value: `${longDay(startsAt ?? "")}, ${betweenWords(startsAt ?? "", endsAt ?? "")}` },
    { key: "where", label: "Where", value: place || "Not said yet" },
    Boolean(access) && { key: "access", label: "Getting in", value: <span className={styles.voice}>{access}</span> },
    { key: "for", label: "For", value: forWords(forRoles).replace(/^\w/, (letter) => letter.toUpperCase()) },
    { key: "places", label: "Places", value: capacity === null ? "As many as like" : String(capacity) },
    Boolean(desk) && { key: "desk", label: "The desk meanwhile", value: desk },
    series !== null && { key: "series", label: "Series", value: <Link to={`/diary/events/series/${series.id}`}>{series.title}</Link> },
    born !== null && { key: "born", label: births[born.kind], value: born.gapId ? <Link to={`/gaps/${born.gapId}`}>{born.words}</Link> : born.words || "It is not there any more" },
  ];
  return (
    <Card as="section" title="What it is">
      <div className={styles.stack}>
        {event.purpose ? <p className={styles.voice}>{event.purpose}</p> : null}
        <SummaryList rows={rows.filter((row) => row !== false)} />
      </div>
    </Card>
  );
}

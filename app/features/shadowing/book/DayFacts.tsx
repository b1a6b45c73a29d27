import { SummaryList } from "~/kit/SummaryList";
import { placesWords } from "../words";
import styles from "./book.module.css";
import { whenWords, type DayView } from "./views";

type Props = { day: DayView; /** In the panel: no more than what somebody needs to decide. */ short?: boolean; /** Beside the page of a booking, nobody counts places. */ withPlaces?: boolean };

/** Host, place, time, what to expect, getting there: what one wants to know before coming along. */
export function DayFacts({ day, short, withPlaces = !short }: Props) {
  const rows = [
    { key: "host", label: "With", value: `${day.host}, ${day.hostOrganisation}` },
    { key: "when", label: "When", value: whenWords(day) },
    { key: "where", label: "Where", value: <span className={styles.words}>{day.where}</span> },
    { key: "expect", label: "What to expect", value: <span className={styles.words}>{day.expect}</span> },
    { key: "access", label: "Getting there and in", value: day.access ? <span className={styles.words}>{day.access}</span> : "Not said yet. Ask when you book." },
    ...(day.isHandover ? [{ key: "handover", label: "Handover", value: `Whoever takes over from ${day.host} spends this day with them. Nobody else sees it.` }] : []),
    ...(short ? [] : [{ key: "people", label: "People", value: day.seesPeople ? "You may meet people who are supported. Each is asked beforehand whether a second worker may come; without a yes, that part is left out." : "No visits to people who are supported." }]),
    ...(short || day.forWhom.length === 0 ? [] : [{ key: "for", label: "Meant for", value: `${day.forWhom.join(" · ")}${day.isForMe ? "" : ". You can ask all the same."}` }]),
    ...(!withPlaces || day.isHandover || day.hasBegun ? [] : [{ key: "places", label: "Places", value: placesWords(day) }]),
  ];
  return (
    <div className={styles.facts}>
      <SummaryList rows={rows} />
    </div>
  );
}

import styles from "./agenda.module.css";
import type { Times } from "./AgendaTimes";
import { clockAfter, startsOf, totalWords } from "./times";

/** A row as the document server reads it (services.documents.read). */
export type StoredRow = { minutes: number; what: string; who: string };

/** The agenda to read and to print. */
export function AgendaTable({ rows, startsAt, endsAt }: Times & { rows: readonly StoredRow[] }) {
  if (rows.length === 0) return <p className={styles.empty}>Nothing planned yet.</p>;
  const starts = startsOf(rows);
  const total = rows.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <table className={styles.table}>
      <caption>{totalWords(total, startsAt, endsAt).words}</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Minutes</th>
          <th scope="col">What</th>
          <th scope="col">Who</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ minutes, what, who }, index) => (
          <tr key={`${starts[index]} ${what} ${who}`}>
            <td>{clockAfter(startsAt, starts[index] ?? 0)}</td>
            <td>{minutes}</td>
            <td className={styles.words}>{what}</td>
            <td>{who}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

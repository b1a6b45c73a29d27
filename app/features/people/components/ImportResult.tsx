import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { SummaryList } from "~/kit/SummaryList";
import type { Problem } from "../imports/preview.server";
import { ImportProblems } from "./ImportProblems";
import styles from "./people.module.css";

type Done = { id: string; state: string; areas: readonly string[]; rowsRead: number; added: number; changed: number; unchanged: number; refused: number };
type Props = { one: Done; refusals: { rows: readonly Problem[]; page: number; hasMore: boolean } };

/** What an import did, and what it could not take, line by line. */
export function ImportResult({ one, refusals }: Props) {
  const figure = (number: number) => number.toLocaleString("en-GB");
  const { page, hasMore, rows } = refusals;
  return (
    <>
      {one.state === "done" ? (
        <Card as="section" title="What was done" footer={<LinkButton to="/directory">Open the directory</LinkButton>}>
          <SummaryList
            rows={[
              { key: "areas", label: "Areas", value: one.areas.map((area) => area || "No area given").join(", ") },
              { key: "read", label: "Lines read", value: figure(one.rowsRead) },
              { key: "added", label: "Added", value: figure(one.added) },
              { key: "changed", label: "Changed", value: figure(one.changed) },
              { key: "unchanged", label: "The same as before", value: figure(one.unchanged) },
              { key: "refused", label: "Could not be taken", value: figure(one.refused) },
            ]}
          />
        </Card>
      ) : null}
      {rows.length > 0 ? (
        <section aria-labelledby="refused-lines">
          <h2 id="refused-lines" className={styles.heading}>Lines we could not take</h2>
          <ImportProblems problems={rows} />
          {hasMore || page > 1 ? (
            <nav className={styles.pages} aria-label="Pages">
              {page > 1 ? <Link to={`?page=${page - 1}`}>Earlier lines</Link> : null}
              <span>Page {page}</span>
              {hasMore ? <Link to={`?page=${page + 1}`}>Later lines</Link> : null}
            </nav>
          ) : null}
        </section>
      ) : null}
    </>
  );
}

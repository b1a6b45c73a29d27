import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ProgressBar } from "~/kit/ProgressBar";
import styles from "./people.module.css";

type Running = { state: string; bytes: number; bytesRead: number; rowsRead: number; added: number; changed: number; unchanged: number };

/** How far an import is; and a way on when its process was stopped. */
export function ImportProgress({ one, problem }: { one: Running; problem: string | undefined }) {
  const percent = Math.min(100, Math.floor((one.bytesRead / Math.max(1, one.bytes)) * 100));
  return (
    <Card as="section" title={one.state === "stopped" ? "The import stopped half-way" : "Importing"}>
      <div className={styles.stack}>
        <ProgressBar label="Read so far" value={percent} max={100} words={`${percent} %, ${one.rowsRead.toLocaleString("en-GB")} lines, ${kilobytes(one.bytesRead)} of ${kilobytes(one.bytes)}`} />
        <p>
          {one.added} added, {one.changed} changed, {one.unchanged} the same. You can leave this page; it goes on.
        </p>
        {one.state === "stopped" ? (
          <Form method="post" className={styles.stack}>
            {problem ? <Banner tone="danger">{problem}</Banner> : null}
            <p>It starts again by itself within a few minutes. You can also start it now: what is there already is not added twice.</p>
            <div>
              <Button type="submit" variant="primary">
                Run it again
              </Button>
            </div>
          </Form>
        ) : null}
      </div>
    </Card>
  );
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024).toLocaleString("en-GB")} kB`;
}

import { useState } from "react";
import { Form, useNavigation } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { Table } from "~/kit/Table";
import { useHydrated } from "~/kit/useHydrated";
import type { Preview } from "../imports/preview.server";
import { ImportProblems } from "./ImportProblems";
import styles from "./people.module.css";

/** What the file holds, and which local authorities to take from it. */
export function ImportChoice({ preview, problem }: { preview: Preview; problem: string | undefined }) {
  const hydrated = useHydrated();
  const navigation = useNavigation();
  const [chosen, setChosen] = useState<string[]>([]);
  const all = preview.areas.map((area) => area.name);
  const rows = preview.areas.filter((area) => chosen.includes(area.name)).reduce((sum, area) => sum + area.count, 0);
  return (
    <>
      <ErrorSummary errors={problem ? [{ message: problem, fieldId: "areas" }] : []} />
      {preview.breaksOffAt === null ? null : (
        <Banner tone="needs" title={`The file breaks off at line ${preview.breaksOffAt}`}>
          Only what comes before can be imported. Fetch the file again if you need the rest.
        </Banner>
      )}
      <Form method="post" className={styles.stack}>
        <Card as="section" title="Which local authorities?">
          <div className={styles.stack}>
            <p>
              {preview.rows.toLocaleString("en-GB")} lines, {preview.areas.length} areas.
            </p>
            {hydrated ? (
              <div className={styles.row}>
                <Button onPress={() => setChosen(all)}>Choose all</Button>
                <Button onPress={() => setChosen([])}>Choose none</Button>
              </div>
            ) : null}
            <div className={styles.areas}>
              <CheckboxGroup
                label="Main operating location"
                name="areas"
                id="areas"
                error={problem}
                value={chosen}
                onChange={setChosen}
                choices={preview.areas.map(({ name, count }) => ({ value: name, label: `${name || "No area given"} (${count.toLocaleString("en-GB")})` }))}
              />
            </div>
            <div>
              <Button type="submit" variant="primary" isPending={navigation.state !== "idle"} pendingLabel="Starting…">
                {rows > 0 ? `Import ${rows.toLocaleString("en-GB")} organisations` : "Import"}
              </Button>
            </div>
          </div>
        </Card>
      </Form>
      <Table
        caption="The first lines, as we read them"
        showCaption
        rows={preview.sample}
        rowKey={(row) => row.number}
        columns={[
          { key: "name", label: "Name", isRowHeader: true, cell: (row) => row.name },
          { key: "number", label: "Charity number", cell: (row) => row.number },
          { key: "postcode", label: "Postcode", cell: (row) => row.postcode ?? "None" },
          { key: "area", label: "Area", cell: (row) => row.area || "None" },
        ]}
      />
      {preview.problemCount > 0 ? (
        <Disclosure summary={`${preview.problemCount.toLocaleString("en-GB")} ${preview.problemCount === 1 ? "line" : "lines"} we cannot take`}>
          <ImportProblems problems={preview.problems} />
          {preview.problemCount > preview.problems.length ? <p className={styles.quiet}>These are the first {preview.problems.length}. The import lists them all.</p> : null}
        </Disclosure>
      ) : null}
    </>
  );
}

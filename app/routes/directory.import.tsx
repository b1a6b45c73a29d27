import { randomUUID } from "node:crypto";
import { data, Form, Link, redirect, useNavigation } from "react-router";
import { RegisterNote } from "~/features/people/components/RegisterNote";
import styles from "~/features/people/components/people.module.css";
import { beginImport, visibleImportsPage } from "~/features/people/imports/imports.server";
import { stateWords } from "~/features/people/imports/state";
import { importFile, receiveFile } from "~/features/people/imports/upload.server";
import { canLookAfterDirectory } from "~/features/people/policy";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { errorCode, errorCodes, notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/directory.import";

export const meta = () => [{ title: "Import the register · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!canLookAfterDirectory(actor)) notFound();
    return { imports: await withActor(servicesOf(context).db, actor, (trx) => visibleImportsPage(trx, actor)) };
  });

/** Takes the file as it arrives; reading it is the work of a job, and the next page shows how far that is. */
export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, config, limit } = servicesOf(context);
    const actor = actorOf(context);
    if (!canLookAfterDirectory(actor)) notFound();
    const importId = randomUUID();
    try {
      await limit("import", actor.accountId);
      const file = await receiveFile(request, importFile(config, importId));
      await withActor(db, actor, (trx) => beginImport(trx, actor, { importId, ...file }));
    } catch (error) {
      const code = errorCode(error);
      if ((code !== "wrong_entry" && code !== "too_large" && code !== "too_many") || !(error instanceof Error)) throw error;
      return data({ problem: error.message }, { status: errorCodes[code].status });
    }
    return redirect(`/directory/import/${importId}`);
  });

export default function ImportRegister({ loaderData, actionData }: Route.ComponentProps) {
  const navigation = useNavigation();
  const problem = actionData?.problem;
  const before = (
    <Card as="div" title="Imports so far">
      {loaderData.imports.length === 0 ? <p className={styles.quiet}>None yet.</p> : null}
      <ul className={styles.list}>
        {loaderData.imports.map((one) => (
          <li key={one.id}>
            <p>
              <Link to={`/directory/import/${one.id}`}>{one.fileName || "A file"}</Link>
            </p>
            <p className={styles.quiet}>
              <Time iso={one.at} />. {stateWords[one.state]}
              {one.state === "done" ? `: ${one.added} added, ${one.changed} changed` : ""}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: "Import the register" }]} />} title="Import the charity register" lead="Choose the file, then the local authorities you want. Nothing is added before you say so." />
      <ErrorSummary errors={problem ? [{ message: problem, fieldId: "register-file" }] : []} />
      <TwoColumns side={before} sideLabel="Imports so far">
        <Form method="post" encType="multipart/form-data" className={styles.stack}>
          <TextField
            label="The register’s CSV file"
            hint="Up to 25 MB. Its first line names the columns: Charity Name, Charity Number, Postcode, Latitude, Longitude, Main Operating Location, in any order."
            type="file"
            name="file"
            id="register-file"
            accept=".csv,text/csv"
            error={problem}
          />
          <div>
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"} pendingLabel="Taking the file…">
              Look at this file
            </Button>
          </div>
          <RegisterNote />
        </Form>
      </TwoColumns>
    </>
  );
}

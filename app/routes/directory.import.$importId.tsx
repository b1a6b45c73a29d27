import { data, redirect } from "react-router";
import { ImportChoice } from "~/features/people/components/ImportChoice";
import { ImportProgress } from "~/features/people/components/ImportProgress";
import { ImportResult } from "~/features/people/components/ImportResult";
import { useLookAgain } from "~/features/people/components/useLookAgain";
import { RegisterNote } from "~/features/people/components/RegisterNote";
import styles from "~/features/people/components/people.module.css";
import { findImport, refusalsOf, startImport } from "~/features/people/imports/imports.server";
import { stateWords } from "~/features/people/imports/state";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { LinkButton } from "~/kit/LinkButton";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { errorCode, errorCodes } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.import.$importId";

export const meta = () => [{ title: "Import · Common Thread" }];

export const loader = ({ context, params, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    const page = Math.min(Math.max(1, Math.trunc(Number(new URL(request.url).searchParams.get("page")) || 1)), 100);
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const found = await findImport(trx, actor, params.importId);
      const { id, state, failure, preview, areas, bytes, bytes_read, rows_read, added, changed, unchanged, refused, source } = found;
      const refusals = await refusalsOf(trx, id, page);
      return {
        one: { id, state, failure, preview, areas, source, fileName: found.file_name, bytes, bytesRead: bytes_read, rowsRead: rows_read, added, changed, unchanged, refused },
        refusals,
      };
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/directory.import.$importId");

/** Starts the import for the chosen areas, or takes up one that stopped. */
export const action = ({ context, params, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const areas = (await request.formData()).getAll("areas").map(String);
    try {
      await limit("import", actor.accountId);
      await withActor(db, actor, (trx) => startImport(trx, actor, params.importId, areas));
    } catch (error) {
      const code = errorCode(error);
      if ((code !== "wrong_entry" && code !== "conflict" && code !== "too_many") || !(error instanceof Error)) throw error;
      return data({ problem: error.message }, { status: errorCodes[code].status });
    }
    return redirect(`/directory/import/${params.importId}`);
  });

export default function OneImport({ loaderData, actionData }: Route.ComponentProps) {
  const { one, refusals } = loaderData;
  useLookAgain(one.state === "checking" || one.state === "running");
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: "Import", to: "/directory/import" }, { label: one.fileName || "A file" }]} />}
        title={one.fileName || "A file"}
        lead={`${stateWords[one.state]}. Source: the ${one.source}.`}
      />
      <div className={styles.stack}>
        {one.state === "failed" ? (
          <>
            <Banner tone="danger" title="This file could not be imported">
              {one.failure}
            </Banner>
            <div>
              <LinkButton variant="primary" to="/directory/import">
                Choose a file
              </LinkButton>
            </div>
          </>
        ) : null}
        {one.state === "checking" ? <Banner tone="info">Reading the file through. This takes a few seconds.</Banner> : null}
        {one.state === "ready" && one.preview ? <ImportChoice preview={one.preview} problem={actionData?.problem} /> : null}
        {one.state === "running" || one.state === "stopped" ? <ImportProgress one={one} problem={actionData?.problem} /> : null}
        {one.state === "done" || one.state === "stopped" || one.refused > 0 ? <ImportResult one={one} refusals={refusals} /> : null}
        <RegisterNote />
      </div>
    </>
  );
}

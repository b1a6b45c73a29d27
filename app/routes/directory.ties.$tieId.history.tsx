import { data, redirect } from "react-router";
import { findOwnTie } from "~/features/relationships/access.server";
import { HistoryPlayer } from "~/features/writing/HistoryPlayer";
import { pastOfWords, rewindWords } from "~/features/writing/words.server";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { AppError, errorCode, errorCodes } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.ties.$tieId.history";

export const meta = () => [{ title: "History of how you work together · Common Thread" }];

/** How the words of a tie came about, for its two sides and facilitators, and the way back to an earlier moment. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  return guarded(async () => {
    const tie = await withActor(services.db, actor, (trx) => findOwnTie(trx, actor, params.tieId));
    return { tie: { id: tie.id, names: `${tie.one} and ${tie.other}` }, past: await pastOfWords(services, actor, { tieId: tie.id }) };
  });
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  const seq = Number((await request.formData()).get("seq"));
  return guarded(async () => {
    await services.limit("command", actor.accountId);
    try {
      await withActor(services.db, actor, (trx) => findOwnTie(trx, actor, params.tieId));
      await rewindWords(services, actor, { tieId: params.tieId }, seq);
    } catch (error) {
      const code = errorCode(error);
      if (!(error instanceof AppError) || (code !== "wrong_entry" && code !== "conflict")) throw error;
      return data({ sentence: error.message }, { status: errorCodes[code].status });
    }
    return redirect(`/directory/ties/${params.tieId}?done=reworded`);
  });
}

export default function History({ loaderData, actionData }: Route.ComponentProps) {
  const { tie, past } = loaderData;
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Ties", to: "/directory/ties" }, { label: tie.names, to: `/directory/ties/${tie.id}` }, { label: "History" }]} />} title="History of how you work together" lead={tie.names} />
      {actionData?.sentence ? <Banner tone="danger" assertive title={actionData.sentence} /> : null}
      <HistoryPlayer title="How we work together" points={past.points} mayWrite={past.mayWrite} />
    </>
  );
}

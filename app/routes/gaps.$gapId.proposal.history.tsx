import { data, redirect } from "react-router";
import { findGap } from "~/features/gaps/access.server";
import { HistoryPlayer } from "~/features/writing/HistoryPlayer";
import { pastOfProposal, rewindProposal } from "~/features/writing/words.server";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { AppError, errorCode, errorCodes } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps.$gapId.proposal.history";

export const meta = () => [{ title: "History of the proposal · Common Thread" }];

/** How the proposal came about, and the way back to an earlier moment. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  return guarded(async () => {
    const gap = await withActor(services.db, actor, (trx) => findGap(trx, actor, params.gapId));
    return { gap: { id: gap.id, sentence: gap.sentence }, past: await pastOfProposal(services, actor, gap.id) };
  });
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  const seq = Number((await request.formData()).get("seq"));
  return guarded(async () => {
    await services.limit("command", actor.accountId);
    try {
      await withActor(services.db, actor, (trx) => findGap(trx, actor, params.gapId));
      await rewindProposal(services, actor, params.gapId, seq);
    } catch (error) {
      const code = errorCode(error);
      if (!(error instanceof AppError) || (code !== "wrong_entry" && code !== "conflict")) throw error;
      return data({ sentence: error.message }, { status: errorCodes[code].status });
    }
    return redirect(`/gaps/${params.gapId}/proposal`);
  });
}

export default function History({ loaderData, actionData }: Route.ComponentProps) {
  const { gap, past } = loaderData;
  const here = `/gaps/${gap.id}`;
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: "This gap", to: here }, { label: "Proposal", to: `${here}/proposal` }, { label: "History" }]} />} title="History of the proposal" lead={gap.sentence} />
      {actionData?.sentence ? <Banner tone="danger" assertive title={actionData.sentence} /> : null}
      <HistoryPlayer title="The proposal" points={past.points} mayWrite={past.mayWrite} />
    </>
  );
}

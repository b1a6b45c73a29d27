import { markOpened } from "~/features/inbox/seen.server";
import { actOnDecision } from "~/features/relationships/decisions/acts.server";
import { DecisionPage } from "~/features/relationships/decisions/DecisionPage";
import { decisionPage, type DecisionShown } from "~/features/relationships/decisions/reading.server";
import { answered, said } from "~/features/shadowing/offer/answer.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/decisions.$decisionId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.shown.decision.title ?? "Not found"} · Common Thread` }];

/** One proposal or decision. Opening it is enough for news that wants no answer. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db, documents } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const shown = await decisionPage(trx, actor, documents, params.decisionId);
      await markOpened(trx, actor, { decisionId: shown.decision.id });
      return { shown };
    }),
  );
}

export const clientLoader = keepShown<{ shown: DecisionShown }>("routes/decisions.$decisionId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, documents, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("diary", actor.accountId);
    return withActor(db, actor, (trx) => actOnDecision(trx, actor, documents, params.decisionId, (name) => said(form, name)));
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function OneDecision({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const { decision } = loaderData.shown;
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Decisions", to: "/decisions" }, { label: decision.title }]} />} title={decision.title} lead={`Proposed by ${decision.by}`} />
      <DecisionPage shown={loaderData.shown} refused={refused} />
    </>
  );
}

import { answered, said } from "~/features/gaps/group/answer.server";
import { ClosingPage } from "~/features/relationships/leaving/ClosingPage";
import { closeFrom, closingPage } from "~/features/relationships/leaving/page.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/directory.organisations.$organisationId.close";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? `Close ${loaderData.organisation.name}` : "Not found"} · Common Thread` }];

export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, (trx) => closingPage(trx, actor, params.organisationId));
  });

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("command", actor.accountId);
    await withActor(db, actor, async (trx) => {
      await closingPage(trx, actor, params.organisationId);
      // It cannot be taken back: a form that came in part, with nothing said of where its ties go, closes nothing.
      if (said(form, "intent") !== "close" || !form.has("into")) notFound();
      await closeFrom(trx, actor, params.organisationId, said(form, "into"));
    });
    return `/directory/organisations/${params.organisationId}?done=closed`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

export default function CloseOrganisation({ loaderData, actionData }: Route.ComponentProps) {
  return <ClosingPage shown={loaderData} refused={actionData} />;
}

import { isRouteErrorResponse } from "react-router";
import { findOwnTie } from "~/features/relationships/access.server";
import { actOnTie } from "~/features/relationships/ties/pages/page/tie-acts.server";
import { tieView, type TieView } from "~/features/relationships/ties/pages/page/tie-view.server";
import { TiePage } from "~/features/relationships/ties/pages/page/TiePage";
import { markOpened } from "~/features/inbox/seen.server";
import { answered, said } from "~/features/shadowing/offer/answer.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { ErrorPage } from "~/shell/ErrorPage";
import type { Route } from "./+types/directory.ties.$tieId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.view.title ?? "Not found"} · Common Thread` }];

/** Opening it is enough for most news about it. `?shown=` says how much of the story. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db, documents } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const view = await tieView(trx, actor, documents, params.tieId, { shown: new URL(request.url).searchParams.get("shown"), now: new Date() });
      await markOpened(trx, actor, { tieId: view.tie.id });
      return { view };
    }),
  );
}

export const clientLoader = keepShown<{ view: TieView }>("routes/directory.ties.$tieId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await withActor(db, actor, (trx) => findOwnTie(trx, actor, params.tieId));
    await limit("diary", actor.accountId);
    return withActor(db, actor, (trx) => actOnTie(trx, actor, params.tieId, (name) => said(form, name)));
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function Tie({ loaderData, actionData }: Route.ComponentProps) {
  return <TiePage view={loaderData.view} refused={useRefused(actionData)} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} backTo="/directory/ties" backLabel="Go to Ties" />;
}

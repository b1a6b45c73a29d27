import { useRouteLoaderData } from "react-router";
import { findGap } from "~/features/gaps/access.server";
import { LiveWords } from "~/features/writing/LiveWords";
import { proposalFor, type Words } from "~/features/writing/words.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.$gapId.proposal";
import type { loader as layout } from "./gaps.$gapId";

/** The proposal of a gap, written together. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db, documents } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      return { words: await proposalFor(trx, documents, gap.id) };
    }),
  );
}

export const clientLoader = keepShown<{ words: Words }>("routes/gaps.$gapId.proposal");

export default function Proposal({ loaderData }: Route.ComponentProps) {
  const around = useRouteLoaderData<typeof layout>("routes/gaps.$gapId");
  if (!around) return null;
  return (
    <LiveWords
      {...loaderData.words}
      accountId={around.gap.me.accountId}
      title="The proposal"
      placeholder="What is it, who is it for, what does it need? Anyone may begin."
      about="Everybody who works on gaps can read and write here. Never name a person you support."
      historyUrl={`/gaps/${around.gap.id}/proposal/history`}
    />
  );
}

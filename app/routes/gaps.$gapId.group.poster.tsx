import { PrintButton } from "~/features/case-notes/components/PrintButton";
import { findGap } from "~/features/gaps/access.server";
import { groupOf, hostOf } from "~/features/gaps/group/page.server";
import { Poster } from "~/features/gaps/group/Poster";
import { sessionsOf } from "~/features/gaps/group/sessions.server";
import { shownDates } from "~/features/gaps/group/words";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.$gapId.group.poster";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: loaderData ? `${loaderData.group.name} · Common Thread` : "Common Thread" }];

/** A group's poster; without a group there is none. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      const group = (await groupOf(trx, actor, gap.id)) ?? notFound();
      const { ahead } = await sessionsOf(trx, actor, gap.id);
      return { gapId: gap.id, group, next: ahead.filter((one) => !one.cancelled).slice(0, shownDates), host: await hostOf(trx, gap.id) };
    }),
  );
}

export default function GroupPoster({ loaderData }: Route.ComponentProps) {
  const { gapId, ...poster } = loaderData;
  return (
    <>
      <PrintButton back={`/gaps/${gapId}/group`} backWords="Back to the group" />
      <Poster {...poster} />
    </>
  );
}

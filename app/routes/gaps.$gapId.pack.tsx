import { findGap } from "~/features/gaps/access.server";
import { answered, said } from "~/features/gaps/group/answer.server";
import { goneIn } from "~/features/gaps/group/done";
import { Said } from "~/features/gaps/group/Said";
import { AbovePack } from "~/features/gaps/pack/AbovePack";
import { takeBackLetter } from "~/features/gaps/pack/commands.server";
import { lettersOf } from "~/features/gaps/pack/letters.server";
import { packOf } from "~/features/gaps/pack/pack.server";
import { PackSheet } from "~/features/gaps/pack/PackSheet";
import { packDone } from "~/features/gaps/pack/done";
import { actingSeat } from "~/features/gaps/policy";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.$gapId.pack";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: loaderData ? `Demand pack: ${loaderData.gap.sentence}` : "Not found · Common Thread" }];

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      const letters = await lettersOf(trx, actor, gap.id);
      const seat = actingSeat(actor);
      const own = letters.find((one) => one.organisationId === seat?.organisationId);
      return {
        gap: { id: gap.id, sentence: gap.sentence },
        pack: await packOf(trx, actor, gap.id),
        network: (await trx.selectFrom("network").select("name").executeTakeFirst())?.name ?? "",
        letters: letters.length,
        organisation: seat?.organisationName ?? "",
        own: own && { id: own.id, name: own.name, mayEnd: own.mayEnd, flagged: own.flagged },
        done: packDone(asked, goneIn(asked)),
      };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/gaps.$gapId.pack");

/** Takes a letter of support back, and puts it back. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const intent = said(form, "intent");
  const letterId = said(form, "id");
  return answered(form, async () => {
    await limit("command", actor.accountId);
    if (intent !== "take-back" && intent !== "take-back-back") notFound();
    await withActor(db, actor, (trx) => takeBackLetter(trx, actor, params.gapId, letterId, { back: intent === "take-back-back" }));
    return `/gaps/${params.gapId}/pack?${intent === "take-back" ? `gone=letter.${letterId}` : "done=back"}`;
  });
}

export default function DemandPack({ loaderData, actionData }: Route.ComponentProps) {
  const { gap, pack, network, own, organisation, letters, done } = loaderData;
  useNotices([`gap:${gap.id}`]);
  return (
    <>
      <AbovePack gap={gap} waits={"waits" in pack} own={own} organisation={organisation} letters={letters}>
        <Said done={done} refused={useRefused(actionData)} />
      </AbovePack>
      {"waits" in pack ? null : <PackSheet pack={pack} network={network} />}
    </>
  );
}

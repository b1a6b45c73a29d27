import { findGap } from "~/features/gaps/access.server";
import { answerInvitation, inviteElsewhere, withdrawInvitation } from "~/features/gaps/elsewhere/commands.server";
import { elsewhereDone } from "~/features/gaps/elsewhere/done";
import { ElsewherePage } from "~/features/gaps/elsewhere/ElsewherePage";
import { findElsewhere } from "~/features/gaps/elsewhere/find.server";
import { invitationsOf } from "~/features/gaps/elsewhere/invitations.server";
import { everydayWords } from "~/features/gaps/elsewhere/words";
import { answered, said } from "~/features/gaps/group/answer.server";
import { goneIn } from "~/features/gaps/group/done";
import { tooMany } from "~/features/people/too-many.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.$gapId.elsewhere";

export const meta: Route.MetaFunction = () => [{ title: "Ask somebody elsewhere · Common Thread" }];

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  const q = asked.get("q");
  return guarded(async () => {
    const problem = q ? await tooMany(() => limit("search", actor.accountId)) : undefined;
    return withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      const typed = (q ?? everydayWords[gap.need]).slice(0, 120);
      return {
        gapId: gap.id,
        area: gap.area,
        typed,
        problem,
        found: problem ? [] : await findElsewhere(trx, actor, gap.id, typed),
        invitations: await invitationsOf(trx, actor, gap.id),
        done: elsewhereDone(asked, goneIn(asked)),
      };
    });
  });
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/gaps.$gapId.elsewhere");

/** Invites, answers for the invited, takes an invitation back. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit, config } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const { gapId } = params;
  const of = (name: string) => said(form, name);
  return answered(form, async () => {
    await limit("command", actor.accountId);
    const went = await withActor(db, actor, async (trx) => {
      switch (of("intent")) {
        case "invite": {
          const { here } = await inviteElsewhere(trx, actor, gapId, { organisationId: of("organisationId"), line: of("line"), baseUrl: config.baseUrl });
          return here ? "elsewhere?done=invited" : `elsewhere/letter?to=${of("organisationId")}`;
        }
        case "answer":
          await answerInvitation(trx, actor, gapId, of("id"), { answer: of("answer"), line: of("answerLine") });
          return "elsewhere?done=answered";
        case "withdraw":
          await withdrawInvitation(trx, actor, gapId, of("id"));
          return `elsewhere?gone=invitation.${of("id")}`;
        case "withdraw-back":
          await withdrawInvitation(trx, actor, gapId, of("id"), { back: true });
          return "elsewhere?done=back";
        default:
          return notFound();
      }
    });
    return `/gaps/${gapId}/${went}`;
  });
}

export default function ElsewhereOfGap({ loaderData, actionData }: Route.ComponentProps) {
  return <ElsewherePage {...loaderData} refused={useRefused(actionData)} />;
}

import { findGap } from "~/features/gaps/access.server";
import { answered, said } from "~/features/gaps/group/answer.server";
import { addSessions, cancelSession } from "~/features/gaps/group/commands.server";
import { groupDone } from "~/features/gaps/group/done";
import { GroupView } from "~/features/gaps/group/GroupView";
import { groupOf } from "~/features/gaps/group/page.server";
import { sessionsOf } from "~/features/gaps/group/sessions.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.$gapId.group";

export const meta: Route.MetaFunction = () => [{ title: "Group · Common Thread" }];

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      return {
        gapId: gap.id,
        group: await groupOf(trx, actor, gap.id),
        sessions: await sessionsOf(trx, actor, gap.id),
        done: groupDone(asked),
      };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/gaps.$gapId.group");

/** Adds dates, calls one off, puts it back. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const { gapId } = params;
  const of = (name: string) => said(form, name);
  return answered(form, async () => {
    await limit("command", actor.accountId);
    const went = await withActor(db, actor, async (trx) => {
      switch (of("intent")) {
        case "add-dates": {
          const { sessionIds } = await addSessions(trx, actor, gapId, { day: of("day"), starts: of("starts"), ends: of("ends"), line: of("line"), weeks: Number(of("weeks") || "1") });
          return sessionIds.length === 1 ? "done=date" : "done=dates";
        }
        case "cancel":
          await cancelSession(trx, actor, gapId, of("id"));
          return `gone=date.${of("id")}`;
        case "cancel-back":
          await cancelSession(trx, actor, gapId, of("id"), { back: true });
          return "done=back";
        default:
          return notFound();
      }
    });
    return `/gaps/${gapId}/group?${went}`;
  });
}

export default function Group({ loaderData, actionData }: Route.ComponentProps) {
  return <GroupView {...loaderData} refused={useRefused(actionData)} />;
}

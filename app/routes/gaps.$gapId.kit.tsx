import { dayOf } from "~/features/case-notes/days";
import { findGap } from "~/features/gaps/access.server";
import { answered, said } from "~/features/gaps/group/answer.server";
import { addTraining, addVolunteer, removeTraining, setKitTask, stepDownVolunteer } from "~/features/gaps/group/commands.server";
import { kitOf } from "~/features/gaps/group/kit.server";
import { KitPage } from "~/features/gaps/group/KitPage";
import { datesGiven } from "~/features/gaps/group/sessions.server";
import { kitDone } from "~/features/gaps/group/done";
import { volunteersOf } from "~/features/gaps/group/volunteers.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.$gapId.kit";

export const meta: Route.MetaFunction = () => [{ title: "Start-a-group kit · Common Thread" }];

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      return {
        lines: await kitOf(trx, actor, gap.id),
        volunteers: await volunteersOf(trx, actor, gap.id),
        dates: await datesGiven(trx, gap.id),
        today: dayOf(new Date()),
        open: asked.get("task") ?? undefined,
        done: kitDone(asked),
      };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/gaps.$gapId.kit");

/** Ticks a task, keeps the list of volunteers and their training. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const { gapId } = params;
  const of = (name: string) => said(form, name);
  const id = of("id");
  return answered(form, async () => {
    await limit("command", actor.accountId);
    const went = await withActor(db, actor, async (trx) => {
      switch (of("intent")) {
        case "task": {
          const { flagged } = await setKitTask(trx, actor, gapId, { task: of("part"), state: of("state"), line: of("line"), onDate: of("onDate") });
          return `saved=${of("part")}${flagged.length > 0 ? "&flagged=1" : ""}`;
        }
        case "add-volunteer":
          await addVolunteer(trx, actor, gapId, { name: of("name"), does: of("does") });
          return "done=volunteer";
        case "step-down":
          await stepDownVolunteer(trx, actor, gapId, id);
          return `gone=volunteer.${id}`;
        case "step-down-back":
          await stepDownVolunteer(trx, actor, gapId, id, { back: true });
          return "done=back";
        case "add-training":
          await addTraining(trx, actor, gapId, { volunteerId: of("volunteerId"), what: of("what"), doneOn: of("doneOn"), until: of("until"), line: of("line") });
          return "done=training";
        case "remove-training":
          await removeTraining(trx, actor, gapId, id);
          return `gone=training.${id}`;
        case "remove-training-back":
          await removeTraining(trx, actor, gapId, id, { back: true });
          return "done=back";
        default:
          return notFound();
      }
    });
    return `/gaps/${gapId}/kit?${went}`;
  });
}

export default function Kit({ loaderData, actionData }: Route.ComponentProps) {
  return <KitPage {...loaderData} refused={useRefused(actionData)} />;
}

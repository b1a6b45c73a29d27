import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { z } from "zod";
import { findClient, openClasses } from "~/features/case-notes/access.server";
import { addStep, completeStep } from "~/features/case-notes/commands.server";
import { StepsCard } from "~/features/case-notes/components/StepsCard";
import { refusedEntry, stepForm } from "~/features/case-notes/form.server";
import { classWords } from "~/features/case-notes/section";
import { stepOwners, stepsFor } from "~/features/case-notes/steps-read.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.plan";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await findClient(trx, actor, params.clientId);
      const { writable } = await openClasses(trx, person);
      return {
        steps: await stepsFor(trx, person),
        owners: await stepOwners(trx, person),
        classes: writable.map((one) => ({ value: one, label: classWords[one].title })),
        mine: person.actor.seat.postId,
      };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/people.$clientId.plan");

const tick = z.object({ intent: z.enum(["done", "open"]), step: z.string() });

/** Adds a next step, ticks one, or takes the tick back. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const here = `/people/${params.clientId}/plan`;
  const ticked = tick.safeParse(Object.fromEntries(form));
  return guarded(async () => {
    await limit("command", actor.accountId);
    if (ticked.success) {
      await withActor(db, actor, (trx) => completeStep(trx, actor, ticked.data.step, ticked.data.intent === "done"));
      return redirect(here);
    }
    const submission = parseWithZod(form, { schema: stepForm });
    if (submission.status !== "success") return data(submission.reply(), { status: 422 });
    const added = await withActor(db, actor, (trx) => addStep(trx, actor, { clientId: params.clientId, ...submission.value })).catch((error: unknown) => refusedEntry(submission, error));
    return "stepId" in added ? redirect(here) : added;
  });
}

export default function Plan({ loaderData, actionData }: Route.ComponentProps) {
  return <StepsCard {...loaderData} lastResult={useRefused(actionData)} />;
}

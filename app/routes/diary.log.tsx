import { DiaryTabs } from "~/features/diary/DiaryTabs";
import { actOnLog } from "~/features/events/log/log-acts.server";
import { logFilter, logPage } from "~/features/events/log/log-page.server";
import { LogPage } from "~/features/events/log/LogPage";
import { answered, said } from "~/features/gaps/group/answer.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.log";

export const meta = () => [{ title: "Learning log · Common Thread" }];

export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const asked = new URL(request.url).searchParams;
    const filter = logFilter(asked);
    if (filter.words) await limit("search", actor.accountId);
    return { shown: await withActor(db, actor, (trx) => logPage(trx, actor, filter, new Date())), filter };
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/diary.log");

export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("diary", actor.accountId);
    return withActor(db, actor, (trx) => actOnLog(trx, actor, (name) => said(form, name)));
  });
}

export default function LearningLog({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  return (
    <>
      <DiaryTabs />
      <LogPage {...loaderData} refused={refused} />
    </>
  );
}

import { DiaryTabs } from "~/features/diary/DiaryTabs";
import { turnoutFilter, turnoutPage } from "~/features/events/turnout/turnout.server";
import { TurnoutPage } from "~/features/events/turnout/TurnoutPage";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.events.turnout";

export const meta = () => [{ title: "Who comes to learning events · Common Thread" }];

export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    const filter = turnoutFilter(new URL(request.url).searchParams);
    return { shown: await withActor(servicesOf(context).db, actor, (trx) => turnoutPage(trx, actor, filter, new Date())), filter };
  });

export default function Turnout({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <DiaryTabs />
      <TurnoutPage {...loaderData} />
    </>
  );
}

import { DecisionsList } from "~/features/relationships/decisions/DecisionsList";
import { decisionsPage } from "~/features/relationships/decisions/reading.server";
import { DirectoryTabs } from "~/features/relationships/DirectoryTabs";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/decisions";

export const meta = () => [{ title: "Decisions · Common Thread" }];

/** `?words=` searches, `?page=` goes back in the log. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const asked = new URL(request.url).searchParams;
    const filter = { words: (asked.get("words") ?? "").trim().slice(0, 200), page: Math.min(1_000, Math.max(1, Math.trunc(Number(asked.get("page"))) || 1)) };
    if (filter.words) await limit("search", actor.accountId);
    return { shown: await withActor(db, actor, (trx) => decisionsPage(trx, actor, filter)), filter };
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/decisions");

export default function Decisions({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <DirectoryTabs />
      <DecisionsList {...loaderData} />
    </>
  );
}

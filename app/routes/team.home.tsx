import { HomeList } from "~/features/relationships/home/HomeList";
import { needsAHome } from "~/features/relationships/home/home.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/team.home";

export const meta = () => [{ title: "Needs a home · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return { posts: await withActor(servicesOf(context).db, actor, (trx) => needsAHome(trx, actor)) };
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/team.home");

export default function NeedsAHome({ loaderData }: Route.ComponentProps) {
  useNotices(["team", "directory"]);
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Team", to: "/team" }, { label: "Needs a home" }]} />} title="Needs a home" lead="What posts held that nobody sits in now, for those who look after them." />
      <HomeList posts={loaderData.posts} />
    </>
  );
}

import { DirectoryTabs } from "~/features/relationships/DirectoryTabs";
import styles from "~/features/relationships/map/map.module.css";
import { networkOf } from "~/features/relationships/map/network.server";
import { NetworkView } from "~/features/relationships/map/NetworkView";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.map.network";

export const meta = () => [{ title: "What hangs by one thread · Common Thread" }];

/** For facilitators, who look after the whole of it. */
export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ network: await networkOf(trx, actor) }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/directory.map.network");

export default function NetworkPage({ loaderData }: Route.ComponentProps) {
  useNotices(["ties"]);
  return (
    <div className={styles.page}>
      <DirectoryTabs />
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Map of ties", to: "/directory/map" }, { label: "What hangs by one thread" }]} />}
        title="What hangs by one thread"
        lead="Ties that nobody, or one person, holds on a side; and what would be lost with one post."
      />
      <NetworkView network={loaderData.network} />
    </div>
  );
}

import { DirectoryTabs } from "~/features/relationships/DirectoryTabs";
import { FindOrganisation } from "~/features/relationships/map/FindOrganisation";
import styles from "~/features/relationships/map/map.module.css";
import { organisationsLike, tieMap } from "~/features/relationships/map/map.server";
import { TieMapView } from "~/features/relationships/map/TieMapView";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { isFacilitator } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.map";

export const meta = () => [{ title: "Map of ties · Common Thread" }];

/** One's own organisation in the middle, or the one of `?organisation=`; `?words=` finds another. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const asked = new URL(request.url).searchParams;
    const words = (asked.get("words") ?? "").trim().slice(0, 100);
    if (words) await limit("search", actor.accountId);
    return withActor(db, actor, async (trx) => ({
      map: await tieMap(trx, actor, asked.get("organisation") || undefined),
      words,
      found: await organisationsLike(trx, actor, words),
      abilities: { network: isFacilitator(actor) },
    }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/directory.map");

export default function TieMapPage({ loaderData }: Route.ComponentProps) {
  const { map, words, found, abilities } = loaderData;
  useNotices(["ties"]);
  const centre = map.nodes[0];
  return (
    <div className={styles.page}>
      <DirectoryTabs />
      <PageHeader
        title="Map of ties"
        lead={`${centre?.name ?? "An organisation"} and whom it has a tie with.`}
        actions={
          <>
            {abilities.network ? <LinkButton to="/directory/map/network">What hangs by one thread</LinkButton> : null}
            <LinkButton to={`/directory/organisations/${map.centreId}`}>Open its page</LinkButton>
          </>
        }
      />
      <FindOrganisation label="Put another in the middle" words={words} found={found} to={(id) => `/directory/map?organisation=${id}`} kept={{ name: "organisation", value: map.centreId }} />
      {map.ties.length === 0 ? (
        <EmptyState title={`${centre?.name ?? "It"} has no ties yet`} action={<LinkButton to={`/directory/organisations/${map.centreId}`}>See its page</LinkButton>}>
          A tie that both sides said yes to stands here.
        </EmptyState>
      ) : (
        <TieMapView key={map.centreId} map={map} />
      )}
    </div>
  );
}

import { Link } from "react-router";
import { Pager } from "~/features/case-notes/components/Pager";
import { gapsOnPage } from "~/features/gaps/board/amounts";
import { pageIn } from "~/features/gaps/board/address";
import { RestedGap } from "~/features/gaps/board/RestedGap";
import { restedGaps } from "~/features/gaps/board/rested.server";
import styles from "~/features/gaps/board/board.module.css";
import { boardFilter } from "~/features/gaps/cards.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { EmptyState } from "~/kit/EmptyState";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps.resting";

export const meta = () => [{ title: "Resting gaps · Common Thread" }];

export async function loader({ context, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  const page = pageIn(asked);
  return guarded(async () => ({ ...(await withActor(db, actor, (trx) => restedGaps(trx, actor, boardFilter(asked), page))), page, now: new Date().toISOString() }));
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/gaps.resting");

/** The shelf. Nothing is closed by lying here. */
export default function Resting({ loaderData }: Route.ComponentProps) {
  const { gaps, more, page, now } = loaderData;
  useNotices(["gaps"]);
  const to = (wanted: number) => (wanted > 1 ? `/gaps/resting?page=${wanted}` : "/gaps/resting");
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: "Resting" }]} />} title="Resting gaps" lead="Not now. Each can be revived, with its history." />
      {gaps.length === 0 ? (
        <EmptyState title="Nothing rests here">
          Gaps that nobody can move on just now are laid here from the <Link to="/gaps">board</Link>.
        </EmptyState>
      ) : (
        <ul className={styles.shelf}>
          {gaps.map((gap) => (
            <RestedGap key={gap.id} gap={gap} now={now} />
          ))}
        </ul>
      )}
      <Pager previous={page > 1 ? to(page - 1) : undefined} next={more ? to(page + 1) : undefined} words={{ previous: `Previous ${gapsOnPage}`, next: `Next ${gapsOnPage}` }} />
    </div>
  );
}

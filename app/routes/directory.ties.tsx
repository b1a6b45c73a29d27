import { Plus } from "lucide-react";
import { Link } from "react-router";
import { NotLive } from "~/features/writing/NotLive";
import { DirectoryTabs } from "~/features/relationships/DirectoryTabs";
import { TieCard } from "~/features/relationships/ties/pages/list/TieCard";
import { tiesAsked, tiesShown, type TiesAsked } from "~/features/relationships/ties/pages/list/ties-list.server";
import { signFilters } from "~/features/relationships/ties/pages/said";
import styles from "~/features/relationships/ties/pages/ties.module.css";
import { holdingProps, useHeld } from "~/kit/board/held";
import { Chips } from "~/kit/Chips";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.ties";

export const meta = () => [{ title: "Ties · Common Thread" }];

/** Ties of one's organisations and how they stand; for facilitators those of the whole network too. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    const asked = tiesAsked(new URL(request.url).searchParams, actor);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ ...(await tiesShown(trx, actor, asked)), asked, now: new Date().toISOString() }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/directory.ties");

export default function Ties({ loaderData }: Route.ComponentProps) {
  const { rows, hasMore, total, found, filters, mayLookAtAll, asked, now } = loaderData;
  // What others do waits while somebody has a hand on the list. What is written inside a tie is told on its own topic.
  const held = useHeld();
  const { notLive } = useNotices(["ties", ...rows.map(({ id }) => `tie:${id}`).toSorted()], { isBusy: () => held.isHeld() });
  return (
    <>
      <NotLive notLive={notLive} />
      <DirectoryTabs />
      <PageHeader
        title="Ties"
        lead="A tie joins two organisations, so that it stays when people move on."
        actions={
          <LinkButton to="/directory/ties/new" variant="primary" icon={<Plus />}>
            Propose a tie
          </LinkButton>
        }
      />
      <div className={styles.stack}>
        {mayLookAtAll ? (
          <Chips
            label="Whose ties"
            chosen={asked.network ? "network" : "mine"}
            chips={[
              { id: "mine", label: "Of my organisations", href: addressOf({ ...asked, network: false, page: 1 }) },
              { id: "network", label: "The whole network", href: addressOf({ ...asked, network: true, page: 1 }) },
            ]}
          />
        ) : null}
        {filters.length > 0 ? (
          <Chips
            label="How they stand"
            chosen={asked.sign ?? "all"}
            chips={[{ id: "all", label: "All", href: addressOf({ ...asked, sign: undefined, page: 1 }) }, ...filters.map((sign) => ({ id: sign, label: signFilters[sign], href: addressOf({ ...asked, sign, page: 1 }) }))]}
          />
        ) : null}
        <p role="status" className={styles.quiet}>
          {total === 0 ? "" : found === total ? (total === 1 ? "One tie." : `${total} ties. Those with something to do come first.`) : `${found} of ${total}.`}
        </p>
        {rows.length === 0 ? <NoTies asked={asked} total={total} /> : null}
        {rows.length > 0 ? (
          <ul className={styles.list} {...holdingProps(held)}>
            {rows.map((tie) => (
              <TieCard key={tie.id} tie={tie} now={now} mayNameAll={mayLookAtAll} />
            ))}
          </ul>
        ) : null}
        {hasMore || asked.page > 1 ? (
          <nav className={styles.inline} aria-label="Pages">
            {asked.page > 1 ? <Link to={addressOf({ ...asked, page: asked.page - 1 })}>Show those before</Link> : null}
            <span>Page {asked.page}</span>
            {hasMore ? <Link to={addressOf({ ...asked, page: asked.page + 1 })}>Show more</Link> : null}
          </nav>
        ) : null}
      </div>
    </>
  );
}

function NoTies({ asked, total }: { asked: TiesAsked; total: number }) {
  if (asked.sign || asked.page > 1)
    return (
      <EmptyState title="No tie like that" action={<LinkButton to={addressOf({ ...asked, sign: undefined, page: 1 })}>Show all</LinkButton>}>
        {total > 0 ? "Nothing of this kind needs you today." : null}
      </EmptyState>
    );
  return (
    <EmptyState title="No ties yet" action={<LinkButton to="/directory/ties/new">Find them</LinkButton>}>
      Think of an organisation that you ring when it matters. Write it down as a tie, and name a second person: then it stays when you move on.
    </EmptyState>
  );
}

function addressOf({ sign, network, page }: TiesAsked): string {
  const words = new URLSearchParams({ ...(network ? { network: "1" } : {}), ...(sign ? { sign } : {}), ...(page > 1 ? { page: String(page) } : {}) });
  return words.size > 0 ? `/directory/ties?${words}` : "/directory/ties";
}

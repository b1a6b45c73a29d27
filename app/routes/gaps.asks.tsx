import { Plus } from "lucide-react";
import { Form, Link } from "react-router";
import { areas } from "~/features/gaps/access.server";
import { askAddress } from "~/features/gaps/asks/address";
import { AskCard } from "~/features/gaps/asks/AskCard";
import styles from "~/features/gaps/asks/asks.module.css";
import { askFilter, asksFor } from "~/features/gaps/asks/reads.server";
import { useSteady } from "~/features/gaps/asks/useSteady";
import { count, shows, type Show } from "~/features/gaps/asks/words";
import { needs } from "~/features/gaps/words";
import { ChangesPill } from "~/kit/board/ChangesPill";
import { holdingProps } from "~/kit/board/held";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Chips } from "~/kit/Chips";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { Select } from "~/kit/Select";
import { StatusStrip } from "~/kit/StatusStrip";
import { TextField } from "~/kit/TextField";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps.asks";

export const meta = () => [{ title: "Asks · Common Thread" }];

/** Questions to the network: by state, words, area, need and group, all in the address. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const filter = askFilter(new URL(request.url).searchParams);
    if (filter.q) await limit("search", actor.accountId);
    return withActor(db, actor, async (trx) => {
      return { filter, ...(await asksFor(trx, actor, filter)), areas: await areas(trx), now: new Date().toISOString() };
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/gaps.asks");

export default function Asks({ loaderData }: Route.ComponentProps) {
  const { filter, rows: fresh, hasMore, areas: places, now } = loaderData;
  const { notLive } = useNotices(["asks"]);
  const { rows, changed, waiting, show, held } = useSteady(fresh, JSON.stringify(filter));
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: "Asks" }]} />}
        title="Asks"
        lead="Questions to the network, and the answers it keeps. Never name a person you support."
        actions={
          <LinkButton to="/gaps/asks/new" variant="primary" icon={<Plus />}>
            Ask the network
          </LinkButton>
        }
      />
      <Form method="get" role="search" className={styles.filters} key={JSON.stringify(filter)}>
        <TextField label="Words in a question or an answer" name="q" type="search" defaultValue={filter.q} maxLength={100} autoComplete="off" />
        <Select label="Area" name="area" defaultValue={filter.area} placeholder="Anywhere" choices={places.map(({ id, name }) => ({ value: id, label: name }))} />
        <Select label="About" name="need" defaultValue={filter.need} placeholder="Anything" choices={Object.entries(needs).map(([value, label]) => ({ value, label }))} />
        {filter.group ? <input type="hidden" name="group" value={filter.group} /> : null}
        <Button type="submit">Find</Button>
      </Form>
      <div className={styles.shows}>
        <Chips label="Which questions" chips={(Object.keys(shows) as Show[]).map((id) => ({ id, label: shows[id], href: askAddress({ ...filter, show: id, page: 1 }) }))} chosen={filter.show} />
      </div>
      {notLive ? <StatusStrip tone="info">Not live at the moment. New questions and answers appear when the connection is back.</StatusStrip> : null}
      <ChangesPill count={waiting} words={`${count(waiting, "change")} from others`} action="show" shownWords="Shown." onShow={show} />
      {rows.length === 0 ? <Nothing searched={filter.q} show={filter.show} /> : null}
      <ul className={styles.list} aria-label={`${shows[filter.show]} questions`} {...holdingProps(held)}>
        {rows.map((ask) => (
          <AskCard key={ask.id} ask={ask} now={now} isFresh={changed.has(ask.id)} />
        ))}
      </ul>
      {hasMore || filter.page > 1 ? (
        <nav className={styles.pages} aria-label="Pages">
          {filter.page > 1 ? <Link to={askAddress({ ...filter, page: filter.page - 1 })}>Newer</Link> : null}
          <span>Page {filter.page}</span>
          {hasMore ? <Link to={askAddress({ ...filter, page: filter.page + 1 })}>Older</Link> : null}
        </nav>
      ) : null}
    </>
  );
}

function Nothing({ searched, show }: { searched: string; show: Show }) {
  if (searched) {
    return (
      <EmptyState title="Nothing like that yet" action={<LinkButton to={`/gaps/asks/new?question=${encodeURIComponent(searched)}`}>Ask it</LinkButton>}>
        Try fewer letters or another word, or ask the network.
      </EmptyState>
    );
  }
  if (show === "open") return <EmptyState title="No question is open">Ask one, or read the answers that were kept.</EmptyState>;
  if (show === "mine") return <EmptyState title="You have asked nothing yet">Questions of your post are kept here.</EmptyState>;
  return <EmptyState title="Nothing here yet">A question can be about anything but a person.</EmptyState>;
}

import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { StatusStrip } from "~/kit/StatusStrip";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import { PageHeader } from "~/shell/PageHeader";
import { useLookAgain } from "../useLookAgain";
import styles from "./decisions.module.css";
import type { DecisionFilter, DecisionRow, DecisionsShown } from "./reading.server";
import { StateTag } from "./StateTag";
import { sideOf, sides, voices, type Side } from "./words";

/** What is being decided, and the log of what was. */
export function DecisionsList({ shown, filter }: { shown: DecisionsShown; filter: DecisionFilter }) {
  const { open, log, more } = shown;
  const isFiltered = Boolean(filter.words) || filter.page > 1;
  const online = useOnline();
  const { notLive } = useLookAgain("decisions");
  return (
    <div className={styles.wide}>
      <PageHeader
        title="Decisions"
        lead="What organisations decide together, third sector and statutory alike: by consent of all who are named."
        actions={
          <LinkButton variant="primary" to="/decisions/new">
            Put something forward
          </LinkButton>
        }
      />
      {notLive ? <StatusStrip tone="info">Not live at the moment. What is new appears when the connection is back.</StatusStrip> : null}
      {online ? null : <p className={styles.quiet}>You are offline. You can read what is open.</p>}
      {open.length + log.length > 0 || isFiltered ? (
        <Form method="get" role="search" className={styles.find} key={filter.words}>
          <TextField label="Find by its words" name="words" type="search" defaultValue={filter.words} maxLength={200} autoComplete="off" />
          <Button type="submit">Find</Button>
        </Form>
      ) : null}
      {filter.page === 1 ? (
        <section aria-labelledby="open" className={styles.stack}>
          <h2 id="open">Being decided</h2>
          {open.length > 0 ? <Rows rows={open} /> : <p className={styles.quiet}>{filter.words ? "Nothing like that is being decided." : "Nothing is being decided at the moment."}</p>}
        </section>
      ) : null}
      <section aria-labelledby="log" className={styles.stack}>
        <h2 id="log">Decision log</h2>
        {log.length > 0 ? <Rows rows={log} /> : <NothingDecided isFiltered={isFiltered} />}
      </section>
      <Pages filter={filter} more={more} />
    </div>
  );
}

function NothingDecided({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) return <EmptyState title="Nothing has been decided here yet.">Put forward what should be the same for all of you, such as how to send people to each other.</EmptyState>;
  return (
    <EmptyState title="Nothing like that in the log." action={<Link to="/decisions">Show everything</Link>}>
      Try fewer words.
    </EmptyState>
  );
}

function Rows({ rows }: { rows: readonly DecisionRow[] }) {
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.id} className={styles.card}>
          <p className={styles.inline}>
            <StateTag state={row.state} />
            {row.state === "asked" && row.named.some(({ mine, voice }) => mine && voice === null) ? <Tag tone="needs">Waits for you</Tag> : null}
          </p>
          <h3 className={styles.title}>
            <Link to={`/decisions/${row.id}`}>{row.title}</Link>
          </h3>
          {row.summary ? <p className={styles.voice}>{row.summary}</p> : null}
          {(Object.keys(sides) as Side[]).map((side) => (
            <OneSide key={side} side={side} row={row} />
          ))}
          <p className={styles.quiet}>
            Proposed by {row.by}, <Time iso={row.at} format="date" />
            {row.decidedAt ? (
              <>
                . Decided <Time iso={row.decidedAt} format="date" />
              </>
            ) : null}
            {row.reopens ? `. Looks again at “${row.reopens}”` : null}
          </p>
        </li>
      ))}
    </ul>
  );
}

function OneSide({ side, row: { named, state } }: { side: Side; row: DecisionRow }) {
  const there = named.filter(({ kind }) => sideOf(kind) === side);
  if (there.length === 0) return null;
  const said = there.map(({ name, voice }) => (voice ? `${name} ${voices[voice].toLowerCase()}` : state === "asked" ? `${name} has not answered` : name));
  return (
    <p>
      {sides[side]}: {said.join(", ")}
    </p>
  );
}

function Pages({ filter: { words, page }, more }: { filter: DecisionFilter; more: boolean }) {
  if (!more && page === 1) return null;
  const to = (number: number) => `/decisions?${new URLSearchParams({ ...(words ? { words } : {}), page: String(number) })}`;
  return (
    <nav aria-label="Pages" className={styles.inline}>
      {page > 1 ? <Link to={to(page - 1)}>Newer</Link> : null}
      {more ? <Link to={to(page + 1)}>Older</Link> : null}
    </nav>
  );
}

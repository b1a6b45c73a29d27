import { Form, Link } from "react-router";
import { RegisterNote } from "~/features/people/components/RegisterNote";
import styles from "~/features/people/components/people.module.css";
import { areasOf, searchOrganisations } from "~/features/people/directory-read.server";
import { canLookAfterDirectory } from "~/features/people/policy";
import { organisationKinds } from "~/features/people/words";
import { DirectoryTabs } from "~/features/relationships/DirectoryTabs";
import { Button } from "~/kit/Button";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { Select } from "~/kit/Select";
import { Table, type Column } from "~/kit/Table";
import { TextField } from "~/kit/TextField";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory";

export const meta = () => [{ title: "Directory · Common Thread" }];

export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const asked = new URL(request.url).searchParams;
    const query = {
      words: (asked.get("words") ?? "").trim().slice(0, 100),
      area: (asked.get("area") ?? "").slice(0, 120),
      kind: asked.get("kind") ?? "",
      page: Math.min(Math.max(1, Math.trunc(Number(asked.get("page")) || 1)), 2_000),
    };
    if (query.words) await limit("search", actor.accountId);
    return withActor(db, actor, async (trx) => ({
      query,
      ...(await searchOrganisations(trx, actor, query)),
      areas: await areasOf(trx, actor),
      abilities: { add: canLookAfterDirectory(actor) },
    }));
  });

type Row = Route.ComponentProps["loaderData"]["rows"][number];

const columns: readonly Column<Row>[] = [
  { key: "name", label: "Name", isRowHeader: true, cell: (row) => <Link to={`/directory/organisations/${row.id}`}>{row.name}</Link> },
  { key: "kind", label: "Kind", cell: (row) => row.kind },
  { key: "area", label: "Area", cell: (row) => row.area ?? "Not given" },
  { key: "postcode", label: "Postcode", cell: (row) => row.postcode ?? "Not given" },
];

export default function Directory({ loaderData }: Route.ComponentProps) {
  const { query, rows, hasMore, areas, abilities } = loaderData;
  const isFiltered = Boolean(query.words || query.area || query.kind);
  return (
    <>
      <DirectoryTabs />
      <PageHeader
        title="Directory"
        lead="Organisations near here, and who works in them."
        actions={
          abilities.add ? (
            <>
              <LinkButton to="/directory/areas">Areas</LinkButton>
              <LinkButton to="/directory/import">Import the register</LinkButton>
              <LinkButton to="/directory/organisations/new" variant="primary">
                Add an organisation
              </LinkButton>
            </>
          ) : null
        }
      />
      <Form method="get" role="search" className={styles.filters} key={JSON.stringify(query)}>
        <TextField label="Name or charity number" name="words" type="search" defaultValue={query.words} maxLength={100} />
        <Select label="Area" name="area" defaultValue={query.area} placeholder="Anywhere" choices={areas.map((area) => ({ value: area, label: area }))} />
        <Select label="Kind" name="kind" defaultValue={query.kind} placeholder="Any kind" choices={Object.entries(organisationKinds).map(([value, label]) => ({ value, label }))} />
        <Button type="submit">Search</Button>
      </Form>
      <Table
        caption="Organisations"
        rows={rows}
        rowKey={(row) => row.id}
        columns={columns}
        empty={
          isFiltered || query.page > 1 ? (
            <EmptyState title="Nothing like that here" action={<LinkButton to="/directory">Show everything</LinkButton>}>
              Try fewer letters or another area.
            </EmptyState>
          ) : (
            <EmptyState title="No organisations yet">{abilities.add ? "Import the charity register, or add one by hand." : "Your network facilitator adds them."}</EmptyState>
          )
        }
      />
      {hasMore || query.page > 1 ? (
        <nav className={styles.pages} aria-label="Pages">
          {query.page > 1 ? <Link to={pageOf(query, query.page - 1)}>Earlier</Link> : null}
          <span>Page {query.page}</span>
          {hasMore ? <Link to={pageOf(query, query.page + 1)}>Next 25</Link> : null}
        </nav>
      ) : null}
      {rows.some((row) => row.source === "register") ? <RegisterNote /> : null}
    </>
  );
}

function pageOf({ words, area, kind }: { words: string; area: string; kind: string }, page: number): string {
  const given = Object.entries({ words, area, kind, page: String(page) }).filter(([, value]) => value);
  return `/directory?${new URLSearchParams(given)}`;
}

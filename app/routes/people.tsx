import { Form, Link } from "react-router";
import { peopleFilters, type PeopleFilter } from "~/features/case-notes/people-filter";
import { listPeople, type PersonLine } from "~/features/case-notes/people-list.server";
import { ConsentTag } from "~/features/case-notes/components/ConsentTag";
import { Pager } from "~/features/case-notes/components/Pager";
import { dayWords } from "~/features/case-notes/days";
import { canAddPerson } from "~/features/case-notes/policy";
import styles from "~/features/case-notes/components/parts.module.css";
import { Button } from "~/kit/Button";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { type Column, Table } from "~/kit/Table";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/people";

export const meta = () => [{ title: "People · Common Thread" }];

export async function loader({ context, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  const filter = peopleFilters.find((one) => one === asked.get("show")) ?? "all";
  const words = (asked.get("q") ?? "").slice(0, 80);
  const page = Math.min(400, Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1));
  if (!canAddPerson(actor)) return { people: [], more: false, filter, words, page, mayAdd: false };
  const found = await guarded(() => withActor(db, actor, (trx) => listPeople(trx, actor, { filter, words, page })));
  return { ...found, filter, words, page, mayAdd: true };
}

export default function People({ loaderData }: Route.ComponentProps) {
  const { people, more, filter, words, page, mayAdd } = loaderData;
  const to = (change: { show?: PeopleFilter; page?: number }) => {
    const query = new URLSearchParams({ ...(words ? { q: words } : {}), show: change.show ?? filter, ...(change.page && change.page > 1 ? { page: String(change.page) } : {}) });
    return `/people?${query}`;
  };
  return (
    <>
      <PageHeader title="People" lead="Longest since contact first." actions={mayAdd ? <LinkButton to="/people/new" variant="primary">Add someone</LinkButton> : null} />
      {mayAdd ? (
        <div className={styles.tight}>
          <Form method="get" role="search" className={styles.search}>
            <TextField label="Find someone by name or reference" name="q" type="search" defaultValue={words} key={words} autoComplete="off" maxLength={80} />
            <input type="hidden" name="show" value={filter} />
            <Button type="submit">Search</Button>
          </Form>
          <nav aria-label="Which people">
            <ul className={styles.filters}>
              {peopleFilters.map((one) => (
                <li key={one}>
                  <Link to={to({ show: one })} className={styles.filter} aria-current={one === filter ? "true" : undefined}>
                    {filterWords[one]}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <Table
            caption="People you may see"
            rows={people}
            rowKey={(person) => person.id}
            columns={columns}
            empty={<Nobody words={words} filter={filter} />}
          />
          <Pager previous={page > 1 ? to({ page: page - 1 }) : undefined} next={more ? to({ page: page + 1 }) : undefined} words={{ previous: "Previous 25", next: "Next 25" }} />
        </div>
      ) : (
        <EmptyState title="Your post does not support people">Case notes are for those who do. Organisations and their posts are in the directory.</EmptyState>
      )}
    </>
  );
}

const columns: Column<PersonLine>[] = [
  {
    key: "name",
    label: "Name",
    isRowHeader: true,
    cell: (person) => (
      <>
        <Link to={`/people/${person.id}`}>{person.name}</Link> <span className={styles.quiet}>{person.reference}</span>
        {person.sharedWithUs ? <> <Tag tone="people">Shared with us</Tag></> : null}
        {person.practicePerson ? <> <Tag>Not real</Tag></> : null}
      </>
    ),
  },
  { key: "contact", label: "Last contact", sort: "ascending", cell: (person) => (person.lastContactOn ? <Time iso={person.lastContactOn} format="day" /> : "None yet") },
  { key: "next", label: "Next step", cell: (person) => (person.nextStep ? `${person.nextStep}${person.nextStepOn ? `, ${dayWords(person.nextStepOn)}` : ""}` : "None") },
  { key: "consent", label: "Consent", cell: (person) => <ConsentTag state={person.state} endsFirst={person.endsFirst} /> },
];

const filterWords: Record<PeopleFilter, string> = { all: "Everyone", mine: "Mine", shared: "Shared with us", ends: "Consent ends soon" };

function Nobody({ words, filter }: { words: string; filter: PeopleFilter }) {
  if (words) return <EmptyState title="Nobody like that here">Try fewer letters, or their reference.</EmptyState>;
  if (filter === "ends") return <EmptyState title="Nobody’s consent ends soon">Nothing to ask again in the next 30 days.</EmptyState>;
  if (filter === "shared") return <EmptyState title="Nobody is shared with you">When a person names your organisation, they appear here.</EmptyState>;
  return (
    <EmptyState title="No one yet" action={<LinkButton to="/people/new">Add someone</LinkButton>}>
      Your lead will pass people to you, or add someone.
    </EmptyState>
  );
}

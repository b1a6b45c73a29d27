import { Form, Link } from "react-router";
import styles from "~/features/case-notes/components/parts.module.css";
import { search } from "~/features/case-notes/search.server";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { TextField } from "~/kit/TextField";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/search";

export const meta = () => [{ title: "Search · Common Thread" }];

/** People one may see and organisations; the page, and the data the header's search asks for. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const words = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 80);
  return guarded(async () => {
    if (words.trim().length >= 2) await limit("search", actor.accountId);
    return { words, ...(await withActor(db, actor, (trx) => search(trx, actor, words))) };
  });
}

export default function Search({ loaderData }: Route.ComponentProps) {
  const { words, people, organisations } = loaderData;
  const asked = words.trim().length >= 2;
  return (
    <div className={styles.narrow}>
      <PageHeader title="Search" />
      <Form method="get" role="search" className={styles.search}>
        <TextField label="A name, a reference or an organisation" name="q" type="search" defaultValue={words} key={words} autoComplete="off" maxLength={80} />
        <Button type="submit" variant="primary">Search</Button>
      </Form>
      {asked && people.length + organisations.length === 0 ? <EmptyState title="Nothing like that">Try fewer letters, or another word.</EmptyState> : null}
      {people.length > 0 ? (
        <Card as="section" title="People">
          <ul className={styles.rows}>
            {people.map((person) => (
              <li key={person.id}>
                <Link to={`/people/${person.id}`}>{person.name}</Link> <span className={styles.quiet}>{person.reference}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {organisations.length > 0 ? (
        <Card as="section" title="Organisations">
          <ul className={styles.rows}>
            {organisations.map((one) => (
              <li key={one.id}>
                <Link to={`/directory/organisations/${one.id}`}>{one.name}</Link> <span className={styles.quiet}>{one.area}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}

import { Form, Link } from "react-router";
import styles from "~/features/case-notes/components/parts.module.css";
import { search } from "~/features/case-notes/search.server";
import { searchGaps } from "~/features/gaps/alike.server";
import { PostForThat } from "~/features/gaps/board/PostForThat";
import { canActOnGaps } from "~/features/gaps/policy";
import { everywhere } from "~/features/gaps/words";
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

/** People one may see, organisations and gaps. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const words = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 80);
  return guarded(async () => {
    if (words.trim().length >= 2) await limit("search", actor.accountId);
    const found = await withActor(db, actor, async (trx) => ({ ...(await search(trx, actor, words)), gaps: await searchGaps(trx, actor, words) }));
    return { words, ...found, acts: canActOnGaps(actor) };
  });
}

export default function Search({ loaderData }: Route.ComponentProps) {
  const { words, people, organisations, gaps, acts } = loaderData;
  const asked = words.trim().length >= 2;
  const isEmpty = asked && people.length + organisations.length + gaps.length === 0;
  return (
    <div className={styles.narrow}>
      <PageHeader title="Search" />
      <Form method="get" role="search" className={styles.search}>
        <TextField label={acts ? "A name, a reference, an organisation or a gap" : "A name, a reference or an organisation"} name="q" type="search" defaultValue={words} key={words} autoComplete="off" maxLength={80} />
        <Button type="submit" variant="primary">Search</Button>
      </Form>
      {isEmpty ? (
        <EmptyState title="Nothing like that" action={acts ? <PostForThat words={words} /> : null}>
          Try fewer letters, or another word. {acts ? "Nothing there for that?" : null}
        </EmptyState>
      ) : null}
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
      {gaps.length > 0 ? (
        <Card as="section" title="Gaps">
          <ul className={styles.rows}>
            {gaps.map((gap) => (
              <li key={gap.id}>
                <Link to={`/gaps/${gap.id}`}>{gap.sentence}</Link> <span className={styles.quiet}>{gap.area ?? everywhere}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}

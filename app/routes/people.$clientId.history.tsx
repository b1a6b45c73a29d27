import { Link } from "react-router";
import { findClient } from "~/features/case-notes/access.server";
import { Pager } from "~/features/case-notes/components/Pager";
import styles from "~/features/case-notes/components/parts.module.css";
import { historyOf } from "~/features/case-notes/history.server";
import { factsOf } from "~/features/case-notes/person-read.server";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.history";

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const before = new URL(request.url).searchParams.get("before") ?? undefined;
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await findClient(trx, actor, params.clientId);
      return { person: factsOf(person), first: before === undefined, ...(await historyOf(trx, person, { before })) };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/people.$clientId.history");

export default function History({ loaderData }: Route.ComponentProps) {
  const { person, acts, older, first } = loaderData;
  const here = `/people/${person.id}`;
  return (
    <Card as="section" title="What was done">
      {acts.length === 0 ? <EmptyState title="Nothing older than this" /> : null}
      <ul className={styles.rows}>
        {acts.map((act) => (
          <li key={act.id}>
            <div className={styles.grow}>
              <p>
                {act.by}
                {act.organisation ? `, ${act.organisation},` : ""} {act.sentence}
              </p>
              {act.words ? <blockquote className={styles.voice}>{act.words}</blockquote> : null}
              {act.receipt ? <p><Link to={`${here}/consent/${act.receipt}/receipt`}>Receipt</Link></p> : null}
            </div>
            <p className={styles.quiet}>
              <Time iso={act.at.toISOString()} />
            </p>
          </li>
        ))}
      </ul>
      <Pager previous={first ? undefined : `${here}/history`} next={older ? `${here}/history?before=${older}` : undefined} words={{ previous: "Newest", next: "Older" }} />
    </Card>
  );
}

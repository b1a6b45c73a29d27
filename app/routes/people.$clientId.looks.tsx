import { Form, Link } from "react-router";
import { findClient } from "~/features/case-notes/access.server";
import { LookDays } from "~/features/case-notes/components/LookDays";
import { Pager } from "~/features/case-notes/components/Pager";
import styles from "~/features/case-notes/components/parts.module.css";
import { lookingOrganisations, looksOf } from "~/features/case-notes/looks.server";
import { factsOf } from "~/features/case-notes/person-read.server";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { Select } from "~/kit/Select";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { isId } from "~/shared/ids";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.looks";

/** Who has looked at anything about the person. Opening it is a look as well. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  const organisation = asked.get("organisation") ?? undefined;
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await findClient(trx, actor, params.clientId);
      const organisationId = isId(organisation) ? organisation : undefined;
      const page = await looksOf(trx, person, { organisationId, before: asked.get("before") ?? undefined });
      return { person: factsOf(person), organisationId, organisations: person.holds ? await lookingOrganisations(trx, person) : [], first: !asked.has("before"), ...page };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/people.$clientId.looks");

export default function Looks({ loaderData }: Route.ComponentProps) {
  const { person, lines, older, organisations, organisationId, first } = loaderData;
  const here = `/people/${person.id}/looks`;
  const filter = organisationId ? { organisation: organisationId } : undefined;
  return (
    <Card as="section" title="Who has looked" footer={person.holds ? <Link to={`${here}/sheet`}>Print this for {person.name}</Link> : null}>
      <div className={styles.tight}>
        <p className={styles.quiet}>{person.holds ? "Every look is written down as it happens, yours too. Nobody can remove one." : "You see the looks of your own organisation."}</p>
        {organisations.length > 1 ? (
          <Form method="get" className={styles.search} key={organisationId ?? "all"}>
            <Select label="Organisation" name="organisation" placeholder="Everybody" defaultValue={organisationId} choices={organisations.map((one) => ({ value: one.id, label: one.name }))} />
            <Button type="submit">Show</Button>
          </Form>
        ) : null}
        {lines.length === 0 ? <EmptyState title={older ? "None among these" : "Nobody has looked"}>{older ? "There are older ones to search." : "Nobody from there has looked."}</EmptyState> : <LookDays lines={lines} />}
        <Pager previous={first ? undefined : `${here}?${new URLSearchParams(filter)}`} next={older ? `${here}?${new URLSearchParams({ ...filter, before: older })}` : undefined} words={{ previous: "Newest", next: "Older" }} />
      </div>
    </Card>
  );
}

import { Form, Link, useRouteLoaderData } from "react-router";
import { findClient } from "~/features/case-notes/access.server";
import { GrantRow } from "~/features/case-notes/components/GrantRow";
import styles from "~/features/case-notes/components/parts.module.css";
import { basisOf } from "~/features/case-notes/basis-read.server";
import { basisSentence } from "~/features/case-notes/basis";
import { dateWords, dayWords } from "~/features/case-notes/days";
import { abilitiesOn, factsOf } from "~/features/case-notes/person-read.server";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.sharing";
import type { loader as personLoader } from "./people.$clientId";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await findClient(trx, actor, params.clientId);
      return { person: factsOf(person), bases: await basisOf(trx, person), abilities: abilitiesOn(person) };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/people.$clientId.sharing");

export default function Sharing({ loaderData }: Route.ComponentProps) {
  const { person, bases, abilities } = loaderData;
  // The page around this one has read it, and written the one look.
  const consent = useRouteLoaderData<typeof personLoader>("routes/people.$clientId")?.consent;
  if (!consent) return null;
  const here = `/people/${person.id}`;
  return (
    <>
      <Card as="section" title="What they agreed to" footer={abilities.recordConsent ? <LinkButton to={`${here}/consent/new?again=1`}>Ask again</LinkButton> : null}>
        {!consent.keepNotes && consent.grants.length === 0 ? (
          <EmptyState title="Nothing is agreed at the moment">Nothing is shared with anyone.</EmptyState>
        ) : (
          <ul className={styles.rows}>
            {consent.keepNotes ? (
              <li>
                <div className={styles.grow}>
                  <p>{person.homeOrganisation} may keep notes</p>
                  <p className={styles.quiet}>Until {dateWords(consent.keepNotes.until)}</p>
                </div>
              </li>
            ) : null}
            {consent.grants.map((grant) => (
              <GrantRow key={grant.id} grant={grant}>
                {abilities.withdraw ? (
                  <Form method="post" action={`/consent-grants/${grant.id}/withdrawal`}>
                    <Button type="submit" variant="danger" aria-label={`Stop sharing this with ${grant.organisation}`}>Stop</Button>
                  </Form>
                ) : null}
              </GrantRow>
            ))}
          </ul>
        )}
      </Card>
      <Card as="section" title="Lawful basis" footer={<Link to={`${here}/lawful-basis`}>Why the law lets us hold this</Link>}>
        <div className={styles.tight}>
          <p className={styles.quiet}>This is apart from consent: stopping to share does not change it, and it shares nothing.</p>
          {bases.length === 0 ? <p>Not recorded yet.</p> : null}
          {bases.map((one) => (
            <p key={one.id}>
              {one.organisation}: {basisSentence(one.basis, one.condition)} <span className={styles.quiet}>Recorded {dayWords(one.recordedAt)} by {one.recordedBy}.</span>
            </p>
          ))}
        </div>
      </Card>
      <p>
        <Link to={`${here}/history`}>Everything that was done, and each receipt</Link>
      </p>
    </>
  );
}

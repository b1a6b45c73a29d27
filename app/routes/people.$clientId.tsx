import { Outlet } from "react-router";
import { consentOf } from "~/features/case-notes/consent-read.server";
import { ConsentCard } from "~/features/case-notes/components/ConsentCard";
import { HoldersCard } from "~/features/case-notes/components/HoldersCard";
import { useLivePerson } from "~/features/case-notes/components/useLivePerson";
import { abilitiesOn, factsOf, holdersOf, possibleHolders, readPerson } from "~/features/case-notes/person-read.server";
import { openClasses } from "~/features/case-notes/access.server";
import { canBeginNote } from "~/features/case-notes/policy";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { LinkButton } from "~/kit/LinkButton";
import { Tabs } from "~/kit/Tabs";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/people.$clientId";

// The name stays out of the title: a shared computer keeps titles in its history.
export const meta = () => [{ title: "A person · Common Thread" }];

/** What stands around every tab of a person: who they are, who holds their case, what they agreed to. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await readPerson(trx, actor, params.clientId);
      const consent = await consentOf(trx, person);
      const { writable } = await openClasses(trx, person);
      const abilities = { ...abilitiesOn(person), beginNote: canBeginNote(actor, writable) };
      return {
        person: factsOf(person),
        consent,
        abilities,
        holders: await holdersOf(trx, person),
        possible: abilities.shareCase ? await possibleHolders(trx, person) : [],
        myPosts: actor.seats.map((seat) => seat.postId),
      };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/people.$clientId");

export default function Person({ loaderData }: Route.ComponentProps) {
  const { person, consent, abilities, holders, possible, myPosts } = loaderData;
  const here = `/people/${person.id}`;
  useLivePerson(person.id, loaderData);
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "People", to: "/people" }, { label: person.name }]} />}
        title={person.name}
        lead={`${person.reference}${person.practicePerson ? " · Not a real person: practise as you like" : ""}${person.holds ? "" : ` · Shared with you by ${person.homeOrganisation}`}`}
        actions={abilities.beginNote ? <LinkButton to={`${here}/notes/new`} variant="primary">Write a note</LinkButton> : null}
      />
      <Tabs
        label="About this person"
        tabs={[
          { to: here, label: "Overview", end: true },
          { to: `${here}/notes`, label: "Notes" },
          { to: `${here}/plan`, label: "Plan" },
          { to: `${here}/sharing`, label: "Sharing" },
          { to: `${here}/looks`, label: "Who has looked" },
        ]}
      />
      <TwoColumns
        sideLabel="Consent and case holders"
        side={
          <>
            <ConsentCard clientId={person.id} consent={consent} mayRecord={abilities.recordConsent} mayWithdraw={abilities.withdraw} />
            <HoldersCard clientId={person.id} holders={holders} possible={possible} mayChange={abilities.shareCase} myPosts={myPosts} />
          </>
        }
      >
        <Outlet />
      </TwoColumns>
    </>
  );
}

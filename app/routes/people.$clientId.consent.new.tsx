import { data, redirect } from "react-router";
import { AskConsent } from "~/features/case-notes/components/AskConsent";
import { liveGrants } from "~/features/case-notes/consent-read.server";
import { consentLife, type LiveGrant, type SharingPurpose } from "~/features/case-notes/consent";
import type { ShareAnswer, SoFar } from "~/features/case-notes/consent-steps";
import { takeAnswer, viewOfRefusal } from "~/features/case-notes/consent-steps.server";
import styles from "~/features/case-notes/components/parts.module.css";
import { dayOf, fieldMoment, monthsLater } from "~/features/case-notes/days";
import { findClient } from "~/features/case-notes/access.server";
import { factsOf, readPerson } from "~/features/case-notes/person-read.server";
import { canRecordConsent } from "~/features/case-notes/policy";
import { isSharedClass } from "~/features/case-notes/section";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { recordViews } from "~/shared/views.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.consent.new";

export const meta = () => [{ title: "Ask for consent · Common Thread" }];

/** The first question; `?again=1` begins from what is agreed today. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const again = new URL(request.url).searchParams.has("again");
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await readPerson(trx, actor, params.clientId);
      if (!canRecordConsent(actor, person)) notFound();
      const today = dayOf(new Date());
      const usualEnd = monthsLater(today, consentLife.usualMonths);
      let start: SoFar = { shares: [] };
      if (again) {
        await recordViews(trx, person.actor, [{ clientId: person.id, what: "consent", how: "page" }]);
        start = startFrom(await liveGrants(trx, person.id), usualEnd);
      }
      return { person: factsOf(person), start, usualEnd, earliest: today, longest: monthsLater(today, consentLife.longestMonths), now: fieldMoment(new Date()) };
    }),
  );
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return guarded(async () => {
    await limit("command", actor.accountId);
    try {
      const answer = await withActor(db, actor, async (trx) => {
        const person = await findClient(trx, actor, params.clientId);
        if (!canRecordConsent(actor, person)) notFound();
        return takeAnswer(trx, person, form);
      });
      if ("recorded" in answer) return redirect(`/people/${params.clientId}/consent/${answer.recorded}/receipt`, 303);
      return data(answer.view, { status: Object.keys(answer.view.errors).length > 0 ? 422 : 200 });
    } catch (error) {
      const view = viewOfRefusal(error);
      if (!view) throw error;
      return data(view, { status: 422 });
    }
  });
}

export default function NewConsent({ loaderData, actionData }: Route.ComponentProps) {
  const { person, start } = loaderData;
  const view = actionData ?? { step: "notes" as const, soFar: start, errors: {}, entered: {} };
  return (
    <div className={styles.narrow}>
      <Breadcrumb crumbs={[{ label: "People", to: "/people" }, { label: person.name, to: `/people/${person.id}` }, { label: "Consent" }]} />
      <AskConsent view={view} about={loaderData} />
    </div>
  );
}

/** What holds today, one answer per organisation, purpose and reach; each with a new end. */
function startFrom(grants: LiveGrant[], until: string): SoFar {
  if (grants.length === 0) return { shares: [] };
  const shares = new Map<string, ShareAnswer>();
  for (const grant of grants) {
    if (grant.purpose === "keep_notes" || !isSharedClass(grant.sectionClass)) continue;
    const key = `${grant.organisationId} ${grant.purpose} ${grant.access}`;
    const before = shares.get(key);
    shares.set(key, { organisationId: grant.organisationId, organisation: grant.organisation, purpose: grant.purpose as SharingPurpose, access: grant.access, until, classes: [...(before?.classes ?? []), grant.sectionClass] });
  }
  return { notes: { keep: grants.some((grant) => grant.purpose === "keep_notes"), until }, shares: [...shares.values()] };
}

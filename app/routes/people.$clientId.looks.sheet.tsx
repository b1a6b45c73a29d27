import { findClient } from "~/features/case-notes/access.server";
import { LookDays } from "~/features/case-notes/components/LookDays";
import { PrintButton } from "~/features/case-notes/components/PrintButton";
import { Pager } from "~/features/case-notes/components/Pager";
import { dateWords } from "~/features/case-notes/days";
import { looksOf } from "~/features/case-notes/looks.server";
import { factsOf } from "~/features/case-notes/person-read.server";
import { canChangePerson } from "~/features/case-notes/policy";
import { PrintSheet } from "~/kit/PrintSheet";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.looks.sheet";

export const meta = () => [{ title: "Who has looked · Common Thread" }];

/** The list of looks to put in the person's hand; a look of its own, how "print". */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const before = new URL(request.url).searchParams.get("before") ?? undefined;
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await findClient(trx, actor, params.clientId);
      if (!canChangePerson(actor, person)) notFound();
      return { person: factsOf(person), now: new Date(), ...(await looksOf(trx, person, { before, size: 400, how: "print" })) };
    }),
  );
}

export default function LooksSheet({ loaderData }: Route.ComponentProps) {
  const { person, lines, older, now } = loaderData;
  const here = `/people/${person.id}/looks`;
  return (
    <>
      <PrintButton back={here} />
      <PrintSheet title={`Who has looked at what is written about ${person.name}`} footer={`${person.homeOrganisation} · ${dateWords(now)} · ${person.reference}`}>
        <p>Every time somebody opened something about you, it was written down. If a name surprises you, ask us.</p>
        <LookDays lines={lines} level={2} />
      </PrintSheet>
      <Pager next={older ? `${here}/sheet?before=${older}` : undefined} words={{ previous: "", next: "Older" }} />
    </>
  );
}

import { useRouteLoaderData } from "react-router";
import { lettersThatFailed, type NotGone } from "~/features/diary/letters.server";
import { LettersNotGone } from "~/features/diary/LettersNotGone";
import { findEvent } from "~/features/events/access.server";
import styles from "~/features/events/pages/events.module.css";
import { comersOf, type Comer } from "~/features/events/pages/page/comers.server";
import { AskForms } from "~/features/events/pages/people/AskForms";
import { peopleDone } from "~/features/events/pages/people/done";
import { actOnPeople } from "~/features/events/pages/people/invite.server";
import { PeopleList } from "~/features/events/pages/people/PeopleList";
import { Planners } from "~/features/events/pages/people/Planners";
import { plannersOf, type PlannerRow } from "~/features/events/pages/people/planners.server";
import { organisationsNear, organisationToAsk, peopleNear } from "~/features/events/pages/people/who.server";
import { areas } from "~/features/gaps/access.server";
import { answered } from "~/features/shadowing/offer/answer.server";
import { Banner } from "~/kit/Banner";
import { EmptyState } from "~/kit/EmptyState";
import type { Choice } from "~/kit/Select";
import { StrayErrors } from "~/kit/StrayErrors";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/diary.events.$eventId.people";
import type { loader as layout } from "./diary.events.$eventId";

type Shown = { comers: Comer[]; planners: PlannerRow[]; people: Choice[]; organisations: Choice[]; areas: { id: string; name: string }[]; notGone: NotGone[]; done: string | undefined; /** Whom an address asks for. */ withId: string };

/** Who was asked, what they said, and the ways to ask more. */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Shown> {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const event = await findEvent(trx, actor, params.eventId);
      const asked = new URL(request.url).searchParams;
      const named = await organisationToAsk(trx, actor, asked.get("with"));
      const near = await organisationsNear(trx, actor);
      return {
        comers: await comersOf(trx, actor, event.id),
        planners: await plannersOf(trx, event.id),
        people: await peopleNear(trx, actor),
        organisations: named ? [named, ...near.filter(({ value }) => value !== named.value)] : near,
        areas: await areas(trx),
        // Each sees what they caused themselves, and nobody what others did.
        notGone: await lettersThatFailed(trx, event.id),
        done: peopleDone(asked),
        withId: named?.value ?? "",
      };
    }),
  );
}

export const clientLoader = keepShown<Shown>("routes/diary.events.$eventId.people");

export async function action({ context, params, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, () => actOnPeople(services, actor, params.eventId, form, services.config.baseUrl));
}

export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const { comers, planners, people, organisations, areas: places, notGone, done, withId } = loaderData;
  const around = useRouteLoaderData<typeof layout>("routes/diary.events.$eventId");
  if (!around) return null;
  const { event } = around;
  const mayAsk = event.abilities.plan && event.state !== "cancelled" && !event.isOver;
  return (
    <>
      <div role="status" className={styles.status}>
        {done && !refused ? <Banner tone="agreed">{done}</Banner> : null}
      </div>
      {notGone.length > 0 ? (
        <div className={styles.status}>
          <LettersNotGone letters={notGone} />
        </div>
      ) : null}
      <StrayErrors refused={refused} />
      <TwoColumns sideLabel="Who plans it" side={<Planners planners={planners} event={event} people={people} refused={refused} />}>
        <div className={styles.stack}>
          {mayAsk ? <AskForms withId={withId} people={people} organisations={organisations} areas={places} isOpen={comers.length === 0} refused={refused} /> : null}
          {comers.length === 0 ? <EmptyState title="Nobody is asked yet">{mayAsk ? "Ask a colleague, a whole practice, or everybody with a role." : "Whoever plans it asks people here. You may come without being asked: say so on the overview."}</EmptyState> : null}
          <PeopleList comers={comers} event={event} />
        </div>
      </TwoColumns>
    </>
  );
}

import { useRouteLoaderData } from "react-router";
import styles from "~/features/events/pages/events.module.css";
import { actOnEvent } from "~/features/events/pages/page/acts.server";
import { Answering } from "~/features/events/pages/page/Answering";
import { doneWords } from "~/features/events/pages/page/done";
import { Facts } from "~/features/events/pages/page/Facts";
import { Jobs } from "~/features/events/pages/page/Jobs";
import { jobsOf } from "~/features/events/pages/page/jobs.server";
import { WhoComes } from "~/features/events/pages/page/WhoComes";
import { comersOf, type Comer } from "~/features/events/pages/page/comers.server";
import { peopleNear } from "~/features/events/pages/people/who.server";
import { DoneLine } from "~/features/shadowing/find/DoneLine";
import { answered } from "~/features/shadowing/offer/answer.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/diary.events.$eventId._index";
import type { loader as layout } from "./diary.events.$eventId";

/** What it is, whether you come, who else does, and what is to be done. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => ({
      jobs: await jobsOf(trx, actor, params.eventId),
      comers: (await comersOf(trx, actor, params.eventId)).filter(({ says }) => says === "going" || says === "maybe"),
      near: await peopleNear(trx, actor),
    })),
  );
}

type Shown = { jobs: Awaited<ReturnType<typeof jobsOf>>; comers: Comer[]; near: Awaited<ReturnType<typeof peopleNear>> };
export const clientLoader = keepShown<Shown>("routes/diary.events.$eventId._index");

export async function action({ context, params, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, () => actOnEvent(services, actor, params.eventId, form));
}

/** A refusal means that the event has changed: it is asked again. */
export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

const undoJob = { done: "job_removed", name: "job", about: "job", intent: "put-back-job", field: "jobId" };

export default function Overview({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const { jobs, comers, near } = loaderData;
  const around = useRouteLoaderData<typeof layout>("routes/diary.events.$eventId");
  if (!around) return null;
  const { event } = around;
  return (
    <>
      <div className={styles.status}>
        <DoneLine words={doneWords} refused={refused} undo={undoJob} />
      </div>
      <TwoColumns sideLabel="Who comes" side={<WhoComes event={event} comers={comers} />}>
        <div className={styles.stack}>
          <Answering event={event} refused={refused} />
          <Facts event={event} />
          <Jobs jobs={jobs} mayPlan={event.abilities.plan} isCancelled={event.state === "cancelled"} near={near} refused={refused} />
        </div>
      </TwoColumns>
    </>
  );
}

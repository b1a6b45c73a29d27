import { useRouteLoaderData } from "react-router";
import { findEvent } from "~/features/events/access.server";
import styles from "~/features/events/pages/events.module.css";
import { actOnDates } from "~/features/events/poll/acts.server";
import { AddDate, DatesCard } from "~/features/events/poll/DatesCard";
import { pollDone } from "~/features/events/poll/done";
import { pollOf, type DatePoll } from "~/features/events/poll/reads.server";
import { DoneLine } from "~/features/shadowing/find/DoneLine";
import { answered } from "~/features/shadowing/offer/answer.server";
import { EmptyState } from "~/kit/EmptyState";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.events.$eventId.dates";
import type { loader as layout } from "./diary.events.$eventId";

/** The dates to choose from, and who said what. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() => withActor(db, actor, async (trx) => pollOf(trx, actor, await findEvent(trx, actor, params.eventId))));
}

export const clientLoader = keepShown<DatePoll>("routes/diary.events.$eventId.dates");

export async function action({ context, params, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, () => actOnDates(services, actor, params.eventId, form));
}

export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function EventDates({ loaderData: dates, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const around = useRouteLoaderData<typeof layout>("routes/diary.events.$eventId");
  if (!around) return null;
  const { event } = around;
  return (
    <div className={styles.narrow}>
      <DoneLine words={pollDone} refused={refused} />
      {dates.options.length === 0 ? (
        <EmptyState title="No dates to choose from">This event was planned with its date.</EmptyState>
      ) : (
        <DatesCard key={dates.options.map(({ id, own }) => `${id}${own}`).join()} event={event} dates={dates} refused={refused} />
      )}
      {event.state === "finding_date" && event.abilities.plan ? <AddDate refused={refused} /> : null}
    </div>
  );
}

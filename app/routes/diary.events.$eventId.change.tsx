import { changeAsAsked } from "~/features/events/pages/change/acts.server";
import { CancelForm, ChangeForm, ReviveForm } from "~/features/events/pages/change/ChangeForm";
import styles from "~/features/events/pages/events.module.css";
import { eventFrame } from "~/features/events/pages/page/event-page.server";
import { answered } from "~/features/shadowing/offer/answer.server";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { StrayErrors } from "~/kit/StrayErrors";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/diary.events.$eventId.change";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? `Change “${loaderData.event.title}”` : "Not found"} · Common Thread` }];

/** For whoever plans it; for others there is no such page. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const event = await eventFrame(trx, actor, params.eventId);
      if (!event.abilities.plan) notFound();
      return { event };
    }),
  );
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, () => changeAsAsked(services, actor, params.eventId, form));
}

/** A refusal may mean that somebody changed it first: their version is read, and one's own words stay. */
export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function ChangeEvent({ loaderData: { event }, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const here = `/diary/events/${event.id}`;
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Learning events", to: "/diary/events" }, { label: event.title, to: here }, { label: "Change or cancel" }]} />} title="Change or cancel" lead={event.title} />
      <StrayErrors refused={refused} />
      {event.state === "cancelled" ? (
        <ReviveForm event={event} refused={refused} />
      ) : event.isOver ? (
        <Banner>This event has been and gone. What was learned goes into its recap.</Banner>
      ) : (
        <>
          <ChangeForm event={event} refused={refused} />
          <CancelForm event={event} refused={refused} />
        </>
      )}
    </div>
  );
}

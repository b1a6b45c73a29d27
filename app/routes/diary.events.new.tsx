import { data } from "react-router";
import { planEvent, startSeries } from "~/features/events/commands.server";
import styles from "~/features/events/pages/events.module.css";
import { daysIn, eventIn, holidaysBy, namingOwnFieldsLater, seriesIn } from "~/features/events/pages/plan/form.server";
import { kinds, PlanForm } from "~/features/events/pages/plan/PlanForm";
import { organisationToAsk } from "~/features/events/pages/people/who.server";
import { canActOnEvents } from "~/features/events/policy";
import { visibleGaps } from "~/features/gaps/access.server";
import { answered, attempted, said, typedIn } from "~/features/shadowing/offer/answer.server";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actorOf, servicesOf } from "~/shared/services.server";
import { dayAt, isDay } from "~/shared/zoned";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/diary.events.new";

export const meta = () => [{ title: "Plan an event · Common Thread" }];

/** `?gap=` says what it comes from, `?with=` which organisation is asked to it; `?kind=` and `?date=` fill in what is known. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!canActOnEvents(actor)) notFound();
    const asked = new URL(request.url).searchParams;
    const [gapId, kind, date] = [asked.get("gap"), asked.get("kind") ?? "", asked.get("date") ?? ""];
    const gap = isId(gapId) ? await withActor(servicesOf(context).db, actor, (trx) => visibleGaps(trx).where("gap.id", "=", gapId).select(["gap.id", "gap.sentence"]).executeTakeFirst()) : undefined;
    const asks = await withActor(servicesOf(context).db, actor, (trx) => organisationToAsk(trx, actor, asked.get("with")));
    return {
      asks: asks ?? null,
      today: dayAt(new Date()),
      gap: gap ?? null,
      start: { kind: kinds.some(({ value }) => value === kind) ? kind : "date", date: isDay(date) ? date : "", title: "", gapId: gap?.id ?? "", withId: asks?.value ?? "" },
    };
  });

/** Plans it; or looks at the days of a series, and gives the form back with them. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const work = async () => {
    if (!canActOnEvents(actor)) notFound();
    await limit("diary", actor.accountId);
  };
  if (said(form, "intent") === "look") {
    return attempted(form, async () => {
      await work();
      const days = daysIn(form, await withActor(db, actor, holidaysBy));
      return data({ ...typedIn(form), sentence: "", fields: {}, days });
    });
  }
  return answered(form, async () => {
    await work();
    if (said(form, "kind") === "series") {
      const { seriesId } = await withActor(db, actor, async (trx) => namingOwnFieldsLater(startSeries(trx, actor, seriesIn(form, await holidaysBy(trx)))));
      return `/diary/events/series/${seriesId}?done=started`;
    }
    const { eventId } = await withActor(db, actor, (trx) => planEvent(trx, actor, eventIn(form)));
    return `/diary/events/${eventId}/people?done=planned${isId(said(form, "with")) ? `&with=${said(form, "with")}` : ""}`;
  });
}

export default function PlanAnEvent({ loaderData, actionData }: Route.ComponentProps) {
  const { gap, asks, ...rest } = loaderData;
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Learning events", to: "/diary/events" }, { label: "Plan an event" }]} />} title="Plan an event" lead="Say what it is and when. The agenda, the jobs and who comes follow, together." />
      {gap ? (
        <Banner tone="people" title="It comes from a gap">
          {gap.sentence}
        </Banner>
      ) : null}
      {asks ? <Banner tone="info">Once it is planned you can ask {asks.label} to it in one press.</Banner> : null}
      <PlanForm {...rest} refused={actionData} />
    </div>
  );
}

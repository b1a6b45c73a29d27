import { Link } from "react-router";
import { DiaryTabs } from "~/features/diary/DiaryTabs";
import styles from "~/features/events/pages/events.module.css";
import { actOnSeries } from "~/features/events/pages/series/acts.server";
import { EndSeries } from "~/features/events/pages/series/EndSeries";
import { seriesPage } from "~/features/events/pages/series/series.server";
import { SeriesRow } from "~/features/events/pages/series/SeriesRow";
import { handsOnForm } from "~/features/gaps/page/useGapLive";
import { DoneLine } from "~/features/shadowing/find/DoneLine";
import { answered } from "~/features/shadowing/offer/answer.server";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Card } from "~/kit/Card";
import { formatTime } from "~/kit/wallTime";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/diary.events.series.$seriesId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.series.title ?? "Not found"} · Common Thread` }];

/** A series, with the days on which there is none. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() => withActor(db, actor, async (trx) => ({ series: await seriesPage(trx, actor, params.seriesId, new Date()) })));
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/diary.events.series.$seriesId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, () => actOnSeries(services, actor, params.seriesId, form));
}

export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

const done = {
  started: "Started, all its days. Ask people to each of them from its own page.",
  none: "There is none that day. Those who were asked are told.",
  moved: "Moved. Those who were asked are told.",
  ended: "Ended. What was still to come is cancelled.",
};

export default function Series({ loaderData: { series }, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  useNotices(["diary"], { isBusy: handsOnForm });
  const [been, coming] = [series.events.filter(({ isOver }) => isOver), series.events.filter(({ isOver }) => !isOver)];
  return (
    <>
      <DiaryTabs />
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Learning events", to: "/diary/events" }, { label: "Series" }]} />} title={series.title} lead={`${series.every.replace(/^\w/, (letter) => letter.toUpperCase())} until ${formatTime(series.until, "date")}`} />
      <div className={styles.status}>
        <DoneLine words={done} refused={refused} />
      </div>
      {series.endedAt ? <Banner title="This series has ended">{formatTime(series.endedAt, "date")}</Banner> : null}
      <TwoColumns
        sideLabel="About it"
        side={
          <Card as="section" title="About it">
            <div className={styles.stack}>
              {series.purpose ? <p className={styles.voice}>{series.purpose}</p> : null}
              <p className={styles.quiet}>
                {series.by}, {series.organisation}
              </p>
              {series.desk ? <p>The desk meanwhile: {series.desk}</p> : null}
              <p className={styles.screen}>
                <Link to="/diary/events/turnout">Who comes to learning events</Link>
              </p>
              {series.mayPlan ? <EndSeries refused={refused} /> : null}
            </div>
          </Card>
        }
      >
        <div className={styles.stack}>
          <Card as="section" title={coming.length > 0 ? "Coming" : "Nothing is to come"}>
            <ul className={styles.rows}>
              {coming.map((event) => (
                <SeriesRow key={event.id} event={event} mayPlan={series.mayPlan} refused={refused} />
              ))}
            </ul>
          </Card>
          {been.length > 0 ? (
            <Card as="section" title="Gone by">
              <ul className={styles.rows}>
                {been.map((event) => (
                  <SeriesRow key={event.id} event={event} mayPlan={false} refused={undefined} />
                ))}
              </ul>
            </Card>
          ) : null}
        </div>
      </TwoColumns>
    </>
  );
}

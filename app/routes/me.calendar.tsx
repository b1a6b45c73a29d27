import { data, redirect } from "react-router";
import styles from "~/features/diary/calendar/calendar.module.css";
import { FeedCard } from "~/features/diary/calendar/FeedCard";
import { feedKinds, isFeedKind } from "~/features/diary/calendar/kinds";
import { makeFeed, ownFeeds, stopFeed } from "~/features/diary/calendar/feeds.server";
import { howTo } from "~/features/diary/calendar/words";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { errorCode, notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/me.calendar";

export const meta = () => [{ title: "My calendar elsewhere · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ feeds: await ownFeeds(trx, actor) }));
  });

/** The address is in this one answer and nowhere else, so it is answered with the page and not with a way to it. */
export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, config, limit } = servicesOf(context);
    const actor = actorOf(context);
    await limit("command", actor.accountId);
    const form = await request.formData();
    const kind = String(form.get("kind") ?? "");
    if (!isFeedKind(kind)) notFound();
    if (form.get("intent") === "stop") {
      await withActor(db, actor, (trx) => stopFeed(trx, actor, kind));
      return redirect("/me/calendar");
    }
    if (form.get("intent") !== "make") notFound();
    try {
      const secret = await withActor(db, actor, (trx) => makeFeed(trx, actor, kind));
      return data({ kind, address: `${config.baseUrl}/calendar/${secret}.ics`, sentence: "" });
    } catch (error) {
      if (errorCode(error) !== "conflict" || !(error instanceof Error)) throw error;
      return data({ kind, address: "", sentence: error.message }, { status: 409 });
    }
  });

export default function MyCalendar({ loaderData, actionData }: Route.ComponentProps) {
  const { feeds } = loaderData;
  return (
    <div className={styles.page}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "My page", to: "/me" }, { label: "My calendar elsewhere" }]} />} title="My calendar elsewhere" lead="See your diary in the calendar you use anyway. It looks here for changes by itself." />
      <ErrorSummary errors={actionData?.sentence ? [{ message: actionData.sentence }] : []} />
      <Banner tone="needs" title="Whoever has an address sees what is in it.">
        It holds where you are and when, and whom you meet. It never names a person you support. Keep it as you keep a key; if others may have it, make a new one.
      </Banner>
      {feedKinds.map((kind) => (
        <FeedCard key={kind} kind={kind} feed={feeds.find((feed) => feed.kind === kind)} address={actionData?.kind === kind && actionData.address ? actionData.address : undefined} />
      ))}
      <Card as="section" title="How to add it">
        <dl className={styles.how}>
          {howTo.map(({ where, how }) => (
            <div key={where}>
              <dt>{where}</dt>
              <dd>{how}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.quiet}>Google looks again every few hours up to a day, Outlook and Apple more often. What was just changed is on the pages here at once.</p>
      </Card>
    </div>
  );
}

import { Plus } from "lucide-react";
import { data, redirect } from "react-router";
import { DiaryTabs } from "~/features/diary/DiaryTabs";
import { areas } from "~/features/gaps/access.server";
import { BalanceLine } from "~/features/shadowing/balance/BalanceLine";
import { isAlerted, tellMe, tellMeNoMore } from "~/features/shadowing/find/alerts.server";
import { DayList } from "~/features/shadowing/find/DayList";
import { findFilter, findPlace, isFiltered, monthsFrom } from "~/features/shadowing/find/filter";
import { Filters } from "~/features/shadowing/find/Filters";
import styles from "~/features/shadowing/find/find.module.css";
import { marksOf } from "~/features/shadowing/find/marks";
import { NoDays } from "~/features/shadowing/find/NoDays";
import { daysFor, goingTo, hostsWhoSaidYes, monthOf, organisationsWithDays } from "~/features/shadowing/find/reads.server";
import { GoingAlready, OtherWays } from "~/features/shadowing/find/SideNotes";
import { ownWishes } from "~/features/shadowing/find/wishes-read.server";
import { canShadow } from "~/features/shadowing/policy";
import { LinkButton } from "~/kit/LinkButton";
import { MonthCalendar } from "~/kit/MonthCalendar";
import { StatusStrip } from "~/kit/StatusStrip";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { dayAt } from "~/shared/zoned";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/diary.shadow";

export const meta = () => [{ title: "Shadow days · Common Thread" }];

/** Days on offer from now on, the month around them, and what the reader has booked or asked for. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!canShadow(actor)) notFound();
    const asked = new URL(request.url).searchParams;
    const now = new Date();
    const today = dayAt(now);
    const [filter, place] = [findFilter(asked), findPlace(asked, today)];
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const list = await daysFor(trx, actor, filter, place, now);
      const month = await monthOf(trx, actor, filter, place.month, now);
      const isEmpty = place.day ? list.cards.length === 0 : month.length === 0 && place.page === 1;
      return {
        ...list,
        filter,
        place,
        today,
        marks: marksOf(month),
        isEmpty,
        suggested: isEmpty ? await hostsWhoSaidYes(trx, filter.organisation) : [],
        going: await goingTo(trx, actor),
        wishes: await ownWishes(trx, actor),
        isAlerted: await isAlerted(trx, actor),
        areas: await areas(trx),
        organisations: await organisationsWithDays(trx, filter.organisation),
      };
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/diary.shadow");

/** "Tell me when one appears", and enough of it. */
export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    if (!canShadow(actor)) notFound();
    const intent = (await request.formData()).get("intent");
    if (intent !== "tell-me" && intent !== "tell-no-more") return data({}, { status: 422 });
    await limit("diary", actor.accountId);
    await withActor(db, actor, (trx) => (intent === "tell-me" ? tellMe(trx, actor) : tellMeNoMore(trx, actor)));
    return request.headers.get("accept")?.includes("text/html") ? redirect("/diary/shadow") : { alert: intent === "tell-me" ? ("on" as const) : ("off" as const) };
  });

export default function ShadowDays({ loaderData }: Route.ComponentProps) {
  const { cards, hasMore, filter, place, today, marks, isEmpty, suggested, going, wishes, isAlerted: alerted, areas: places, organisations } = loaderData;
  const { notLive } = useNotices(["diary"]);
  return (
    <>
      <DiaryTabs />
      <PageHeader
        title="Shadow days"
        lead="Spend a morning or afternoon alongside someone who does this work."
        actions={
          <>
            <LinkButton to="/diary/shadow/mine">Days I host</LinkButton>
            <LinkButton to="/diary/shadow/offer" icon={<Plus />}>
              Offer a day
            </LinkButton>
          </>
        }
      />
      <Filters filter={filter} month={place.month} areas={places} organisations={organisations} />
      <p className={styles.toMonth}>
        <a href="#month">Choose from a month</a>
      </p>
      {notLive ? <StatusStrip tone="info">Not live at the moment. Places change when the connection is back.</StatusStrip> : null}
      <TwoColumns
        sideLabel="By month"
        side={
          <>
            <div id="month" className={styles.month}>
              <MonthCalendar month={place.month} day={place.day || undefined} today={today} marks={marks} {...monthsFrom(today)} note="A dot means there is a place that day; a ring means it is full." />
            </div>
            <GoingAlready going={going} />
            <OtherWays isAlerted={isEmpty ? undefined : alerted} wishes={wishes} />
            <BalanceLine />
          </>
        }
      >
        <div className={styles.main}>
          {isEmpty ? <NoDays filter={filter} place={place} suggested={suggested} isAlerted={alerted} /> : null}
          {cards.length > 0 || (!isEmpty && !isFiltered(filter)) ? <DayList cards={cards} hasMore={hasMore} filter={filter} place={place} /> : null}
        </div>
      </TwoColumns>
    </>
  );
}

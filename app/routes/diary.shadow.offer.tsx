import { data } from "react-router";
import { areas } from "~/features/gaps/access.server";
import { grantWish, offerDays } from "~/features/shadowing/commands.server";
import { findWish } from "~/features/shadowing/find/wishes-read.server";
import { answered, attempted, said, typedIn } from "~/features/shadowing/offer/answer.server";
import { daysOf, offerIn } from "~/features/shadowing/offer/form.server";
import { newcomersOf } from "~/features/shadowing/offer/newcomers.server";
import { OfferForm } from "~/features/shadowing/offer/OfferForm";
import styles from "~/features/shadowing/offer/offer.module.css";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { canShadow } from "~/features/shadowing/policy";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actorOf, servicesOf } from "~/shared/services.server";
import { dayAt, isDay } from "~/shared/zoned";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/diary.shadow.offer";

export const meta = () => [{ title: "Offer a day · Common Thread" }];

/** `?wish=` says yes to somebody who asked; `?date=`, `?part=` and `?handover=1` fill in what is known. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!canShadow(actor)) notFound();
    const asked = new URL(request.url).searchParams;
    const [date, part, wishId] = [asked.get("date") ?? "", asked.get("part") ?? "", asked.get("wish")];
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const wish = isId(wishId) ? await findWish(trx, actor, wishId) : undefined;
      return {
        areas: await areas(trx),
        newcomers: await newcomersOf(trx, actor),
        today: dayAt(new Date()),
        start: { date: isDay(date) ? date : "", part: part === "day" ? "times" : part, newcomer: asked.has("handover") },
        wish: wish && !wish.answer && !wish.isOver ? { by: wish.by, line: wish.line } : undefined,
      };
    });
  });

/** Offers it; or looks at the days of its repeat, and gives the form back with them. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const wishId = new URL(request.url).searchParams.get("wish");
  if (said(form, "intent") === "look") {
    return attempted(form, async () => {
      if (!canShadow(actor)) notFound();
      await limit("diary", actor.accountId);
      const days = await withActor(db, actor, (trx) => daysOf(trx, offerIn(form)));
      return data({ ...typedIn(form), sentence: "", fields: {}, days });
    });
  }
  return answered(form, async () => {
    if (!canShadow(actor)) notFound();
    await limit("diary", actor.accountId);
    const { dayIds } = await withActor(db, actor, async (trx) => {
      const made = await offerDays(trx, actor, offerIn(form));
      if (isId(wishId)) await grantWish(trx, actor, wishId, { dayId: made.dayIds[0] ?? "" });
      return made;
    });
    if (isId(wishId)) return `/diary/shadow/wishes/${wishId}?done=yes`;
    return `/diary/shadow/mine?done=${dayIds.length === 1 ? "offered" : "offered_many"}#day-${dayIds[0]}`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function OfferADay({ loaderData, actionData }: Route.ComponentProps) {
  const { wish, ...rest } = loaderData;
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Shadow days", to: "/diary/shadow" }, { label: "Offer a day" }]} />} title="Offer a day" lead="A morning, an afternoon or a day alongside you. You say yes to each person who asks." />
      {wish ? (
        <Banner tone="people" title={`${wish.by} asked for it`}>
          {wish.line}
        </Banner>
      ) : null}
      <OfferForm {...rest} refused={actionData} isForWish={wish !== undefined} />
    </div>
  );
}

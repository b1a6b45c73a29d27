import { redirect } from "react-router";
import { answered, said } from "~/features/gaps/group/answer.server";
import { markOpened } from "~/features/inbox/seen.server";
import { actOnBooking } from "~/features/shadowing/book/booking-acts.server";
import { bookingPage } from "~/features/shadowing/book/booking-page.server";
import { BookingPage, type Shown } from "~/features/shadowing/book/BookingPage";
import { bookingDone } from "~/features/shadowing/book/done";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.shadow.bookings.$bookingId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? `Shadow day with ${loaderData.shown.day.host}` : "Not found"} · Common Thread` }];

/** Opening it is enough for most news about it. While somebody still decides, the page is the day's. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const actor = actorOf(context);
  return guarded(() =>
    withActor(servicesOf(context).db, actor, async (trx) => {
      const shown = await bookingPage(trx, actor, params.bookingId);
      if (shown.side === "guest" && shown.booking.state === "held") throw redirect(`/diary/shadow/${shown.day.id}`);
      await markOpened(trx, actor, { bookingId: shown.booking.id });
      return { shown, done: bookingDone(new URL(request.url).searchParams, { guest: shown.booking.guest, host: shown.day.host }) };
    }),
  );
}

export const clientLoader = keepShown<{ shown: Shown; done: string | undefined }>("routes/diary.shadow.bookings.$bookingId");

/** What either side does: answers, changes, cancels, writes, looks back. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("diary", actor.accountId);
    return withActor(db, actor, (trx) => actOnBooking(trx, actor, params.bookingId, (name) => said(form, name)));
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

/** A refusal means that the other side was quicker: the page is asked again. */
export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function ShadowBooking({ loaderData, actionData }: Route.ComponentProps) {
  return <BookingPage key={loaderData.shown.booking.id} {...loaderData} refused={actionData} />;
}

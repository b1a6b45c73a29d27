import { Plus } from "lucide-react";
import { Link } from "react-router";
import { areas } from "~/features/gaps/access.server";
import { addDay, cancelDay, changeDay, rewordOffer } from "~/features/shadowing/commands.server";
import { DoneLine } from "~/features/shadowing/find/DoneLine";
import { wishesToAnswer } from "~/features/shadowing/find/wishes-read.server";
import { wishWords } from "~/features/shadowing/find/WishView";
import { answered, said } from "~/features/shadowing/offer/answer.server";
import { placesIn, wordsIn } from "~/features/shadowing/offer/form.server";
import { HostedOfferCard } from "~/features/shadowing/offer/HostedOfferCard";
import { hostedBy } from "~/features/shadowing/offer/mine.server";
import styles from "~/features/shadowing/offer/mine.module.css";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { canShadow } from "~/features/shadowing/policy";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { AppError, notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/diary.shadow.mine";

export const meta = () => [{ title: "Days I host · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({
      offers: await hostedBy(trx, actor, new Date()),
      wishes: await wishesToAnswer(trx, actor),
      areas: await areas(trx),
    }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/diary.shadow.mine");

/** Changes one day, cancels it, adds one, or puts an offer in other words. Never leads to a part of the page: on the way to one nothing is asked anew. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const [intent, dayId] = [said(form, "intent"), said(form, "dayId")];
  const times = { date: said(form, "date"), from: said(form, "from"), until: said(form, "until"), places: placesIn(form) };
  return answered(form, async () => {
    if (!canShadow(actor)) notFound();
    await limit("diary", actor.accountId);
    return withActor(db, actor, async (trx) => {
      if (intent === "change") return `?done=${(await changeDay(trx, actor, dayId, times)).moved ? "moved" : "changed"}`;
      if (intent === "cancel") return `?done=${(await cancelDay(trx, actor, dayId, { line: said(form, "line") })).told > 0 ? "cancelled_told" : "cancelled"}`;
      if (intent === "add") {
        await addDay(trx, actor, dayId, times);
        return "?done=added";
      }
      if (intent !== "reword") throw new AppError("wrong_entry", "Choose what to change.");
      await rewordOffer(trx, actor, dayId, wordsIn(form));
      return "?done=reworded";
    }).then((where) => `/diary/shadow/mine${where}`);
  });
}

const done = {
  offered: "Offered. It is in the list, and we tell you when somebody asks.",
  offered_many: "Offered, all its days. They are in the list, and we tell you when somebody asks.",
  changed: "Changed.",
  moved: "Changed. Whoever comes is told of the new time.",
  cancelled: "Cancelled.",
  cancelled_told: "Cancelled. Whoever comes, asks or waits is told.",
  added: "Added one day.",
  reworded: "Saved.",
};

/** Somebody who fills in a form is not moved by others. */
const isBusy = () => Boolean(document.activeElement?.closest("main form"));

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function DaysIHost({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const { offers, wishes, areas: places } = loaderData;
  useNotices(["diary"], { isBusy });
  return (
    <div className={styles.page}>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Shadow days", to: "/diary/shadow" }, { label: "Days I host" }]} />}
        title="Days I host"
        lead="Who comes, and everything you may want to change."
        actions={
          <LinkButton to="/diary/shadow/offer" variant="primary" icon={<Plus />}>
            Offer a day
          </LinkButton>
        }
      />
      <DoneLine words={done} refused={refused} />
      {wishes.length > 0 ? (
        <Card as="section" title="Asked of you" stripe="gorse">
          <ul className={styles.wishes}>
            {wishes.map((wish) => (
              <li key={wish.id}>
                <Link to={`/diary/shadow/wishes/${wish.id}`}>
                  {wish.by}, {wish.organisation}
                </Link>{" "}
                asks for a day: {wishWords(wish).replace(/^[A-Z]/, (letter) => letter.toLowerCase())}.
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {offers.length === 0 ? (
        <EmptyState title="You host no day at the moment" action={<LinkButton to="/diary/shadow/offer">Offer a half day</LinkButton>}>
          One morning alongside you tells a colleague more than a leaflet. You choose who comes.
        </EmptyState>
      ) : null}
      {offers.map((offer) => (
        <HostedOfferCard key={offer.id} offer={offer} areas={places} refused={refused} />
      ))}
    </div>
  );
}

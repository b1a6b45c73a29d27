import { markOpened } from "~/features/inbox/seen.server";
import { declineWish, grantWish, takeBackWish } from "~/features/shadowing/commands.server";
import { DoneLine } from "~/features/shadowing/find/DoneLine";
import styles from "~/features/shadowing/find/find.module.css";
import { canAnswerWish, daysToGive, findWish } from "~/features/shadowing/find/wishes-read.server";
import { WishView } from "~/features/shadowing/find/WishView";
import { answered, said } from "~/features/shadowing/offer/answer.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { formatTime } from "~/kit/wallTime";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { AppError } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/diary.shadow.wishes.$wishId";

export const meta = () => [{ title: "A day asked for · Common Thread" }];

/** Both sides see it; opening it is enough for news of an answer. */
export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const wish = await findWish(trx, actor, params.wishId);
      await markOpened(trx, actor, { wishId: wish.id });
      const isMine = wish.accountId === actor.accountId;
      const answer = canAnswerWish(actor, wish) && !isMine;
      return { wish, days: answer && !wish.answer ? await daysToGive(trx, actor, wish) : [], abilities: { answer, takeBack: isMine } };
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/diary.shadow.wishes.$wishId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const of = (name: string) => said(form, name);
  const { wishId } = params;
  return answered(form, async () => {
    await limit("diary", actor.accountId);
    const about = of("about");
    await withActor(db, actor, async (trx) => {
      await findWish(trx, actor, wishId);
      if (about === "yes") return grantWish(trx, actor, wishId, { dayId: of("dayId"), line: of("line") });
      if (about === "no") return declineWish(trx, actor, wishId, { line: of("line") });
      if (about === "take-back") return takeBackWish(trx, actor, wishId);
      throw new AppError("wrong_entry", "Choose what to answer.");
    });
    return `/diary/shadow/wishes/${wishId}?done=${about}`;
  });
}

const done = { asked: "Asked. Their answer comes to your Today.", yes: "They are told, with the day.", no: "They are told.", "take-back": "Taken back." };

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function WishPage({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const { wish, days, abilities } = loaderData;
  useNotices(["diary"]);
  const asked = abilities.takeBack ? `You asked ${wish.hosts.join(" and ") || wish.hostPost} for a day` : `${wish.by} asks for a day`;
  return (
    <div className={styles.narrow}>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Shadow days", to: "/diary/shadow" }, { label: "A day asked for" }]} />}
        title={asked}
        lead={`${abilities.takeBack ? wish.hostOrganisation : wish.organisation} · ${formatTime(wish.at, "day")}`}
      />
      <DoneLine words={done} refused={refused} />
      <WishView wish={wish} days={days} abilities={abilities} refused={refused} />
    </div>
  );
}

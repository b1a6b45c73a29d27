import { askForDay } from "~/features/shadowing/commands.server";
import { AskForm } from "~/features/shadowing/find/AskForm";
import { whomToAsk } from "~/features/shadowing/find/ask.server";
import styles from "~/features/shadowing/find/find.module.css";
import { answered, said } from "~/features/shadowing/offer/answer.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { canShadow } from "~/features/shadowing/policy";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { dayAt } from "~/shared/zoned";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/diary.shadow.ask";

export const meta = () => [{ title: "Ask for a day · Common Thread" }];

/** `?post=` chooses somebody, `?organisation=` their colleagues; without either, whoever has said yes before. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    const asked = new URL(request.url).searchParams;
    const whom = { post: asked.get("post") ?? "", organisation: asked.get("organisation") ?? "" };
    return withActor(servicesOf(context).db, actor, async (trx) => ({ ...(await whomToAsk(trx, actor, whom)), today: dayAt(new Date()) }));
  });

export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const of = (name: string) => said(form, name);
  return answered(form, async () => {
    if (!canShadow(actor)) notFound();
    await limit("diary", actor.accountId);
    const { wishId } = await withActor(db, actor, (trx) => askForDay(trx, actor, { hostPostId: of("hostPostId"), on: of("on"), part: of("part"), line: of("line") }));
    return `/diary/shadow/wishes/${wishId}?done=asked`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function AskForDay({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Shadow days", to: "/diary/shadow" }, { label: "Ask for a day" }]} />} title="Ask for a day" lead="For a day that is not on offer. They say yes with a day, or that they can’t just now." />
      <AskForm {...loaderData} refused={actionData} />
    </div>
  );
}

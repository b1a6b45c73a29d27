import { answered, said } from "~/features/gaps/group/answer.server";
import { actOnHandover, noticeFrom, openFrom } from "~/features/relationships/handover/acts.server";
import styles from "~/features/relationships/handover/handover.module.css";
import { handoverPage, ownOpenHandover, startPage } from "~/features/relationships/handover/page.server";
import { Frame } from "~/features/relationships/handover/pages/Frame";
import { HandoverPage } from "~/features/relationships/handover/pages/HandoverPage";
import { StartForm } from "~/features/relationships/handover/pages/StartForm";
import { handoverDone } from "~/features/relationships/handover/done";
import { LastDay } from "~/features/relationships/leaving/LastDay";
import { markOpened } from "~/features/inbox/seen.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { useOnline } from "~/kit/useOnline";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/me.handover";

export const meta = () => [{ title: "My handover · Common Thread" }];

/** One's own handover that is under way, else what one needs to open one. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    const checking = new URL(request.url).searchParams.has("check");
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const start = await startPage(trx, actor);
      const handoverId = await ownOpenHandover(trx, actor);
      if (!handoverId) return { start, shown: undefined, checking };
      await markOpened(trx, actor, { handoverId });
      return { start: undefined, shown: await handoverPage(trx, actor, handoverId), checking };
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/me.handover");

/** Opens it, and then everything that is done with it. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const read = (name: string) => said(form, name);
  return answered(form, async () => {
    await limit("command", actor.accountId);
    return withActor(db, actor, async (trx) => {
      if (read("intent") === "open") {
        await startPage(trx, actor);
        await openFrom(trx, actor, read);
        return "/me/handover?done=opened";
      }
      if (read("intent").startsWith("notice")) return `/me/handover?done=${await noticeFrom(trx, actor, (name) => (name === "accountId" ? "" : read(name)))}`;
      const handoverId = (await ownOpenHandover(trx, actor)) ?? notFound();
      return `/me/handover?done=${await actOnHandover(trx, actor, handoverId, read)}`;
    });
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function MyHandover({ loaderData: { start, shown, checking }, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const online = useOnline();
  if (shown) return <HandoverPage shown={shown} base="/me/handover" checking={checking} refused={refused} />;
  return (
    <div className={styles.page}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "My page", to: "/me" }, { label: "Handover" }]} />} title="Hand over my post" lead="Everything your post holds, and where each thing goes. Nobody is told before you send it." />
      <Frame words={handoverDone} refused={refused} online={online}>
        <div className={styles.stack}>
          <StartForm {...start} refused={refused} online={online} />
          <div className={styles.narrow}>
            <LastDay posts={start.posts} today={start.today} refused={refused} online={online} />
          </div>
        </div>
      </Frame>
    </div>
  );
}

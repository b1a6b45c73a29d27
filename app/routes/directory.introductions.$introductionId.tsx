import { markOpened } from "~/features/inbox/seen.server";
import { declineIntroduction, giveIntroductionBack, makeIntroduction, takeIntroduction, withdrawIntroduction } from "~/features/relationships/commands.server";
import { IntroductionView } from "~/features/relationships/introductions/IntroductionView";
import { findIntroduction } from "~/features/relationships/introductions/access.server";
import { introductionPage } from "~/features/relationships/introductions/reads.server";
import { introductionStates } from "~/features/relationships/words";
import styles from "~/features/relationships/organisation/organisation.module.css";
import { DoneLine } from "~/features/shadowing/find/DoneLine";
import { answered, said } from "~/features/shadowing/offer/answer.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Tag } from "~/kit/Tag";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { AppError } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.introductions.$introductionId";

export const meta = () => [{ title: "An introduction · Common Thread" }];

/** Everybody who acts reads it; opening it is enough for news of an answer. */
export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const page = await introductionPage(trx, actor, params.introductionId);
      await markOpened(trx, actor, { introductionId: page.introduction.id });
      return page;
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/directory.introductions.$introductionId");

const acts = { take: takeIntroduction, make: makeIntroduction, giveBack: giveIntroductionBack, decline: declineIntroduction, withdraw: withdrawIntroduction };

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const { introductionId } = params;
  return answered(form, async () => {
    await limit("command", actor.accountId);
    const about = said(form, "about");
    await withActor(db, actor, async (trx) => {
      await findIntroduction(trx, actor, introductionId);
      if (!Object.hasOwn(acts, about)) throw new AppError("wrong_entry", "Choose what to do.");
      const act = acts[about as keyof typeof acts];
      await act(trx, actor, introductionId, { version: Number(said(form, "version")) || 0, line: said(form, "line") });
    });
    return `/directory/introductions/${introductionId}?done=${about}`;
  });
}

const done = {
  asked: "Asked. Whoever knows them is told; their answer comes to your Today.",
  take: "You take it on. They are told.",
  make: "Introduced. A tie is proposed, and both are told.",
  giveBack: "Given back. Others can take it on.",
  decline: "They are told.",
  withdraw: "Taken back.",
};

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function IntroductionPage({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const { introduction } = loaderData;
  useNotices(["ties"]);
  return (
    <div className={styles.narrow}>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Introductions", to: "/directory/introductions" }, { label: introduction.wanted }]} />}
        title={`${introduction.asker} would like to meet ${introduction.wanted}`}
        lead={
          <span className={styles.standing}>
            <Tag>{introductionStates[introduction.state]}</Tag>
          </span>
        }
      />
      <DoneLine words={done} refused={refused} />
      <IntroductionView {...loaderData} refused={refused} />
    </div>
  );
}

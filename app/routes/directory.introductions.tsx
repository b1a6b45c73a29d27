import { findOrganisation } from "~/features/people/access.server";
import { askForIntroduction } from "~/features/relationships/commands.server";
import { DirectoryTabs } from "~/features/relationships/DirectoryTabs";
import { AskIntroduction } from "~/features/relationships/introductions/AskIntroduction";
import { IntroductionLists } from "~/features/relationships/introductions/IntroductionLists";
import { introductionsFor } from "~/features/relationships/introductions/reads.server";
import { organisationsLike } from "~/features/relationships/map/map.server";
import { LessUsed } from "~/features/relationships/organisation/LessUsed";
import styles from "~/features/relationships/organisation/organisation.module.css";
import { canSeeTies } from "~/features/relationships/policy";
import { lessUsed, whoKnows } from "~/features/relationships/reach/reading.server";
import { answered, said } from "~/features/shadowing/offer/answer.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { StrayErrors } from "~/kit/StrayErrors";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/directory.introductions";

export const meta = () => [{ title: "Introductions · Common Thread" }];

/** What waits for a word; `?wanted=` asks to meet somebody, `?words=` finds whom. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const asked = new URL(request.url).searchParams;
    const words = (asked.get("words") ?? "").trim().slice(0, 100);
    if (words) await limit("search", actor.accountId);
    return withActor(db, actor, async (trx) => {
      const lists = await introductionsFor(trx, actor);
      const wantedId = asked.get("wanted");
      const wanted = wantedId ? await findOrganisation(trx, actor, wantedId) : undefined;
      return {
        lists,
        words,
        found: await organisationsLike(trx, actor, words),
        wanted: wanted ? { id: wanted.id, name: wanted.name, knowers: await whoKnows(trx, actor, wanted.id) } : undefined,
        lessUsed: await lessUsed(trx, actor, 5),
      };
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/directory.introductions");

export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    if (!canSeeTies(actor)) notFound();
    await limit("command", actor.accountId);
    const { introductionId } = await withActor(db, actor, (trx) => askForIntroduction(trx, actor, { wantedId: said(form, "wantedId"), line: said(form, "line") }));
    return `/directory/introductions/${introductionId}?done=asked`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function Introductions({ loaderData, actionData }: Route.ComponentProps) {
  const { lists, words, found, wanted, lessUsed: suggested } = loaderData;
  const refused = useRefused(actionData);
  useNotices(["ties"]);
  return (
    <div className={styles.page}>
      <DirectoryTabs />
      <PageHeader title="Introductions" lead="A word with somebody you do not know yet, through somebody who does." />
      <StrayErrors refused={refused} />
      <TwoColumns side={<LessUsed rows={suggested} />}>
        <div className={styles.main}>
          <AskIntroduction key={wanted?.id ?? ""} wanted={wanted} words={words} found={found} refused={refused} />
          <IntroductionLists lists={lists} />
        </div>
      </TwoColumns>
    </div>
  );
}

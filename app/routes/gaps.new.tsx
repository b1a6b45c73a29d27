import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { refusedEntry } from "~/features/case-notes/form.server";
import { areas } from "~/features/gaps/access.server";
import { mostLetters } from "~/features/gaps/board/amounts";
import styles from "~/features/gaps/board/board.module.css";
import { newGapForm } from "~/features/gaps/board/form.server";
import { sentOrKept } from "~/features/gaps/board/notSent";
import { PostForm } from "~/features/gaps/board/PostForm";
import { addressAfterPosting } from "~/features/gaps/board/posted";
import { postGap } from "~/features/gaps/commands.server";
import { canActOnGaps } from "~/features/gaps/policy";
import { tooMany } from "~/features/people/too-many.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps.new";

export const meta = () => [{ title: "Post a gap · Common Thread" }];

export function loader({ context, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  const area = asked.get("area");
  return guarded(async () => {
    if (!canActOnGaps(actor)) notFound();
    return { areas: await withActor(db, actor, areas), sentence: (asked.get("sentence") ?? "").slice(0, mostLetters.sentence), areaId: isId(area) ? area : "" };
  });
}

export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return guarded(async () => {
    if (!canActOnGaps(actor)) notFound();
    const submission = parseWithZod(form, { schema: newGapForm });
    if (submission.status !== "success") return data(submission.reply(), { status: 422 });
    const refusal = await tooMany(() => limit("gap", actor.accountId));
    if (refusal) return data(submission.reply({ formErrors: [refusal] }), { status: 429 });
    const posted = await withActor(db, actor, (trx) => postGap(trx, actor, submission.value)).catch((error: unknown) => refusedEntry(submission, error));
    if (!("gapId" in posted)) return posted;
    return redirect(addressAfterPosting({ ...posted, flagged: posted.flagged.length > 0 }));
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function NewGap({ loaderData, actionData }: Route.ComponentProps) {
  const { areas: known, sentence, areaId } = loaderData;
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: "Post a gap" }]} />} title="Post a gap" lead="If you said “there is nothing for that” this week, others may have too. Never name a person you support." />
      <PostForm areas={known} start={{ sentence, areaId }} lastResult={actionData} />
    </div>
  );
}

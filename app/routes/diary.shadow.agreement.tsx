import { answered, said } from "~/features/gaps/group/answer.server";
import { agreementPage } from "~/features/shadowing/book/agreement.server";
import { AgreementPage } from "~/features/shadowing/book/AgreementPage";
import { rewriteTerms } from "~/features/shadowing/commands.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.shadow.agreement";

export const meta: Route.MetaFunction = () => [{ title: "Confidentiality on shadow days · Common Thread" }];

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = actorOf(context);
  return guarded(async () => ({
    shown: await withActor(servicesOf(context).db, actor, (trx) => agreementPage(trx, actor)),
    done: new URL(request.url).searchParams.get("done") === "saved" ? "Saved. Everybody agrees anew before their next booking." : undefined,
  }));
}

/** A facilitator puts it in other words; the words as they were are kept. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("command", actor.accountId);
    await withActor(db, actor, (trx) => rewriteTerms(trx, actor, { text: said(form, "text"), version: Number(said(form, "version")) }));
    return "/diary/shadow/agreement?done=saved";
  });
}

/** A refusal means that somebody else changed the words first: theirs are shown beside what was typed. */
export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function ShadowAgreement({ loaderData, actionData }: Route.ComponentProps) {
  return <AgreementPage {...loaderData} refused={actionData} />;
}

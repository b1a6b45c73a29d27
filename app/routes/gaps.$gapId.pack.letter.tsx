import { findGap } from "~/features/gaps/access.server";
import { answered, said } from "~/features/gaps/group/answer.server";
import { writeLetter } from "~/features/gaps/pack/commands.server";
import { LetterForm } from "~/features/gaps/pack/LetterForm";
import { lettersOf } from "~/features/gaps/pack/letters.server";
import { actingSeat } from "~/features/gaps/policy";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps.$gapId.pack.letter";

export const meta: Route.MetaFunction = () => [{ title: "Letter of support · Common Thread" }];

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      const seat = actingSeat(actor);
      const own = (await lettersOf(trx, actor, gap.id)).find((one) => one.organisationId === seat?.organisationId);
      return {
        gap: { id: gap.id, sentence: gap.sentence },
        signer: { name: actor.name, post: seat?.postTitle ?? "", organisation: seat?.organisationName ?? "" },
        line: own?.mayEnd ? own.line : "",
        taken: own && !own.mayEnd ? own.name : undefined,
      };
    }),
  );
}

/** Signs a letter of support for the organisation one acts for. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("command", actor.accountId);
    const { flagged } = await withActor(db, actor, (trx) => writeLetter(trx, actor, params.gapId, { line: said(form, "line") }));
    return `/gaps/${params.gapId}/pack?done=${flagged.length > 0 ? "signed_flagged" : "signed"}`;
  });
}

export default function Letter({ loaderData, actionData }: Route.ComponentProps) {
  const { id, sentence } = loaderData.gap;
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: sentence, to: `/gaps/${id}` }, { label: "Demand pack", to: `/gaps/${id}/pack` }, { label: "Letter of support" }]} />}
        title="Letter of support"
        lead="One from each organisation. It stands in the demand pack, signed by you."
      />
      <LetterForm {...loaderData} refused={useRefused(actionData)} />
    </>
  );
}

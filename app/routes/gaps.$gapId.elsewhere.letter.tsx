import { findGap } from "~/features/gaps/access.server";
import { HandedLetter } from "~/features/gaps/elsewhere/HandedLetter";
import { handedLetterOf } from "~/features/gaps/elsewhere/handed.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.$gapId.elsewhere.letter";

export const meta: Route.MetaFunction = () => [{ title: "Letter to hand over · Common Thread" }];

/** The letter for an organisation that one has invited and that has nobody here. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const to = new URL(request.url).searchParams.get("to") ?? "";
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      return { gap: { id: gap.id, sentence: gap.sentence }, ...(await handedLetterOf(trx, actor, gap, to)) };
    }),
  );
}

export default function ElsewhereLetter({ loaderData }: Route.ComponentProps) {
  return <HandedLetter {...loaderData} />;
}

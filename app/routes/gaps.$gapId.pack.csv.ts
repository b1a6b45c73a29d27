import { findGap } from "~/features/gaps/access.server";
import { packCsv, packFileName } from "~/features/gaps/pack/csv.server";
import { packOf } from "~/features/gaps/pack/pack.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.$gapId.pack.csv";

/** The demand pack as a table for a funding form. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      const pack = await packOf(trx, actor, gap.id);
      if ("waits" in pack) return text("This pack waits for a look: its sentence may name someone.\n", { status: 409, type: "text/plain" });
      return text(packCsv(pack), { type: "text/csv", name: packFileName(pack.sentence) });
    }),
  );
}

/** That nothing of it is stored on the way, nor read as something else, the server says of every answer. */
function text(words: string, { status = 200, type, name }: { status?: number; type: string; name?: string }): Response {
  const headers = { "Content-Type": `${type}; charset=utf-8`, ...(name ? { "Content-Disposition": `attachment; filename="${name}"` } : {}) };
  return new Response(words, { status, headers });
}

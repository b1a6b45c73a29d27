import { data } from "react-router";
import { decideUnsent } from "~/features/case-notes/editor/late-words.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.notes.$noteId.late-words";

/** One's own words that were never saved: thrown away, or handed to the data lead. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const [documentId, decision, words] = ["document", "decision", "words"].map((name) => String(form.get(name) ?? ""));
  return guarded(async () => {
    await limit("command", actor.accountId);
    await withActor(db, actor, (trx) => decideUnsent(trx, actor, { documentId: documentId ?? "", decision: decision ?? "", words: words ?? "" }));
    return new Response(null, { status: 204 });
  });
}

/** There is nothing to look at here. */
export function loader() {
  throw data(null, { status: 404 });
}

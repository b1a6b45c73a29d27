import { markDone } from "~/features/inbox/seen.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/inbox.done";

export const loader = () => guarded(async () => notFound());

/** Done, said by a page that stays as it is. */
export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    await limit("command", actor.accountId);
    const item = (await request.formData()).get("item");
    await withActor(db, actor, (trx) => markDone(trx, actor, String(item ?? "")));
    return Response.json({ done: true });
  });

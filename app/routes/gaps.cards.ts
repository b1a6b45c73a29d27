import { askedCards } from "~/features/gaps/board/changed.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.cards";

/** Cards alone, for a board that is open: those it heard of, or the next of a column. */
export function loader({ context, request }: Route.LoaderArgs) {
  const asked = new URL(request.url).searchParams;
  return guarded(async () => Response.json(await askedCards(servicesOf(context), actorOf(context), asked)));
}

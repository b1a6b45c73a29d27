import { actorContext } from "~/shared/services.server";
import type { Route } from "./+types/me.here";

/** Somebody is at the page, though it asks for nothing: being asked who they are notes it. */
export function loader({ context }: Route.LoaderArgs) {
  return new Response(null, { status: context.get(actorContext) ? 204 : 401 });
}

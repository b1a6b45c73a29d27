import { redirect } from "react-router";
import { actorContext } from "~/shared/services.server";
import type { Route } from "./+types/home";

/** The front door: Today for those who are signed in, otherwise the way to sign in. */
export function loader({ context }: Route.LoaderArgs) {
  throw redirect(context.get(actorContext) ? "/today" : "/sign-in");
}

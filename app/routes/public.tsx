import { Outlet, useMatches } from "react-router";
import { networkOf } from "~/features/people/network.server";
import { actorContext, servicesOf } from "~/shared/services.server";
import { PublicShell } from "~/shell/PublicShell";
import type { Route } from "./+types/public";

export async function loader({ context }: Route.LoaderArgs) {
  const network = await networkOf(servicesOf(context).db);
  return { demonstration: network?.kind === "demonstration", homeTo: context.get(actorContext) ? "/today" : "/sign-in" };
}

/** Pages for people without an account, or not signed in yet. A page to read asks for room with `handle.wide`. */
export default function Public({ loaderData }: Route.ComponentProps) {
  const isWide = useMatches().some(({ handle }) => typeof handle === "object" && handle !== null && "wide" in handle);
  return (
    <PublicShell demonstration={loaderData.demonstration} homeTo={loaderData.homeTo} width={isWide ? "wide" : "narrow"}>
      <Outlet />
    </PublicShell>
  );
}

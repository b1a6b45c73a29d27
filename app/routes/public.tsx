import { Outlet } from "react-router";
import { networkOf } from "~/features/people/network.server";
import { servicesOf } from "~/shared/services.server";
import { PublicShell } from "~/shell/PublicShell";
import type { Route } from "./+types/public";

export async function loader({ context }: Route.LoaderArgs) {
  const network = await networkOf(servicesOf(context).db);
  return { demonstration: network?.kind === "demonstration", networkName: network?.name };
}

export default function Public({ loaderData }: Route.ComponentProps) {
  return (
    <PublicShell demonstration={loaderData.demonstration}>
      <Outlet />
    </PublicShell>
  );
}

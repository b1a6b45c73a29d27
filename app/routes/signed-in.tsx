import { Outlet, redirect, useSubmit } from "react-router";
import { initialsOf } from "~/kit/Avatar";
import { networkOf } from "~/features/people/network.server";
import { sessionLife } from "~/features/people/session-life";
import { shortName } from "~/shared/actor";
import { actorContext, servicesOf } from "~/shared/services.server";
import { AppShell, DirectoryIcon, IdleCover, PeopleIcon, TodayIcon } from "~/shell";
import type { Route } from "./+types/signed-in";

/** Everything below is for people who are signed in; the others are shown the way, and come back after it. */
export const middleware: Route.MiddlewareFunction[] = [
  ({ context, request }) => {
    if (context.get(actorContext)) return;
    const { pathname, search } = new URL(request.url);
    throw redirect(`/sign-in?${new URLSearchParams({ then: pathname + search })}`);
  },
];

export async function loader({ context }: Route.LoaderArgs) {
  const actor = context.get(actorContext);
  if (!actor) throw redirect("/sign-in");
  const network = await networkOf(servicesOf(context).db);
  return {
    person: { shortName: shortName(actor.name), initials: initialsOf(actor.name) },
    firstName: actor.name.split(" ")[0] ?? actor.name,
    device: actor.device,
    demonstration: network?.kind === "demonstration",
  };
}

const nav = [
  { to: "/today", label: "Today", icon: TodayIcon },
  { to: "/people", label: "People", icon: PeopleIcon },
  { to: "/directory", label: "Directory", icon: DirectoryIcon },
];

export default function SignedIn({ loaderData }: Route.ComponentProps) {
  const { device, person, firstName, demonstration } = loaderData;
  const submit = useSubmit();
  return (
    <IdleCover
      coverAfterMinutes={sessionLife.coverMinutes[device]}
      signOutAfterMinutes={sessionLife.idleMinutes[device]}
      isShared={device === "shared"}
      firstName={firstName}
      onSignOut={() => void submit(null, { method: "post", action: "/sign-out" })}
    >
      <AppShell nav={nav} person={person} demonstration={demonstration}>
        <Outlet />
      </AppShell>
    </IdleCover>
  );
}

import { Outlet, redirect, type ShouldRevalidateFunctionArgs, useSubmit } from "react-router";
import { Uncover } from "~/features/people/components/Uncover";
import { useHeartbeat } from "~/features/people/components/useHeartbeat";
import { useHeaderSearch } from "~/features/case-notes/components/useHeaderSearch";
import { initialsOf } from "~/kit/Avatar";
import { networkOf } from "~/features/people/network.server";
import { passkeysOf } from "~/features/people/passkeys.server";
import { canReadOutbox, canSeeTeam } from "~/features/people/policy";
import { sessionLife } from "~/features/people/session-life";
import { shortName } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { actorContext, coveredContext, servicesOf } from "~/shared/services.server";
import { AppShell, DirectoryIcon, IdleCover, PeopleIcon, TodayIcon } from "~/shell";
import { isCovered, lastActive } from "~/shell/idleClock";
import type { Route } from "./+types/signed-in";

/** Everything below is for people who are signed in; the others are shown the way, and come back after it. */
export const middleware: Route.MiddlewareFunction[] = [
  ({ context, request }) => {
    if (context.get(actorContext)) return;
    const { pathname, searchParams } = new URL(request.url);
    // What somebody searched for can be a name, and browsers keep addresses.
    searchParams.delete("q");
    const way = context.get(coveredContext) ? "/covered" : "/sign-in";
    throw redirect(`${way}?${new URLSearchParams({ then: searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname })}`);
  },
];

export async function loader({ context }: Route.LoaderArgs) {
  const actor = context.get(actorContext);
  if (!actor) throw redirect("/sign-in");
  const { db } = servicesOf(context);
  const network = await networkOf(db);
  const passkeys = await withActor(db, actor, (trx) => passkeysOf(trx, actor.accountId));
  return {
    menu: [
      { to: "/me", label: "My page" },
      ...(canSeeTeam(actor) ? [{ to: "/team", label: "Team" }] : []),
      ...(canReadOutbox(actor) ? [{ to: "/outbox", label: "Outbox" }] : []),
      { to: "/help", label: "Help" },
    ],
    hasPasskey: passkeys.length > 0,
    person: { shortName: shortName(actor.name), initials: initialsOf(actor.name) },
    firstName: actor.name.split(" ")[0] ?? actor.name,
    device: actor.device,
    demonstration: network?.kind === "demonstration",
  };
}

/** An open note asks only for itself again: it knows how to stay when nobody answers. */
export const shouldRevalidate = ({ currentUrl, nextUrl, formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  currentUrl.href === nextUrl.href && formMethod === undefined && currentUrl.pathname.includes("/notes/") ? false : defaultShouldRevalidate;

const nav = [
  { to: "/today", label: "Today", icon: TodayIcon },
  { to: "/people", label: "People", icon: PeopleIcon },
  { to: "/directory", label: "Directory", icon: DirectoryIcon },
];

const withPasskey = (open: () => void) => <Uncover hasPasskey isCovered={isCovered} onOpen={open} />;
const withCode = (open: () => void) => <Uncover hasPasskey={false} isCovered={isCovered} onOpen={open} />;

export default function SignedIn({ loaderData }: Route.ComponentProps) {
  const { device, person, menu, firstName, demonstration, hasPasskey } = loaderData;
  useHeartbeat(lastActive);
  const submit = useSubmit();
  const search = useHeaderSearch();
  return (
    <IdleCover
      coverAfterMinutes={sessionLife.coverMinutes[device]}
      signOutAfterMinutes={sessionLife.idleMinutes[device]}
      isShared={device === "shared"}
      firstName={firstName}
      challenge={hasPasskey ? withPasskey : withCode}
      onSignOut={() => void submit(null, { method: "post", action: "/sign-out" })}
    >
      <AppShell nav={nav} person={person} menu={menu} search={search} demonstration={demonstration}>
        <Outlet />
      </AppShell>
    </IdleCover>
  );
}

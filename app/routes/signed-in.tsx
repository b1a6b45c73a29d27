import { Outlet, redirect, type ShouldRevalidateFunctionArgs, useSubmit } from "react-router";
import { Uncover } from "~/features/people/components/Uncover";
import { useHeartbeat } from "~/features/people/components/useHeartbeat";
import { useHeaderSearch } from "~/features/case-notes/components/useHeaderSearch";
import { initialsOf } from "~/kit/Avatar";
import { NewsProvider, useNews } from "~/features/inbox/NewsContext";
import { networkOf } from "~/features/people/network.server";
import { passkeysOf } from "~/features/people/passkeys.server";
import { canReadOutbox, canSeeTeam } from "~/features/people/policy";
import { sessionLife } from "~/features/people/session-life";
import { actsInNetwork, shortName } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { useRememberShown } from "~/shared/live/keep-shown";
import { useReading } from "~/shared/live/useReading";
import { actorContext, coveredContext, servicesOf } from "~/shared/services.server";
import { AppShell, type AppShellProps, DiaryIcon, DirectoryIcon, GapsIcon, IdleCover, PeopleIcon, TodayIcon } from "~/shell";
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
  const acts = actsInNetwork(actor);
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
    acts,
    accountId: actor.accountId,
    demonstration: network?.kind === "demonstration",
  };
}

/** A person's pages, gaps, the diary, the directory, leaving and cover, and what waits ask only for themselves again: they know how to stay when nobody answers. */
export function shouldRevalidate({ currentUrl, nextUrl, formMethod, actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  if (wasNotSent(actionResult)) return false;
  return currentUrl.href === nextUrl.href && formMethod === undefined && asksForItself.test(currentUrl.pathname) ? false : defaultShouldRevalidate;
}

const asksForItself = /^\/(people\/[^/]+|gaps|diary|inbox|outbox|decisions|directory\/(ties|map|introductions|organisations|import)|me\/handover|team\/(handovers|home|cover|charter))(\/|$)/;
/** A form that did not get through, as the page that sent it says: nothing has changed by it. */
const wasNotSent = (result: unknown) => typeof result === "object" && result !== null && "failed" in result && result.failed === true;

const nav = [
  { to: "/today", label: "Today", icon: TodayIcon },
  { to: "/people", label: "People", icon: PeopleIcon },
  { to: "/gaps", label: "Gaps", icon: GapsIcon },
  { to: "/diary", label: "Diary", icon: DiaryIcon },
  { to: "/directory", also: ["/decisions"], label: "Directory", icon: DirectoryIcon },
];
/** A commissioner is handed the demand pack; the board and the diary are for those who act. */
const navOfOthers = nav.filter(({ to }) => to !== "/gaps" && to !== "/diary");

const withPasskey = (open: () => void) => <Uncover hasPasskey isCovered={isCovered} onOpen={open} />;
const withCode = (open: () => void) => <Uncover hasPasskey={false} isCovered={isCovered} onOpen={open} />;

export default function SignedIn({ loaderData }: Route.ComponentProps) {
  const { device, person, menu, firstName, demonstration, hasPasskey, acts, accountId } = loaderData;
  useHeartbeat(lastActive);
  useRememberShown();
  useReading();
  const submit = useSubmit();
  const search = useHeaderSearch({ gaps: acts });
  return (
    <IdleCover
      coverAfterMinutes={sessionLife.coverMinutes[device]}
      signOutAfterMinutes={sessionLife.idleMinutes[device]}
      isShared={device === "shared"}
      firstName={firstName}
      challenge={hasPasskey ? withPasskey : withCode}
      onSignOut={() => void submit(null, { method: "post", action: "/sign-out" })}
    >
      <NewsProvider hasNews={acts} accountId={accountId}>
        <Shell nav={acts ? nav : navOfOthers} person={person} menu={menu} search={search} demonstration={demonstration} hasInbox={acts}>
          <Outlet />
        </Shell>
      </NewsProvider>
    </IdleCover>
  );
}

/** The frame, with the bell of whoever has an inbox. */
function Shell({ hasInbox, ...shell }: AppShellProps & { hasInbox: boolean }) {
  const { heard } = useNews();
  return <AppShell {...shell} inbox={hasInbox ? { to: "/inbox", count: heard?.count ?? 0 } : undefined} />;
}

import { redirect, useSubmit } from "react-router";
import { Uncover } from "~/features/people/components/Uncover";
import { passkeysOf } from "~/features/people/passkeys.server";
import { safePath } from "~/features/people/safe-path";
import { coverSession } from "~/features/people/sessions.server";
import { withActor } from "~/shared/actor.server";
import { actorContext, coveredContext, servicesOf } from "~/shared/services.server";
import { Cover } from "~/shell/Cover";
import { forgetCover } from "~/shell/idleClock";
import type { Route } from "./+types/covered";

export const meta = () => [{ title: "Covered · Common Thread" }];

/** What every page of a covered session answers with, until whoever covered it has shown who they are. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const then = safePath(new URL(request.url).searchParams.get("then"));
  const actor = context.get(coveredContext);
  if (!actor) throw redirect(context.get(actorContext) ? then : "/sign-in");
  const passkeys = await withActor(servicesOf(context).db, actor, (trx) => passkeysOf(trx, actor.accountId));
  return { firstName: actor.name.split(" ")[0] ?? actor.name, isShared: actor.device === "shared", hasPasskey: passkeys.length > 0, then };
}

/** Covers this session. */
export async function action({ context }: Route.ActionArgs) {
  const actor = context.get(actorContext);
  if (actor) await withActor(servicesOf(context).db, actor, (trx) => coverSession(trx, actor));
  return null;
}

const already = () => false;
const withPasskey = (open: () => void) => <Uncover hasPasskey isCovered={already} onOpen={open} />;
const withCode = (open: () => void) => <Uncover hasPasskey={false} isCovered={already} onOpen={open} />;

export default function Covered({ loaderData }: Route.ComponentProps) {
  const submit = useSubmit();
  const open = () => {
    forgetCover();
    location.assign(loaderData.then);
  };
  return (
    <Cover
      firstName={loaderData.firstName}
      isShared={loaderData.isShared}
      ended={false}
      onOpen={open}
      onSignOut={() => void submit(null, { method: "post", action: "/sign-out" })}
      challenge={loaderData.hasPasskey ? withPasskey : withCode}
    />
  );
}

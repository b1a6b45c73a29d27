import { redirect } from "react-router";
import { actOnDay } from "~/features/events/day/day-acts.server";
import { dayPage, heldCode } from "~/features/events/day/day-page.server";
import { DayPage } from "~/features/events/day/DayPage";
import { doorCookie, doorFrom } from "~/features/events/day/door-cookie";
import { answered, said } from "~/features/gaps/group/answer.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.events.$eventId.day";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? `${loaderData.shown.event.title}: the day` : "Not found"} · Common Thread` }];

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db, config } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  return guarded(async () => {
    const shown = await withActor(db, actor, (trx) => dayPage(trx, actor, params.eventId, new Date()));
    const code = shown.isPlanner ? await heldCode(db, shown.event.id, doorFrom(request.headers.get("cookie")), config.baseUrl) : undefined;
    return { shown, code, onWall: asked.get("show") === "code", find: (asked.get("find") ?? "").slice(0, 80), done: asked.get("done") ?? "" };
  });
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/diary.events.$eventId.day");

/** A name that is ticked with scripts stays where it is: the page is asked again, not opened anew. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, config, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const isPage = request.headers.get("accept")?.includes("text/html");
  let secret: string | undefined;
  const response = await answered(form, async () => {
    await limit("command", actor.accountId);
    const done = await withActor(db, actor, (trx) => actOnDay(trx, actor, params.eventId, (name) => said(form, name)));
    secret = done.secret;
    return done.to;
  });
  if (!(response instanceof Response)) return response;
  if (said(form, "stay") && !isPage) return null;
  if (secret === undefined) return response;
  return redirect(response.headers.get("location") ?? "", { headers: { "Set-Cookie": doorCookie(config, params.eventId, secret || undefined) } });
}

export default function Day({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData ?? undefined);
  return <DayPage {...loaderData} refused={refused} />;
}

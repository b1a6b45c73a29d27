import { data } from "react-router";
import { actHere, herePage } from "~/features/events/day/here.server";
import { HerePage } from "~/features/events/day/HerePage";
import { answered, said } from "~/features/gaps/group/answer.server";
import { guarded } from "~/shared/edges.server";
import { actorContext, addressContext, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/here";

export const meta = () => [{ title: "Sign in to an event · Common Thread" }, { name: "referrer", content: "strict-origin" }];

/** What the code on the host's screen opens: a sign-in for whoever is there, with an account or without. */
export const loader = ({ context, params, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    await limit("here", context.get(addressContext));
    const shown = await herePage(db, context.get(actorContext), params.secret);
    return data({ shown, done: new URL(request.url).searchParams.has("done") }, { status: shown.door ? 200 : 404 });
  });

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const form = await request.formData();
  const here = `/here/${encodeURIComponent(params.secret)}`;
  return answered(form, async () => {
    await limit("here", context.get(addressContext));
    await actHere(db, context.get(actorContext), params.secret, (name) => said(form, name));
    return said(form, "part") === "name" ? `${here}?done` : here;
  });
}

export default function Here({ loaderData, actionData, params }: Route.ComponentProps) {
  return <HerePage {...loaderData} refused={actionData} here={`/here/${encodeURIComponent(params.secret)}`} />;
}

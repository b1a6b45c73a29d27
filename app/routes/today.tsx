import { PageHeader } from "~/shell/PageHeader";
import { actorOf } from "~/shared/services.server";
import type { Route } from "./+types/today";

export function loader({ context }: Route.LoaderArgs) {
  return { name: actorOf(context).name };
}

export default function Today({ loaderData }: Route.ComponentProps) {
  return <PageHeader title={`Good morning, ${loaderData.name.split(" ")[0]}`} />;
}

import { data, redirect } from "react-router";
import { rewindSection, sectionHistory } from "~/features/case-notes/editor/history.server";
import { HistoryPlayer } from "~/features/writing/HistoryPlayer";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { guarded } from "~/shared/edges.server";
import { AppError, errorCode } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/people.$clientId.notes.$noteId.sections.$sectionId.history";

export function loader({ context, params }: Route.LoaderArgs) {
  return guarded(() => sectionHistory(servicesOf(context), actorOf(context), params));
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  const seq = Number((await request.formData()).get("seq"));
  return guarded(async () => {
    await services.limit("command", actor.accountId);
    try {
      await rewindSection(services, actor, params, seq);
    } catch (error) {
      if (!(error instanceof AppError) || !["wrong_entry", "conflict"].includes(errorCode(error) ?? "")) throw error;
      return data({ sentence: error.message }, { status: errorCode(error) === "conflict" ? 409 : 422 });
    }
    return redirect(`/people/${params.clientId}/notes/${params.noteId}`);
  });
}

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: loaderData ? `History of ${loaderData.section.title} · Common Thread` : "Common Thread" }];

export default function History({ loaderData: history, actionData }: Route.ComponentProps) {
  const { person, section, noteId } = history;
  const note = `/people/${person.id}/notes/${noteId}`;
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "People", to: "/people" }, { label: person.name, to: `/people/${person.id}` }, { label: section.noteTitle, to: note }, { label: "History" }]} />}
        title={`History of ${section.title}`}
        lead={section.noteTitle}
      />
      {actionData?.sentence ? <Banner tone="danger" assertive title={actionData.sentence} /> : null}
      <HistoryPlayer title={section.title} points={history.points} mayWrite={section.mayWrite} />
    </>
  );
}

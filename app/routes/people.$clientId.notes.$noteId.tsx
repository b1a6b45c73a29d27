import { useState } from "react";
import { isRouteErrorResponse } from "react-router";
import { actOnNote } from "~/features/case-notes/editor/acts.server";
import { ConsentCard, ConsentLine } from "~/features/case-notes/editor/ConsentCard";
import { EndedNews, useAskedAgain, useEndings, useShownParts, useWasOpen } from "~/features/case-notes/editor/EndedNews";
import { NextSteps } from "~/features/case-notes/editor/NextSteps";
import { NoLongerAgrees } from "~/features/case-notes/editor/NoLongerAgrees";
import { notePage, type NotePageData } from "~/features/case-notes/editor/note-page.server";
import { noteUrlOf } from "~/features/case-notes/editor/note-url";
import { AddGap, AddSection, AskFirst, CloseNote, Closing } from "~/features/case-notes/editor/NoteActions";
import { NoteHead } from "~/features/case-notes/editor/NoteHead";
import { SectionCard } from "~/features/case-notes/editor/SectionCard";
import { SignedOut } from "~/features/case-notes/editor/SignedOut";
import { useNoteLive } from "~/features/case-notes/editor/useNoteLive";
import { useStopping } from "~/features/case-notes/editor/useStopping";
import { NotLive } from "~/features/writing/NotLive";
import { isTypingInForm } from "~/features/writing/typing";
import { useUnsavedWarning } from "~/features/writing/unsaved-warning";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { ErrorPage } from "~/shell/ErrorPage";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/people.$clientId.notes.$noteId";

export function loader({ context, params }: Route.LoaderArgs) {
  const { db, documents } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() => withActor(db, actor, (trx) => notePage(trx, documents, actor, params)));
}

/** A server that is away for a moment takes nobody's open note from them. */
export const clientLoader = keepShown<NotePageData>("routes/people.$clientId.notes.$noteId");

/** The same acts without scripts; with them, they go to `…/acts`. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guarded(() => actOnNote(servicesOf(context), actorOf(context), params, form));
}

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: loaderData ? `${loaderData.note.title} · Common Thread` : "Common Thread" }];

export default function NotePage({ loaderData: page, actionData, params }: Route.ComponentProps) {
  const { note, person, sections } = page;
  const refused = useRefused(actionData);
  const stopping = useStopping(noteUrlOf(page));
  const [isStopping, setStopping] = useState(false);
  const openStopping = () => setStopping(true);
  const { onState, states, people, signedOut } = useNoteLive();
  const { notLive, lookAgain } = useNotices([`client:${person.id}`], { isBusy: isTypingInForm });
  const endings = useEndings(params.noteId);
  useShownParts(page);
  useAskedAgain(endings, lookAgain);
  useUnsavedWarning();
  if (signedOut) return <SignedOut page={page} unsaved={signedOut} />;
  const asksFirst = !note.closing && !sections.some((section) => section.mayWrite) && !page.consent.keepsNotes && page.abilities.askConsent;

  return (
    <>
      <NotLive notLive={notLive} />
      <TwoColumns
        side={
          <>
            <ConsentCard page={page} onStop={openStopping} />
            <NextSteps page={page} />
          </>
        }
      >
        <PageHeader
          breadcrumb={<Breadcrumb crumbs={[{ label: "People", to: "/people" }, { label: person.name, to: `/people/${person.id}` }, { label: "Notes", to: `/people/${person.id}/notes` }, { label: note.title }]} />}
          title={note.title}
          actions={<NoteHead me={page.me} people={people} states={states} />}
        />
        <ConsentLine page={page} onStop={openStopping} />
        <EndedNews endings={endings} />
        {refused?.sentence ? <Banner tone="danger" title={refused.sentence} /> : null}
        {note.closing ? <Closing closing={note.closing} /> : null}
        {asksFirst ? <AskFirst page={page} /> : null}
        {sections.map((section) => (
          <SectionCard key={section.documentId} section={section} page={page} locked={stopping.isLocked} onState={onState} />
        ))}
        <AddSection page={page} />
        <AddGap />
        <CloseNote page={page} />
      </TwoColumns>
      {isStopping ? <NoLongerAgrees page={page} stopping={stopping} onClose={() => setStopping(false)} /> : null}
    </>
  );
}

/** Also where somebody lands whose access ended while they were writing. */
export function ErrorBoundary({ error, params }: Route.ErrorBoundaryProps) {
  const endings = useEndings(params.noteId ?? "");
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const wasOpen = useWasOpen(params.noteId ?? "", status === 404);
  if (status !== 404 || (!wasOpen && endings.length === 0)) return <ErrorPage status={status} backTo="/people" backLabel="Go to People" />;
  return (
    <ErrorPage status={status} title="This note is no longer shared with you" backTo="/people" backLabel="Go to People">
      <EndedNews endings={endings} takesFocus />
    </ErrorPage>
  );
}

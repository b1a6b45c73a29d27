import type { Cast } from "../../support/cast";
import type { Note } from "../../support/factories";

/** A slice of the access matrix: what somebody may ask, and what others may not. `post` says what a form holds. */
export type Question = { who: keyof Cast & ("aileen" | "fay"); path: string; form?: Record<string, string> };

export function questionsAbout(clientId: string, note: Note, cast: Cast, { gapId, askId }: { gapId: string; askId: string }): Question[] {
  const person = `/people/${clientId}`;
  const page = `${person}/notes/${note.noteId}`;
  const gap = `/gaps/${gapId}`;
  return [
    ...["/today", "/people", person, `${person}/notes`, `${person}/plan`, `${person}/sharing`, `${person}/looks`, `${person}/history`, `${person}/details`, `${person}/consent/new`, `${person}/withdrawal`, `${person}/notes/new`, page, `${page}/sections/${note.sectionOf("shared_plan")}/history`, "/search?q=Canary", "/late-words", "/team", "/me", "/directory", "/gaps", "/gaps?view=list", "/gaps/cards?place=noticed", "/gaps/alike?words=nowhere+to+sit+after+five", gap, `${gap}/proposal`, `${gap}/kit`, `${gap}/pack`, `${gap}/elsewhere`, "/gaps/asks?show=all", `/gaps/asks/${askId}`, "/inbox"].map((path): Question => ({ who: "aileen", path })),
    ...["/outbox", "/directory/import", `/directory/organisations/${cast.organisations.harbour}`, `/directory/posts/${cast.posts.aileen}`].map((path): Question => ({ who: "fay", path })),
    { who: "aileen", path: `${person}?index`, form: { words: "More company" } },
    { who: "aileen", path: `${person}/plan`, form: { words: "Ring the hub", sectionClass: "shared_plan" } },
    { who: "aileen", path: `${person}/lawful-basis`, form: { basis: "legitimate_interests", condition: "explicit_consent" } },
    { who: "aileen", path: `${person}/details`, form: { name: "Zebedee Canary", phone: "01632 960102" } },
    { who: "aileen", path: `${person}/notes/new`, form: { kind: "visit", happenedOn: "2026-01-05", classes: "shared_plan" } },
    { who: "aileen", path: "/gaps/new", form: { sentence: "Nothing for it", need: "arts" } },
    { who: "aileen", path: `${gap}/acts`, form: { intent: "join" } },
    { who: "aileen", path: gap, form: { intent: "tried", line: "Asked the church" } },
    { who: "aileen", path: `/gaps/asks/${askId}`, form: { intent: "answer", line: "The depot" } },
    { who: "aileen", path: "/people/new", form: { name: "Somebody New" } },
    { who: "fay", path: "/directory/organisations/new", form: { name: "A New Place", kind: "third_sector", area: "Harbour" } },
    { who: "fay", path: "/team/invitations/new", form: { postId: cast.posts.vol, name: "Mx New", email: "new@example.test" } },
  ];
}

import type { Cast, CastNames } from "../../support/cast";
import { dayOf } from "~/features/case-notes/days";
import { daysFromNow } from "../../support/factories";

/** What the forms are about. */
export type About = { gapId: string; askId: string; volunteerId: string; cast: Cast };
/** A form of gaps and asks as its page sends it, and what each field for words takes. */
export type WordsForm = {
  name: string;
  by: CastNames;
  path: string;
  form: Record<string, string>;
  fields: Record<string, { most: number; needed?: true }>;
  /** Where its rows go. */
  table: string;
};

/** Every form of gaps and asks in which somebody writes words. */
export function wordsForms({ gapId, askId, volunteerId, cast }: About): WordsForm[] {
  const gap = `/gaps/${gapId}`;
  const page = (intent: string, table: string, fields: WordsForm["fields"], more: Record<string, string> = {}): WordsForm => ({ name: intent, by: "jo", path: gap, form: { intent, about: intent, ...more }, fields, table });
  const line = { most: 200 };
  return [
    { name: "post", by: "jo", path: "/gaps/new", form: { sentence: "Nothing warm", need: "warmth" }, fields: { sentence: { most: 240, needed: true }, line }, table: "gap" },
    { name: "join on the board", by: "bashir", path: `${gap}/acts`, form: { intent: "join" }, fields: { line }, table: "gap_move" },
    page("see", "gap_move", { line }),
    page("take", "gap_role", { line: { most: 300 } }, { role: "host" }),
    page("tried", "gap_tried", { line: { most: 500, needed: true } }, { line: "The church" }),
    page("stage", "gap_stage", { line: { most: 500, needed: true } }, { stage: "shaped", line: "Tuesdays" }),
    page("link-page", "gap_link", { title: { most: 160, needed: true } }, { title: "A page", url: "https://www.example.org" }),
    page("link-event", "gap_link", { title: { most: 160, needed: true } }, { title: "A day", on: "2026-12-01" }),
    { ...page("task", "gap_kit", { line: { most: 500 } }), path: `${gap}/kit`, form: { intent: "task", part: "room", state: "done" } },
    { ...page("add-volunteer", "gap_volunteer", { name: { most: 120, needed: true }, does: line }), path: `${gap}/kit`, form: { intent: "add-volunteer", part: "volunteer", name: "Kirsty" } },
    { ...page("add-training", "gap_training", { line }), path: `${gap}/kit`, form: { intent: "add-training", part: "training", volunteerId, what: "first_aid", doneOn: "2026-01-05" } },
    { ...page("add-dates", "group_session", { line }), path: `${gap}/group`, form: { intent: "add-dates", part: "dates", day: dayOf(daysFromNow(20)), starts: "10:00", ends: "12:00", weeks: "1" } },
    { ...page("group", "gap_group", { name: { most: 160, needed: true }, about: { most: 600 }, where: { most: 300 }, when: line, access: { most: 300 }, contact: line }), path: `${gap}/group/edit`, form: { part: "group", name: "Warm Fridays" } },
    { ...page("letter", "gap_letter", { line: { most: 2000, needed: true } }), by: "amir", path: `${gap}/pack/letter`, form: { part: "letter", line: "We support this" } },
    { ...page("invite", "gap_invitation", { line: { most: 300 } }), path: `${gap}/elsewhere`, form: { intent: "invite", part: "invite", organisationId: cast.organisations.stranger } },
    { name: "ask", by: "jo", path: "/gaps/asks/new", form: { question: "Who has a van?", need: "transport" }, fields: { question: { most: 300, needed: true } }, table: "ask" },
    { name: "answer", by: "bashir", path: `/gaps/asks/${askId}`, form: { intent: "answer", about: "answer", line: "The depot" }, fields: { line: { most: 1000, needed: true } }, table: "ask_answer" },
    { name: "area", by: "fay", path: "/directory/areas", form: { name: "Little Slip" }, fields: { name: { most: 120, needed: true } }, table: "area" },
  ];
}

/** Words that other software would read as something else than words. */
export const wicked: Record<string, string> = {
  markup: `<xss onload=alert(1)></script><xss></textarea></title></style><xss><!-- for Morag Sinclair`,
  formula: `=HYPERLINK("https://evil.example";"Click")`,
  sum: `+1+1`,
  minus: `-2+3|cmd`,
  at: `@SUM(1)`,
  query: `'; drop table gap; -- %_\\`,
  template: "${7*7} {{7*7}} <%= 7*7 %> %s %n",
  backwards: "safe\u202Etxt.exe\u202C\u2066x\u2069\u200B\u200F\u061C",
  emoji: "Warm soup 🍲 on Fridays, Gàidhlig cuideachd",
  marks: `Z${"\u0301\u0489".repeat(40)}`,
  lines: "first\r\nBcc: everybody@example.test\r\n\r\nsecond\u2028third",
  control: "a\u0000b\u0007c\u001b[31m",
};

/** Nothing a person could read. */
export const blanks = ["", " ", "\n\t", "\u0000\u0001", "\u200b\u200d\ufeff", "\u202e\u2066", "\u00ad", "\u3164", "\u2800", "\u061c", "\u{e0041}"];

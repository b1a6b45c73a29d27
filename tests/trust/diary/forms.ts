import { addDays, dayAt } from "~/shared/zoned";
import type { Cast } from "../../support/cast";
import type { WordsForm } from "../gaps/forms";

/** What the forms are about: an event that is to come and one that is going on, a link, a code, and a shadow day. */
export type AboutDiary = { eventId: string; running: string; seriesId: string; token: string; secret: string; offerDay: string; bookingId: string; cast: Cast };

export const inDays = (days: number) => addDays(dayAt(new Date()), days);
export const soon = { date: inDays(30), from: "13:00", until: "14:30" };

/** Every form of the diary in which somebody writes words. Whoever is nobody has a link alone. */
export function diaryForms({ eventId, running, token, secret, bookingId, cast }: AboutDiary): (Omit<WordsForm, "by"> & { by: WordsForm["by"] | undefined })[] {
  const event = `/diary/events/${eventId}`;
  const facts = { title: { most: 120, needed: true }, purpose: { most: 400 }, place: { most: 200 }, access: { most: 300 }, desk: { most: 200 } } as const;
  const words = { title: "Meet the Food Hub", purpose: "So that referrals reach us", place: "Quayside hall", access: "Step-free", desk: "Sana" };
  const planned = { about: "plan", ...words, ...soon };
  return [
    { name: "plan", by: "bashir", path: "/diary/events/new", form: { ...planned, kind: "date" }, fields: facts, table: "learning_event" },
    { name: "plan a series", by: "bashir", path: "/diary/events/new", form: { ...planned, kind: "series", every: "week", repeatUntil: inDays(44) }, fields: facts, table: "event_series" },
    { name: "job", by: "amir", path: `${event}?index`, form: { about: "job", intent: "add-job", what: "Bring the projector" }, fields: { what: { most: 160, needed: true } }, table: "event_job" },
    { name: "cannot", by: "amir", path: `${event}?index`, form: { about: "answer", intent: "answer", says: "cant" }, fields: { line: { most: 200 } }, table: "event_answer" },
    { name: "ask a guest", by: "bashir", path: `${event}/people`, form: { about: "ask-guest", intent: "ask-guest", name: "Dr Isla Moir", email: "isla@gp.example", organisation: "The surgery", role: "practice" }, fields: { name: { most: 120, needed: true }, organisation: { most: 160 } }, table: "event_invitee" },
    { name: "answer as a guest", by: undefined, path: `/rsvp/${token}`, form: { about: "answer", intent: "answer", says: "cant" }, fields: { line: { most: 200 } }, table: "event_answer" },
    { name: "sign in at the door", by: undefined, path: `/here/${secret}`, form: { part: "name", intent: "name", name: "Mx Door", organisation: "The bank", role: "other" }, fields: { name: { most: 120, needed: true }, organisation: { most: 160 } }, table: "event_presence" },
    { name: "walk in", by: "bashir", path: `/diary/events/${running}/day`, form: { part: "walk-in", intent: "walk-in", name: "Mx Walk", organisation: "The bank", role: "other" }, fields: { name: { most: 120, needed: true }, organisation: { most: 160 } }, table: "event_presence" },
    { name: "agree", by: "bashir", path: `/diary/events/${running}/recap`, form: { part: "action", intent: "agree", what: "Send the form", owner: cast.posts.bashir, dueOn: inDays(5) }, fields: { what: { most: 300, needed: true } }, table: "event_action" },
    { name: "learn", by: "amir", path: `/diary/events/${running}/recap`, form: { part: "learn", intent: "learn", onDate: inDays(0), learned: "Ring first" }, fields: { learned: { most: 800, needed: true } }, table: "learning_entry" },
    { name: "log", by: "amir", path: "/diary/log", form: { part: "entry", intent: "add", onDate: inDays(0), text: "Ring first" }, fields: { text: { most: 800, needed: true } }, table: "learning_entry" },
    { name: "offer a day", by: "bashir", path: "/diary/shadow/offer", form: { about: "offer", ...soon, where: "The hall", expect: "Sorting", places: "2" }, fields: { where: { most: 200, needed: true }, expect: { most: 600, needed: true }, access: { most: 300 } }, table: "shadow_day" },
    { name: "what helps", by: "aileen", path: `/diary/shadow/bookings/${bookingId}`, form: { part: "help", intent: "help", help: "A ramp" }, fields: { help: { most: 300 } }, table: "activity" },
    { name: "message", by: "bashir", path: `/diary/shadow/bookings/${bookingId}`, form: { part: "message", intent: "message", line: "See you there" }, fields: { line: { most: 600, needed: true } }, table: "shadow_message" },
    { name: "ask for a day", by: "jo", path: "/diary/shadow/ask", form: { about: "ask", hostPostId: cast.posts.bashir }, fields: { line: { most: 300 } }, table: "shadow_wish" },
  ];
}

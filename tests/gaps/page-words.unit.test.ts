import { describe, expect, test } from "vitest";
import { hereWords } from "~/features/gaps/page/Here";
import { byDay } from "~/features/gaps/page/Timeline";
import { timelineWords } from "~/features/gaps/page/timeline-words";
import type { Happening } from "~/features/gaps/page/timeline.server";

const happening = (what: string, detail: Happening["detail"] = {}, more: Partial<Happening> = {}): Happening => ({ id: `1:${what}`, what, at: "2026-11-24T09:30:00Z", accountId: null, name: "Jo Fraser", organisation: "Harbour Link Workers", line: "", detail, ...more });
const words = (what: string, detail: Happening["detail"] = {}, more: Partial<Happening> = {}) => timelineWords(happening(what, detail, more));

describe("what happened is told as a colleague would", () => {
  test.each([
    ["posted", {}, "Jo Fraser (Harbour Link Workers) posted this."],
    ["joined", { band: null }, "Jo Fraser (Harbour Link Workers) sees this too."],
    ["joined", { band: "three_five" }, "Jo Fraser (Harbour Link Workers) sees this too and knows of 3 to 5."],
    ["moved", { from: "noticed", to: "seen", why: "two_organisations" }, "It moved to Others see it too: two organisations see it."],
    ["moved", { from: "noticed", to: "resting", why: "rested" }, "Jo Fraser (Harbour Link Workers) let it rest."],
    ["moved", { from: "noticed", to: "working", why: "moved" }, "Jo Fraser (Harbour Link Workers) moved it from Just noticed to Being worked on."],
    ["role_taken", { role: "lead" }, "Jo Fraser (Harbour Link Workers) took the lead."],
    ["role_taken", { role: "host" }, "Jo Fraser (Harbour Link Workers) became the host."],
    ["stage_undone", { stage: "running" }, "Jo Fraser (Harbour Link Workers) took “Running” back."],
    ["kit", { task: "review_date", state: "done", on: "2026-12-01" }, "Jo Fraser (Harbour Link Workers) on the kit: Review date, done, 1 Dec 2026."],
    ["invited_answered", { answer: "no" }, "Jo Fraser (Harbour Link Workers) answered the invitation: not this time."],
  ])("%s %j", (what, detail, sentence) => {
    expect(words(what, detail)).toBe(sentence);
  });

  test("without an organisation, without a name, and of a kind nobody knows yet", () => {
    expect(words("role_ended", { role: "spotter" }, { organisation: null })).toBe("Jo Fraser stepped back as spotter.");
    expect(words("role_ended", { role: "spotter" }, { organisation: null, name: null })).toBe("Somebody stepped back as spotter.");
    expect(words("__proto__")).toBe("Something was written down.");
    expect(words("moved", { to: "nowhere", from: "constructor", why: "toString" })).toContain("Jo Fraser");
  });

  test("under the day it was in Scotland", () => {
    const days = byDay([happening("a", {}, { at: "2026-11-24T00:10:00Z" }), happening("b", {}, { at: "2026-11-23T23:50:00Z" }), happening("c", {}, { at: "2026-07-01T23:30:00Z" })]);
    expect(days.map(({ day, rows }) => [day, rows.length])).toEqual([["Tue 24 Nov 2026", 1], ["Mon 23 Nov 2026", 1], ["Thu 2 Jul 2026", 1]]);
  });
});

test.each([
  [[], 0, ""],
  [["Jo"], 0, "Jo is here"],
  [["Jo", "Bashir"], 0, "Jo and Bashir are here"],
  [["Jo", "Bashir", "Fay"], 0, "Jo, Bashir and Fay are here"],
  [["Jo", "Bashir", "Fay", "Sana"], 9, "Jo, Bashir, Fay and 10 more are here"],
])("%j and %i more: %s", (names, more, sentence) => {
  expect(hereWords(names, more)).toBe(sentence);
});

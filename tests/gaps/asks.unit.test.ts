import { describe, expect, test } from "vitest";
import { askAddress } from "~/features/gaps/asks/address";
import { settle } from "~/features/gaps/asks/steady";
import { agoWords, sentWords } from "~/features/gaps/asks/words";
import { quietLetter } from "~/features/gaps/quiet-letter";

const row = (id: string, answers = 0, kept: unknown = null) => ({ id, answers, kept });
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join(" ");

describe("a list that others change", () => {
  test("shows what came at once when nobody has a hand on it, and tints it", () => {
    const { rows, changed, waiting } = settle([row("b"), row("a")], [row("c"), row("b", 1), row("a")], false);
    expect([ids(rows), [...changed].sort(), waiting]).toEqual(["c b a", ["b", "c"], 0]);
  });

  test("keeps every row in its place under a hand, with its new words, and counts what waits", () => {
    const { rows, changed, waiting } = settle([row("b"), row("a")], [row("d"), row("c"), row("a", 2)], true);
    expect([ids(rows), rows[1], [...changed], waiting]).toEqual(["b a", row("a", 2), ["a"], 3]);
  });

  test("of which nothing changed tints nothing", () => {
    const kept = { line: "Here", checkedAt: "x" };
    expect(settle([row("a", 1, kept)], [row("a", 1, { ...kept })], false).changed.size).toBe(0);
    expect(settle([row("a", 1)], [row("a", 1, kept)], true).changed.size).toBe(1);
  });
});

test.each([
  ["2026-11-21T08:00:00Z", "today"],
  ["2026-11-20T08:00:00Z", "yesterday"],
  ["2026-11-08T09:00:00Z", "13 days ago"],
  ["2026-10-31T08:00:00Z", "3 weeks ago"],
  ["2026-05-21T08:00:00Z", "6 months ago"],
  ["2024-11-20T08:00:00Z", "2 years ago"],
  ["2026-12-24T08:00:00Z", "today"],
])("%s is %s", (iso, words) => {
  expect(agoWords(iso, "2026-11-21T12:00:00Z")).toBe(words);
});

test("to how many it went is said in one sentence, also when it went to nobody", () => {
  expect(sentWords({ posts: 9, organisations: 6 })).toBe("Asked. Sent to 9 posts in 6 organisations.");
  expect(sentWords({ posts: 1, organisations: 1 })).toBe("Asked. Sent to 1 post in 1 organisation.");
  expect(sentWords({ posts: 0, organisations: 0 })).toBe("Asked. No post follows this yet; everybody can find it here.");
});

test("an address says only what is not as usual", () => {
  const filter = { show: "open", q: "", area: "", need: "", group: "", page: 1 } as const;
  expect(askAddress(filter)).toBe("/gaps/asks");
  expect(askAddress({ ...filter, q: "tea urn", show: "all", page: 2 })).toBe("/gaps/asks?q=tea+urn&page=2");
  expect(askAddress({ ...filter, q: "tea urn" })).toBe("/gaps/asks?show=open&q=tea+urn");
});

test("one letter asks of gaps and of answers, and says no words where somebody may be named", () => {
  const { subject, body } = quietLetter([{ kind: "gap", thing: "g1", words: "No lunch" }, { kind: "gap", thing: "g2", words: null }, { kind: "ask", thing: "a1", words: "Who has chairs?" }], "https://x.example");
  expect(subject).toBe("Still true?");
  expect(body).toContain("“No lunch”\nhttps://x.example/gaps/g1\n\nhttps://x.example/gaps/g2");
  expect(body).toContain("“Who has chairs?”\nhttps://x.example/gaps/asks/a1");
  expect(body).toContain("Nothing is closed by itself.");
});

import { expect, test } from "vitest";
import { holdWords, lineWords, sourceOf, turnWords } from "~/features/relationships/ties/pages/said";

const on = { oneId: "harbour", one: "Harbour", other: "The Hub" };
const post = (...names: string[]) => ({ title: "Worker", people: names.map((name) => ({ accountId: name, name })) });

test("who holds a tie is said by name, each once, and plainly where nobody does", () => {
  expect(holdWords("The Hub", [post("Bashir"), post("Sana"), post("Bashir")])).toBe("The Hub: Bashir and Sana");
  expect(holdWords("The Hub", [post()])).toBe("The Hub: nobody at the moment");
  expect(holdWords("The Hub", [])).toBe("The Hub: nobody is named");
});

test("what two do with each other says who does it to whom", () => {
  expect(lineWords("refers", "harbour", on)).toBe("Harbour sends people to The Hub");
  expect(lineWords("funds", "hub", on)).toBe("The Hub pays for something at Harbour");
  expect(lineWords("meets", null, on)).toBe("They meet");
});

test("how a tie came about is a sentence, also where nobody did it", () => {
  expect(turnWords({ why: "accepted", by: "Bashir", organisation: "The Hub" })).toBe("Bashir of The Hub said yes");
  expect(turnWords({ why: "closed", by: null, organisation: null })).toBe("The network closed the organisation");
});

test("what the network saw leads to its page, but a shadow day is for its two", () => {
  expect(sourceOf("event", "1")).toBe("/diary/events/1");
  expect(sourceOf("gap", "2")).toBe("/gaps/2");
  expect(sourceOf("shadow", "3")).toBeUndefined();
  expect(sourceOf("visit", null)).toBeUndefined();
});

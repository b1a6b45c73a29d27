import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { endingSentence } from "~/features/case-notes/editor/ended-words";
import { whoLine } from "~/features/case-notes/editor/who";
import { longestWait, waitBefore } from "~/features/writing/backoff";
import { peopleIn, personOf, samePeople } from "~/features/writing/presence";
import { sayingOf } from "~/features/writing/SaveState";
import { updateOf, wordsSince } from "~/features/writing/unsent";

describe("coming back", () => {
  test("the wait doubles, differs from person to person, and never passes three seconds", () => {
    expect(waitBefore(1, 0)).toBe(100);
    expect(waitBefore(1, 1)).toBe(200);
    expect(waitBefore(3, 0.5)).toBe(600);
    expect(waitBefore(30, 1)).toBe(longestWait);
  });
});

describe("words that were never saved", () => {
  function paragraph(doc: Y.Doc, words: string): Y.XmlText {
    const element = new Y.XmlElement("paragraph");
    const text = new Y.XmlText(words);
    element.insert(0, [text]);
    doc.getXmlFragment("default").push([element]);
    return text;
  }

  test("only mine, only since the last that was saved, without what I deleted again", () => {
    const mine = new Y.Doc();
    const theirs = new Y.Doc();
    paragraph(theirs, "Theirs. ");
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    const text = paragraph(mine, "Saved.");
    const saved = Y.getState(mine.store, mine.clientID);
    text.insert(6, " Not saved. Gone");
    text.delete(17, 5);
    expect(wordsSince(mine, saved)).toBe("Not saved.");
    expect(wordsSince(mine, Y.getState(mine.store, mine.clientID))).toBe("");
  });

  test("words in two places stand on two lines, and can be read from their bytes alone", () => {
    const doc = new Y.Doc();
    paragraph(doc, "One.");
    paragraph(doc, "Two.");
    expect(wordsSince(doc, 0)).toBe("One.\nTwo.");
    const read = new Y.Doc();
    Y.applyUpdate(read, updateOf("One.\nTwo."));
    expect(read.getXmlFragment("default").toArray().map(String)).toEqual(["<paragraph>One.</paragraph>", "<paragraph>Two.</paragraph>"]);
  });
});

describe("who is here", () => {
  const state = (accountId: string, name: string, cursor: unknown = null) => ({ user: { accountId, name, organisation: "Quayside Food Hub", colour: "#14503F" }, cursor });
  const awareness = (...states: unknown[]) => ({ clientID: 0, getStates: () => new Map(states.map((one, index) => [index, one as Record<string, unknown>])) });

  test("each colleague once, whatever number of tabs; not me, and nobody the server has not named", () => {
    const people = peopleIn(awareness({}, state("b", "Bashir K."), state("b", "Bashir K.", {}), state("me", "Aileen M."), { user: { name: "Forged" } }, null), "me");
    expect(people).toEqual([{ accountId: "b", name: "Bashir K.", organisation: "Quayside Food Hub", writing: true }]);
  });

  test("whoever has written goes on being spoken of as writing", () => {
    const before = peopleIn(awareness({}, state("b", "Bashir K.", {})), "me");
    const after = peopleIn(awareness({}, state("b", "Bashir K.")), "me", before);
    expect(samePeople(before, after)).toBe(true);
  });

  test("nothing is believed about the shape of a state", () => {
    for (const odd of [undefined, null, 7, "x", {}, { user: 7 }, { user: { accountId: 1, name: "x" } }]) expect(personOf(odd)).toBeUndefined();
  });
});

describe("one line says who is here and who can read this", () => {
  const bashir = { accountId: "b", name: "Bashir K.", organisation: "Quayside Food Hub", writing: true };
  const readers = { people: [{ accountId: "jo", words: "Jo Fraser (manager)" }], organisations: ["Quayside Food Hub"] };
  const mine = ["Harbour Link Workers"];

  test.each([
    [[], readers, "You can see this; so can Jo Fraser (manager) and Quayside Food Hub."],
    [[bashir], readers, "Bashir K. is writing with you. You both can see this; so can Jo Fraser (manager) and others at Quayside Food Hub."],
    [[{ ...bashir, writing: false }], readers, "Bashir K. is here. You both can see this; so can Jo Fraser (manager) and others at Quayside Food Hub."],
    [[{ ...bashir, accountId: "jo", name: "Jo F." }], { people: readers.people, organisations: [] }, "Jo F. is writing with you. You both can see this; nobody else can."],
    [[], { people: [], organisations: [] }, "You can see this; nobody else can."],
  ])("%#", (here, who, sentence) => {
    expect(whoLine({ here, readers: who, mayWrite: true, myOrganisations: mine })).toBe(sentence);
  });
});

describe("what is said when it stops", () => {
  const at = new Date("2026-11-20T10:42:07Z");
  test.each([
    [{ why: "withdrawn", lastSavedAt: at, unsent: undefined }, "Mrs K. has withdrawn consent. Writing has stopped. Your last words were saved at 10:42:07."],
    [{ why: "expired", lastSavedAt: at, unsent: { text: "x", update: new Uint8Array() } }, "What Mrs K. agreed to has run out. Writing has stopped. Your words up to 10:42:07 were saved."],
    [{ why: "ended", lastSavedAt: undefined, unsent: undefined }, "This is no longer shared with you. Writing has stopped."],
  ] as const)("%#", (ending, sentence) => {
    expect(endingSentence({ personName: "Mrs K.", ...ending })).toBe(sentence);
  });

  test("unsaved words are spoken of before a lost connection", () => {
    expect(sayingOf("offline", { state: "not saved" }).words).toBe("Not saved");
    expect(sayingOf("offline", { state: "saved", at }).words).toBe("Not connected");
    expect(sayingOf("live", { state: "saved", at }).words).toBe("Saved 10:42");
    expect(sayingOf("ended", { state: "not saved" }).words).toBe("Writing has stopped");
  });
});

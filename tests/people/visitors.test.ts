import { beforeAll, expect, test } from "vitest";
import { asking } from "~db/client";
import { beginSession, findVisitor } from "~/features/people/sessions.server";
import type { Actor } from "~/shared/actor";
import { createVisitors } from "~server/visitors";
import { database } from "../support/database";
import { founded, placed } from "./cast";

const house = database();
let people: Actor[];
let tokens: string[];
beforeAll(async () => {
  const iona = await founded(house.db);
  people = [iona];
  for (const name of ["Jo Lamont", "Rory Bain", "Mhairi Orr"]) people.push((await placed(house.db, iona, name, "worker")).actor);
  tokens = await Promise.all(people.map(({ accountId }) => asking(house.db, {}, (trx) => beginSession(trx, { accountId, device: "mine", method: "code", browser: "" }))));
});

const idOf = (token: string) => token.split(".")[0] ?? "";
const secretOf = (token: string) => token.split(".")[1] ?? "";

test("all who ask in the same moment are answered in one question, each as themselves", async () => {
  const ask = createVisitors(house.db);
  const crowd = Array.from({ length: 250 }, (_, n) => n % tokens.length);
  const found = await Promise.all(crowd.map((n) => findVisitor(house.db, tokens[n], false, ask)));
  expect(found.map(({ actor }) => actor?.accountId)).toEqual(crowd.map((n) => people[n]?.accountId));
  expect(found.map(({ actor }) => actor?.sessionId)).toEqual(crowd.map((n) => idOf(tokens[n] ?? "")));
});

test("of those who ask together a wrong secret opens nothing, and harms nobody beside it", async () => {
  const ask = createVisitors(house.db);
  const [iona = "", jo = "", rory = "", mhairi = ""] = tokens;
  const odd = ["", ".", "a.b", "'; drop table session; --.x", `${idOf(iona)}\u0000.${secretOf(iona)}`, `{"${idOf(iona)}"}.${secretOf(iona)}`, `${idOf(iona)}.${"x".repeat(65)}`, "ø.ø"];
  const swapped = [`${idOf(iona)}.${secretOf(jo)}`, `${idOf(jo)}.${secretOf(iona)}`, `${idOf(iona)}.${secretOf(iona)}x`];
  const found = await Promise.all([iona, ...odd, ...swapped, jo, rory, ...swapped, mhairi, undefined].map((token) => findVisitor(house.db, token, false, ask)));
  expect(found.flatMap(({ actor }) => actor?.accountId ?? [])).toEqual(people.map(({ accountId }) => accountId));
});

test("a session that has just ended opens nothing, also to whoever asks beside those who asked before", async () => {
  const ask = createVisitors(house.db);
  const [, jo = "", rory = ""] = tokens;
  const before = findVisitor(house.db, jo, false, ask);
  await house.admin`update session set ended_at = now() where id = ${idOf(rory)}`;
  const after = await Promise.all([rory, jo].map((token) => findVisitor(house.db, token, false, ask)));
  expect([(await before).actor !== undefined, ...after.map(({ actor }) => actor !== undefined)]).toEqual([true, false, true]);
});

test("when nobody can say who asks, all who asked are told, and the next is asked for anew", async () => {
  const ask = createVisitors(house.db);
  await house.admin`alter function app.visits(text[], text[]) rename to visits_away`;
  const failed = await Promise.allSettled(tokens.map((token) => findVisitor(house.db, token, false, ask)));
  await house.admin`alter function app.visits_away(text[], text[]) rename to visits`;
  expect(failed.map(({ status }) => status)).toEqual(tokens.map(() => "rejected"));
  expect((await findVisitor(house.db, tokens[0], false, ask)).actor?.accountId).toBe(people[0]?.accountId);
});

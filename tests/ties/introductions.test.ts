import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { acceptTie, askForIntroduction, declineIntroduction, giveIntroductionBack, makeIntroduction, takeIntroduction, withdrawIntroduction } from "~/features/relationships/commands.server";
import { findIntroduction } from "~/features/relationships/introductions/access.server";
import type { Actor } from "~/shared/actor";
import { houseOfTies } from "./scene";

const t = houseOfTies();
beforeEach(async () => {
  await t.empties();
  await t.holds(t.cast.aileen, t.cast.rec);
  await t.house.admin`truncate inbox_item`;
});

/** Amir's advice centre would like to meet the practice, which Aileen's Harbour knows. */
const asks = (more = {}) => t.as(t.cast.amir, (trx) => askForIntroduction(trx, t.cast.amir, { wantedId: t.cast.organisations.practice, line: "About letters", ...more })).then(({ introductionId }) => introductionId);
const look = (id: string) => t.as(t.cast.fay, (trx) => findIntroduction(trx, t.cast.fay, id));
const does = (actor: Actor, act: typeof takeIntroduction | typeof makeIntroduction, id: string, version: number) => t.as(actor, (trx) => act(trx, actor, id, { version }) as Promise<unknown>);

test("an introduction is asked of whoever knows them, taken on, made, and the practice says yes to the tie", async () => {
  const { aileen, amir, rec, organisations } = t.cast;
  const id = await asks();
  expect(await t.news(aileen)).toEqual(["introduction.asked"]);
  await does(aileen, takeIntroduction, id, 1);
  expect(await t.news(amir)).toEqual(["introduction.taken"]);
  const { tieId } = (await does(aileen, makeIntroduction, id, 2)) as { tieId: string };
  expect(await look(id)).toMatchObject({ state: "made", tieId });
  expect(await t.look(tieId)).toMatchObject({ state: "proposed", organisationId: organisations.advice });
  expect(await t.news(amir)).toContain("introduction.made");
  expect(await t.news(rec)).toEqual(["tie.proposed"]);
  await t.as(rec, (trx) => acceptTie(trx, rec, tieId, { version: 1 }));
  expect(await t.look(tieId)).toMatchObject({ state: "held" });
});

test("where nobody knows them, facilitators are asked", async () => {
  const { amir, fay, organisations } = t.cast;
  await t.as(amir, (trx) => askForIntroduction(trx, amir, { wantedId: organisations.stranger }));
  expect(await t.news(fay)).toEqual(["introduction.asked"]);
});

test("it is given back, declined by the wanted organisation, taken back by whoever asked", async () => {
  const { aileen, amir, rec, bashir } = t.cast;
  const id = await asks();
  await does(aileen, takeIntroduction, id, 1);
  await does(aileen, giveIntroductionBack, id, 2);
  expect(await look(id)).toMatchObject({ state: "asked", brokerPostId: null });
  await expect(does(bashir, declineIntroduction, id, 3)).rejects.toMatchObject({ code: "not_allowed" });
  await does(rec, declineIntroduction, id, 3);
  expect(await t.news(amir)).toContain("introduction.declined");
  const again = await asks();
  await expect(t.as(bashir, (trx) => withdrawIntroduction(trx, bashir, again, { version: 1 }))).rejects.toMatchObject({ code: "not_allowed" });
  await t.as(amir, (trx) => withdrawIntroduction(trx, amir, again, { version: 1 }));
  await expect(does(aileen, takeIntroduction, again, 2)).rejects.toMatchObject({ code: "conflict" });
});

test("it is refused with oneself, with whom one knows, twice, to a commissioner, and with too many letters", async () => {
  const { aileen, amir, com, organisations } = t.cast;
  await expect(asks({ wantedId: organisations.advice })).rejects.toMatchObject({ code: "wrong_entry" });
  await expect(asks({ wantedId: randomUUID() })).rejects.toMatchObject({ code: "wrong_entry" });
  await expect(asks({ line: "x".repeat(600) })).rejects.toMatchObject({ code: "wrong_entry" });
  await expect(t.as(aileen, (trx) => askForIntroduction(trx, aileen, { wantedId: organisations.practice }))).rejects.toMatchObject({ code: "conflict" });
  await expect(t.as(com, (trx) => askForIntroduction(trx, com, { wantedId: organisations.practice }))).rejects.toMatchObject({ code: "not_found" });
  const id = await asks();
  await expect(asks()).rejects.toMatchObject({ code: "conflict" });
  await expect(does(amir, takeIntroduction, id, 1)).rejects.toMatchObject({ code: "conflict" });
  await expect(does(com, takeIntroduction, id, 1)).rejects.toMatchObject({ code: "not_found" });
  await expect(does(aileen, makeIntroduction, id, 1)).rejects.toMatchObject({ code: "conflict" });
});

test("one of two who take it on at once has it, and nobody else makes it", async () => {
  const { aileen, jo, bashir } = t.cast;
  const id = await asks();
  const outcomes = await Promise.allSettled([does(aileen, takeIntroduction, id, 1), does(jo, takeIntroduction, id, 1)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  await expect(does(bashir, makeIntroduction, id, 2)).rejects.toMatchObject({ code: "not_allowed" });
});

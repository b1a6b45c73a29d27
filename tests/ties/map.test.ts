import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { drawLine, nameHolder, noteTry, sayHowToReach, sayWhatHelpsWith } from "~/features/relationships/commands.server";
import { organisationsLike, tieMap } from "~/features/relationships/map/map.server";
import { networkOf } from "~/features/relationships/map/network.server";
import { organisationTies } from "~/features/relationships/organisation/organisation.server";
import type { Actor } from "~/shared/actor";
import { houseOfTies } from "./scene";

const t = houseOfTies();
beforeEach(() => t.empties());

const map = (actor: Actor, organisationId?: string) => t.as(actor, (trx) => tieMap(trx, actor, organisationId));
const network = (actor: Actor) => t.as(actor, (trx) => networkOf(trx, actor));
const page = (actor: Actor, organisationId: string) => t.as(actor, (trx) => organisationTies(trx, actor, organisationId));

test("the map opens on one's own organisation, with its neighbours, the ties among them and what each does", async () => {
  const { aileen, bashir, rec, amir, organisations } = t.cast;
  const tieId = await t.holds(aileen, bashir);
  await t.holds(aileen, rec);
  const among = await t.holds(bashir, rec);
  await t.holds(amir, bashir);
  await t.as(aileen, (trx) => drawLine(trx, aileen, tieId, { kind: "refers", fromId: organisations.harbour }));
  const { centreId, nodes, ties, left } = await map(aileen);
  expect({ centreId, left }).toEqual({ centreId: organisations.harbour, left: 0 });
  expect(nodes.map(({ id }) => id)).toEqual([organisations.harbour, organisations.practice, organisations.foodHub]);
  expect(nodes.filter(({ isOwn }) => isOwn)).toHaveLength(1);
  expect(ties).toHaveLength(3);
  expect(ties.find(({ id }) => id === tieId)).toMatchObject({ lines: [{ kind: "refers", fromId: organisations.harbour }] });
  expect(ties.at(-1)?.id).toBe(among);
});

test("a tie that waits for an answer is not on the map, and an organisation nobody knows is not found", async () => {
  const { aileen, organisations } = t.cast;
  await t.proposes(aileen, organisations.foodHub);
  expect(await map(aileen)).toMatchObject({ nodes: [{ id: organisations.harbour }], ties: [], left: 0 });
  for (const id of [randomUUID(), "not an id"]) await expect(map(aileen, id)).rejects.toMatchObject({ code: "not_found" });
});

test("that a tie hangs by one thread is for its sides and facilitators; everybody who acts sees the outline; a commissioner nothing", async () => {
  const { aileen, bashir, amir, fay, com, organisations } = t.cast;
  await t.holds(aileen, bashir);
  expect((await map(aileen)).ties[0]?.thin).toEqual(["no_second"]);
  expect((await map(fay, organisations.harbour)).ties[0]?.thin).toEqual(["no_second"]);
  expect((await map(amir, organisations.harbour)).ties).toMatchObject([{ thin: [] }]);
  await expect(map(com, organisations.harbour)).rejects.toMatchObject({ code: "not_found" });
});

test("a facilitator sees what hangs by one thread and what rests on one post, until a second is named", async () => {
  const { aileen, jo, bashir, fay, organisations } = t.cast;
  const tieId = await t.holds(aileen, bashir);
  const { ties, count, resting } = await network(fay);
  expect(count).toBe(1);
  expect(ties[0]?.sides.map(({ sideId }) => sideId).toSorted()).toEqual([organisations.foodHub, organisations.harbour].toSorted());
  expect(resting.map(({ postId, ties: on }) => [postId, on.length])).toEqual(expect.arrayContaining([[aileen.seat?.postId, 1], [bashir.seat?.postId, 1]]));
  await t.as(aileen, (trx) => nameHolder(trx, aileen, tieId, { postId: jo.seat?.postId ?? "", part: "second" }));
  expect((await network(fay)).resting.map(({ postId }) => postId)).toEqual([bashir.seat?.postId]);
  await expect(network(aileen)).rejects.toMatchObject({ code: "not_found" });
});

test("an organisation is found by a name that is misspelt", async () => {
  const { aileen } = t.cast;
  expect((await t.as(aileen, (trx) => organisationsLike(trx, aileen, "quaside food"))).map(({ name }) => name)).toContain("Quayside Food Hub");
  expect(await t.as(aileen, (trx) => organisationsLike(trx, aileen, ""))).toEqual([]);
});

test("an organisation's page says who holds its ties, how it is reached, that it is hard to reach, who knows it and what it helps with", async () => {
  const { aileen, bashir, amir, com, organisations } = t.cast;
  await t.holds(aileen, bashir);
  await t.as(bashir, (trx) => sayWhatHelpsWith(trx, bashir, organisations.foodHub, ["food"]));
  await t.as(amir, async (trx) => {
    await sayHowToReach(trx, amir, organisations.foodHub, { label: "The counter", phone: "01632 960 007" });
    for (const line of ["Rang", "Rang again", "Nobody"]) await noteTry(trx, amir, organisations.foodHub, { how: "phone", reached: false, line });
  });
  const shown = await page(amir, organisations.foodHub);
  expect(shown).toMatchObject({ count: 1, isOwn: false, helps: ["food"], hard: { tries: 3 }, abilities: { speakFor: false, propose: true } });
  expect(shown?.ties[0]?.holders.map(({ people }) => people).toSorted()).toEqual([["Aileen Murray"], ["Bashir Khan"]]);
  expect(shown?.knowers.map(({ name, why }) => [name, why])).toEqual([["Aileen Murray", "holds_tie"]]);
  expect(shown?.ways).toMatchObject([{ label: "The counter", mayTakeBack: true }]);
  expect(await page(bashir, organisations.foodHub)).toMatchObject({ isOwn: true, abilities: { speakFor: true, propose: false }, ways: [{ mayTakeBack: false }] });
  expect(await page(aileen, organisations.foodHub)).toMatchObject({ ownTie: { state: "held" }, abilities: { propose: false } });
  expect(await page(com, organisations.foodHub)).toBeUndefined();
});

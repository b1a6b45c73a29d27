import { beforeAll, describe, expect, test } from "vitest";
import { addArea, areaList } from "~/features/gaps/areas.server";
import { chooseInterests, interestsOf, type Chosen } from "~/features/inbox/interests.server";
import { postsFollowing } from "~/features/inbox/tell.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;

beforeAll(async () => {
  cast = await castOf(house.db);
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const nothing: Chosen = { areas: [], needs: [], groups: [] };
const choose = (actor: Actor, postId: string, chosen: Partial<Chosen>) => as(actor, (trx) => chooseInterests(trx, actor, postId, { ...nothing, ...chosen }));
const follows = async (postId: string, of: { areaId?: string | null; need?: string; groups?: string[] }) =>
  (await as(cast.aileen, (trx) => postsFollowing(trx, { areaId: null, need: "arts", groups: [], ...of }))).includes(postId);
const areaNamed = async (name: string) => (await as(cast.fay, (trx) => areaList(trx, cast.fay))).find((area) => area.name === name)?.id ?? "";

describe("interests", () => {
  test("with nothing chosen, a post hears of its organisation’s area and of what is everywhere", async () => {
    const harbour = await areaNamed("Harbour");
    const { areaId: elsewhere } = await as(cast.fay, (trx) => addArea(trx, cast.fay, "Far Shore"));
    expect(await as(cast.amir, (trx) => interestsOf(trx, cast.amir))).toMatchObject([{ postId: cast.posts.amir, usual: "Harbour", areas: [], needs: [], groups: [] }]);
    expect(await follows(cast.posts.amir, { areaId: harbour })).toBe(true);
    expect(await follows(cast.posts.amir, { areaId: null })).toBe(true);
    expect(await follows(cast.posts.amir, { areaId: elsewhere })).toBe(false);
  });

  test("what is chosen takes the place of it, and of what was chosen before", async () => {
    const [harbour, elsewhere] = [await areaNamed("Harbour"), await areaNamed("Far Shore")];
    await choose(cast.stran, cast.posts.stran, { areas: [elsewhere], needs: ["food", "food"], groups: ["carers"] });
    expect(await as(cast.stran, (trx) => interestsOf(trx, cast.stran))).toMatchObject([{ areas: [elsewhere], needs: ["food"], groups: ["carers"] }]);
    expect(await follows(cast.posts.stran, { areaId: harbour })).toBe(false);
    expect(await follows(cast.posts.stran, { areaId: elsewhere })).toBe(true);
    expect(await follows(cast.posts.stran, { areaId: harbour, need: "food" })).toBe(true);
    expect(await follows(cast.posts.stran, { areaId: harbour, groups: ["carers"] })).toBe(true);
    await choose(cast.stran, cast.posts.stran, {});
    expect(await follows(cast.posts.stran, { areaId: harbour })).toBe(true);
  });

  test("are chosen by whoever sits in the post alone, in either wall", async () => {
    for (const actor of [cast.bashir, cast.fay, cast.com]) await expect(choose(actor, cast.posts.amir, { needs: ["food"] })).rejects.toMatchObject({ code: "not_found" });
    await expect(choose(cast.com, cast.posts.com, { needs: ["food"] })).rejects.toMatchObject({ code: "not_found" });
    await expect(as(cast.com, (trx) => interestsOf(trx, cast.com))).rejects.toMatchObject({ code: "not_found" });
    const pretending: Actor = { ...cast.bashir, seats: cast.amir.seats, seat: cast.amir.seat };
    await expect(choose(pretending, cast.posts.amir, { needs: ["food"] })).rejects.toMatchObject({ code: "42501" });
  });

  test.each([
    ["areas", { areas: ["'; drop table area --"] }],
    ["areas", { areas: ["00000000-0000-4000-8000-000000000000"] }],
    ["needs", { needs: ["gold"] }],
    ["groups", { groups: ["kings"] }],
  ])("unknown %s are refused beside their field, and change nothing", async (field, chosen) => {
    await choose(cast.vol, cast.posts.vol, { needs: ["work"] });
    await expect(choose(cast.vol, cast.posts.vol, chosen)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
    expect(await as(cast.vol, (trx) => interestsOf(trx, cast.vol))).toMatchObject([{ needs: ["work"] }]);
  });
});

describe("areas", () => {
  test("are added by facilitators, in either wall, and read by everybody who works here", async () => {
    await as(cast.fay, (trx) => addArea(trx, cast.fay, "  Old\u0007 Pier  Estate "));
    for (const actor of [cast.aileen, cast.com]) expect((await as(actor, (trx) => areaList(trx, actor))).map(({ name }) => name)).toContain("Old Pier Estate");
    await expect(as(cast.jo, (trx) => addArea(trx, cast.jo, "Elsewhere"))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(as(cast.jo, (trx) => trx.insertInto("area").values({ id: crypto.randomUUID(), name: "Elsewhere", added_by: cast.jo.accountId }).execute())).rejects.toMatchObject({ code: "42501" });
  });

  test.each(["harbour", "  HARBOUR ", "Harbour"])("“%s” is on the list already, and it says so kindly", async (name) => {
    await expect(as(cast.fay, (trx) => addArea(trx, cast.fay, name))).rejects.toMatchObject({ fields: { name: [expect.stringMatching(/is on the list already\.$/)] } });
  });

  test.each(["", " \u0000 ", "x".repeat(121)])("a name that is none is refused beside its field", async (name) => {
    await expect(as(cast.fay, (trx) => addArea(trx, cast.fay, name))).rejects.toMatchObject({ code: "wrong_entry", fields: { name: [expect.any(String)] } });
  });
});

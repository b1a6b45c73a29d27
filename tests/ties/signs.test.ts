import { beforeEach, describe, expect, test } from "vitest";
import { askNetwork } from "~/features/gaps/asks/commands.server";
import { nameHolder, noteTry, sayHowToReach, sayWhatHelpsWith, takeBackTry } from "~/features/relationships/commands.server";
import { lessUsed, reachOf, unreachable, whoKnows } from "~/features/relationships/reach/reading.server";
import { myTies, tiePage } from "~/features/relationships/ties/reading.server";
import type { Actor } from "~/shared/actor";
import { addDays, dayAt } from "~/shared/zoned";
import { houseOfTies } from "./scene";

const t = houseOfTies();
let tieId: string;
beforeEach(async () => {
  await t.empties();
  await t.house.admin`update tenure set valid_until = null, ended_why = null`;
  tieId = await t.holds(t.cast.aileen, t.cast.bashir);
});

const signs = async (actor: Actor) => ((await t.as(actor, (trx) => tiePage(trx, actor, tieId))).inside?.signs ?? []).map(({ kind, why }) => ({ kind, why }));
const kinds = async (side = /Harbour|Nothing|began/) => (await signs(t.cast.aileen)).filter(({ why }) => side.test(why)).map(({ kind }) => kind);
const names = (actor: Actor, postId: string, part: string) => t.as(actor, (trx) => nameHolder(trx, actor, tieId, { postId, part }));
/** Contacts so many weeks ago, begun by one organisation. */
async function contacts(weeksAgo: readonly number[], from: Actor | null) {
  const { aileen } = t.cast;
  for (const weeks of weeksAgo)
    await t.house.admin`insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, from_id, account_id, post_id, organisation_id)
      select gen_random_uuid(), id, one_id, other_id, 'call', now() - make_interval(weeks => ${weeks}), ${from?.seat?.organisationId ?? null}, ${aileen.accountId}, ${aileen.seat?.postId ?? ""}, ${aileen.seat?.organisationId ?? ""} from tie where id = ${tieId}`;
}

describe("how a tie stands, the same words for both sides", () => {
  test("no second: one post holds it", async () => {
    expect(await kinds()).toEqual(["no_second"]);
    expect(await signs(t.cast.bashir)).toEqual(await signs(t.cast.aileen));
    const inside = (await t.as(t.cast.aileen, (trx) => tiePage(trx, t.cast.aileen, tieId))).inside;
    expect(inside?.signs[0]).toMatchObject({ step: "Name a second holder", stepTo: `/directory/ties/${tieId}#name`, whyTo: `/directory/ties/${tieId}#holders` });
  });

  test("one level: two hold it, and no manager knows; a more senior one, and it is well", async () => {
    await names(t.cast.aileen, t.cast.posts.vol, "second");
    expect(await kinds()).toEqual(["one_level"]);
    await names(t.cast.aileen, t.cast.posts.jo, "senior");
    expect(await kinds()).toEqual([]);
  });

  test("one person: two posts, and one of them empty", async () => {
    await names(t.cast.aileen, t.cast.posts.vol, "second");
    await t.house.admin`update tenure set valid_until = now() where post_id = ${t.cast.posts.vol}`;
    expect(await kinds()).toEqual(["one_person"]);
  });

  test("nobody: whoever held it has gone", async () => {
    await t.house.admin`update tenure set valid_until = now() where post_id = ${t.cast.posts.bashir}`;
    expect(await kinds(/Food Hub/)).toEqual(["nobody"]);
  });

  test("leaving: a holder goes on a date, and it says who", async () => {
    await t.house.admin`update tenure set valid_until = now() + interval '20 days' where post_id = ${t.cast.posts.bashir}`;
    const found = (await signs(t.cast.aileen)).find(({ kind }) => kind === "leaving");
    expect(found?.why).toMatch(/^Bashir Khan, who holds it for Quayside Food Hub, leaves on \d+ \w+ \d{4}\.$/);
    await t.house.admin`update tenure set valid_until = now() + interval '70 days' where post_id = ${t.cast.posts.bashir}`;
    expect(await kinds(/leaves on/)).toEqual([]);
  });

  test("leaving: the day it names is the last day they said, with notice or with a handover", async () => {
    const lastDay = addDays(dayAt(new Date()), 20);
    const told = async () => (await signs(t.cast.aileen)).find(({ kind }) => kind === "leaving")?.why;
    const [day, month, year] = [lastDay.slice(8).replace(/^0/, ""), new Date(`${lastDay}T12:00Z`).toLocaleDateString("en-GB", { month: "long" }), lastDay.slice(0, 4)];
    await t.house.admin`update tenure set valid_until = (${lastDay}::date + 1)::timestamp at time zone 'Europe/London', ended_why = 'notice' where post_id = ${t.cast.posts.bashir}`;
    expect(await told()).toContain(`leaves on ${day} ${month} ${year}.`);
    await t.house.admin`update tenure set valid_until = (${lastDay}::date + 1 + time '17:00') at time zone 'Europe/London', ended_why = 'handover' where post_id = ${t.cast.posts.bashir}`;
    expect(await told()).toContain(`leaves on ${day} ${month} ${year}.`);
  });

  test("quiet: against its own rhythm, and after twelve weeks where it has none", async () => {
    await contacts([7, 9, 11, 13, 15], null);
    expect((await signs(t.cast.aileen)).find(({ kind }) => kind === "quiet")?.why).toBe("Nothing has passed for 7 weeks; usually you are in touch every 2 weeks.");
    await t.house.admin`update tie_contact set ended_at = now()`;
    await contacts([7, 17, 27, 37, 47], null);
    expect(await kinds(/Nothing has passed/)).toEqual([]);
    await t.house.admin`update tie_contact set ended_at = now() where ended_at is null`;
    await t.house.admin`update tie set held_since = now() - interval '13 weeks' where id = ${tieId}`;
    expect((await signs(t.cast.aileen)).find(({ kind }) => kind === "quiet")?.why).toBe("Nothing has passed for 13 weeks.");
  });

  test("one-way: one side began four of five", async () => {
    await contacts([1, 2, 3, 4], t.cast.aileen);
    expect(await kinds(/began/)).toEqual([]);
    await contacts([5], t.cast.bashir);
    expect((await signs(t.cast.aileen)).find(({ kind }) => kind === "one_way")?.why).toBe("Harbour Link Workers began 80 in 100 contacts this year.");
    await contacts([6], t.cast.bashir);
    expect(await kinds(/began/)).toEqual([]);
  });

  test("my ties come with who holds them, whether anybody sits there, and their signs; facilitators may read the network's", async () => {
    const { aileen, amir, fay, com, posts } = t.cast;
    await t.holds(aileen, amir);
    const mine = await t.as(aileen, (trx) => myTies(trx, aileen));
    expect(mine).toHaveLength(2);
    const hub = mine.find(({ id }) => id === tieId);
    expect(hub?.holders.map(({ postId, people }) => [postId, people.map(({ name }) => name)])).toEqual([[posts.aileen, ["Aileen Murray"]], [posts.bashir, ["Bashir Khan"]]]);
    expect(hub?.signs.map(({ kind }) => kind)).toEqual(["no_second", "no_second"]);
    expect(await t.as(amir, (trx) => myTies(trx, amir, { network: true }))).toHaveLength(1);
    expect(await t.as(fay, (trx) => myTies(trx, fay))).toHaveLength(0);
    expect(await t.as(fay, (trx) => myTies(trx, fay, { network: true }))).toHaveLength(2);
    await expect(t.as(com, (trx) => myTies(trx, com))).rejects.toMatchObject({ code: "not_found" });
    const page = await t.as(amir, (trx) => tiePage(trx, amir, tieId));
    expect(page.holders).toHaveLength(2);
    expect(page.inside).toBeUndefined();
  });
});

describe("reaching an organisation", () => {
  const tries = (actor: Actor, reached = false, more = {}) => t.as(actor, (trx) => noteTry(trx, actor, t.cast.organisations.stranger, { how: "phone", reached, ...more }));

  test("that three tries did not reach is unreachable, until one does or a try is taken back", async () => {
    const { aileen, bashir, amir, com } = t.cast;
    await tries(aileen);
    await tries(bashir, false, { line: "<i>No answer</i>" });
    expect(await t.as(amir, (trx) => unreachable(trx, amir))).toEqual([]);
    const { tryId } = await tries(amir);
    expect(await t.as(amir, (trx) => unreachable(trx, amir))).toMatchObject([{ name: "Inland Trust", tries: 3 }]);
    await expect(t.as(bashir, (trx) => takeBackTry(trx, bashir, tryId))).rejects.toMatchObject({ code: "not_allowed" });
    await t.as(amir, (trx) => takeBackTry(trx, amir, tryId));
    expect(await t.as(amir, (trx) => unreachable(trx, amir))).toEqual([]);
    await tries(amir);
    await tries(aileen, true);
    expect(await t.as(amir, (trx) => unreachable(trx, amir))).toEqual([]);
    await expect(tries(com)).rejects.toMatchObject({ code: "not_found" });
    await expect(tries(aileen, false, { how: "pigeon" })).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(tries(aileen, false, { line: "x".repeat(600) })).rejects.toMatchObject({ code: "wrong_entry" });
  });

  test("is kept with it: whom one reaches, and how", async () => {
    const { aileen, organisations } = t.cast;
    const says = (more = {}) => t.as(aileen, (trx) => sayHowToReach(trx, aileen, organisations.stranger, { label: "The desk", phone: "01632 960 001", ...more }));
    await says();
    for (const more of [{ label: "" }, { phone: "" }, { phone: "ring me" }, { email: "not one" }]) await expect(says(more)).rejects.toMatchObject({ code: "wrong_entry" });
    expect((await t.as(aileen, (trx) => reachOf(trx, aileen, organisations.stranger))).ways).toMatchObject([{ label: "The desk", phone: "01632 960 001" }]);
  });

  test("who knows them: whoever holds a tie, and why", async () => {
    const { amir, aileen, organisations } = t.cast;
    expect(await t.as(amir, (trx) => whoKnows(trx, amir, organisations.foodHub))).toMatchObject([{ accountId: aileen.accountId, why: "holds_tie", words: "Holds a tie with them" }]);
  });
});

describe("less used, could help", () => {
  test("is an organisation that helps with what one looks for and that one has no tie with, with the why", async () => {
    const { aileen, bashir, amir, stran, fay, com, organisations } = t.cast;
    const helps = (actor: Actor, organisationId: string, ...needs: string[]) => t.as(actor, (trx) => sayWhatHelpsWith(trx, actor, organisationId, needs));
    await helps(amir, organisations.advice, "money", "rights");
    await helps(fay, organisations.stranger, "arts");
    await helps(bashir, organisations.foodHub, "money");
    await t.house.admin`insert into post_interest (id, post_id, need, account_id) values (gen_random_uuid(), ${aileen.seat?.postId ?? ""}, 'rights', ${aileen.accountId})`;
    await t.as(aileen, (trx) => askNetwork(trx, aileen, { question: "Who helps with debt letters?", need: "money", groups: [] }));
    const less = () => t.as(aileen, (trx) => lessUsed(trx, aileen));
    // The Food Hub helps with money too, and is well known; nothing was looked for that the Inland Trust does.
    expect(await less()).toMatchObject([{ name: "Shore Advice Centre", near: true, why: "Helps with money and debt, and with rights and forms, which you keep looking for, in Harbour. Not in touch yet." }]);
    await t.house.admin`update tie set held_since = now() - interval '2 years' where id = ${tieId}`;
    expect((await less()).map(({ name }) => name)).toEqual(["Shore Advice Centre", "Quayside Food Hub"]);
    await helps(amir, organisations.advice);
    expect((await less()).map(({ name }) => name)).toEqual(["Quayside Food Hub"]);
    await expect(helps(stran, organisations.advice, "money")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(helps(stran, organisations.stranger, "gold")).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(t.as(com, (trx) => lessUsed(trx, com))).rejects.toMatchObject({ code: "not_found" });
  });
});

import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { postGap, takeRole } from "~/features/gaps/commands.server";
import { answerInvitation, inviteElsewhere, withdrawInvitation } from "~/features/gaps/elsewhere/commands.server";
import { findElsewhere } from "~/features/gaps/elsewhere/find.server";
import { handedLetterOf } from "~/features/gaps/elsewhere/handed.server";
import { invitationsOf, invitationToMine } from "~/features/gaps/elsewhere/invitations.server";
import { everydayWords, searchWords } from "~/features/gaps/elsewhere/words";
import { findGap } from "~/features/gaps/access.server";
import { needs } from "~/features/gaps/words";
import { addOrganisation } from "~/features/people/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast, type Member } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let glen: { id: string; gail: Member; gus: Member };
let moor: string;

beforeAll(async () => {
  cast = await castOf(house.db);
  const founds = (name: string, area: string | undefined, kind: "third_sector" | "gp_practice" = "third_sector") =>
    as(cast.fay, (trx) => addOrganisation(trx, cast.fay, { name, kind, ...(area ? { area } : {}) })).then((added) => added.organisationId);
  const id = await founds("Glen Community Garden", "Glen");
  glen = { id, gail: await cast.another("Gail Baird", id, "worker"), gus: await cast.another("Gus Orr", id, "manager") };
  moor = await founds("Moor Gardening and Lunch Club", "Moor");
  await founds("Harbour Garden", "Harbour");
  await founds("Garden Street Surgery", "Glen", "gp_practice");
  await founds("A Garden Nowhere", undefined);
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
async function posts(sentence = "No garden that one can reach in a wheelchair", area: string | null = "Harbour"): Promise<string> {
  const [row] = area ? await house.admin`select id from area where name = ${area}` : [];
  const { gapId } = await as(cast.aileen, (trx) => postGap(trx, cast.aileen, { sentence, need: "outdoors", groups: [], areaId: row?.["id"] as string | undefined }));
  return gapId;
}
const baseUrl = "https://thread.example";
const invites = (actor: Actor, gapId: string, organisationId: string, line = "") => as(actor, (trx) => inviteElsewhere(trx, actor, gapId, { organisationId, line, baseUrl }));
const answers = (actor: Actor, gapId: string, invitationId: string, answer = "yes", line = "") => as(actor, (trx) => answerInvitation(trx, actor, gapId, invitationId, { answer, line }));
const list = (gapId: string, actor: Actor = cast.jo) => as(actor, (trx) => invitationsOf(trx, actor, gapId));
const letters = (gapId: string) => house.admin<{ to_address: string; subject: string; body: string; kind: string }[]>`select to_address, subject, body, kind from mail where body like ${`%${gapId}%`} order by to_address`;
const inbox = (gapId: string) => house.admin<{ post_id: string; kind: string; seen: boolean }[]>`select post_id, kind, seen_at is not null as seen from inbox_item where gap_id = ${gapId} order by post_id`;

describe("finding", () => {
  const finds = (actor: Actor, gapId: string, words: string) => as(actor, (trx) => findElsewhere(trx, actor, gapId, words)).then((found) => found.map((one) => [one.name, one.area, one.here]));

  test("looks at names, also misspelt, of other areas alone, and says who has somebody here", async () => {
    const gapId = await posts();
    expect(await finds(cast.aileen, gapId, "gardn lunch")).toEqual([["Moor Gardening and Lunch Club", "Moor", false], ["Glen Community Garden", "Glen", true]]);
    expect(await finds(cast.aileen, gapId, everydayWords.outdoors)).toEqual(expect.arrayContaining([["Glen Community Garden", "Glen", true]]));
    expect(await finds(cast.aileen, gapId, "submarines")).toEqual([]);
  });

  test("of a gap that is everywhere looks everywhere, and never finds one’s own", async () => {
    const gapId = await posts("No garden anywhere", null);
    const names = (await finds(glen.gail, gapId, "garden")).map(([name]) => name);
    expect(names).toContain("Harbour Garden");
    expect(names).not.toContain("Glen Community Garden");
    expect(names).not.toContain("Garden Street Surgery");
  });

  test.each(["", "  ", "a of", "%_'\\ & | ! :* <-> ()", "\u0000", "x".repeat(5000)])("with “%s” finds nothing, and breaks nothing", async (words) => {
    expect(await finds(cast.aileen, await posts(), words)).toEqual([]);
  });

  test("each need begins with words that say something, but for the one nobody can guess", () => {
    for (const need of Object.keys(needs) as (keyof typeof needs)[]) expect(searchWords(everydayWords[need]).length > 0).toBe(need !== "something_else");
  });

  test("answers no commissioner, in either wall", async () => {
    const gapId = await posts();
    await expect(finds(cast.com, gapId, "garden")).rejects.toMatchObject({ code: "not_found" });
    const past = await as(cast.com, (trx) => sql`select * from app.organisations_elsewhere(array['garden'], null, 5)`.execute(trx));
    expect(past.rows).toEqual([]);
  });
});

describe("inviting", () => {
  test("tells every acting post of theirs, and writes to the people in them", async () => {
    const gapId = await posts();
    const { here } = await invites(cast.bashir, gapId, glen.id, "We saw your raised beds.");
    expect(here).toBe(true);
    expect((await inbox(gapId)).filter((one) => one.kind === "gap.invited").map((one) => one.post_id).sort()).toEqual([glen.gail.seat?.postId, glen.gus.seat?.postId].sort());
    const sent = await letters(gapId);
    expect(sent.map((one) => [one.to_address, one.kind, one.subject])).toEqual([["gail.baird@example.test", "notice", "Could you do this in Harbour?"], ["gus.orr@example.test", "notice", "Could you do this in Harbour?"]]);
    expect(sent[0]?.body).toContain(`Bashir Khan of Quayside Food Hub asks whether Glen Community Garden could help with something that is missing in Harbour.\n\nWhat is missing: No garden that one can reach in a wheelchair\n\nWe saw your raised beds.`);
    expect(sent[0]?.body).toContain(`${baseUrl}/gaps/${gapId}`);
    expect(await list(gapId)).toMatchObject([{ organisation: "Glen Community Garden", state: "waiting", here: true, by: "Bashir Khan", line: "We saw your raised beds.", mayAnswer: false }]);
    expect(await house.admin`select kind from activity where subject_id = ${gapId} and kind = 'gap.invited'`).toHaveLength(1);
  });

  test("says no sentence and no line that may name someone", async () => {
    const gapId = await posts("Nothing for Morag Sinclair");
    await invites(cast.bashir, gapId, glen.id, "Wee Hamish of Pier Road would come");
    for (const { body } of await letters(gapId)) expect(body).not.toMatch(/Morag|Hamish/);
    await invites(cast.bashir, gapId, moor, "Wee Hamish of Pier Road would come");
    const gap = await as(cast.bashir, (trx) => findGap(trx, cast.bashir, gapId));
    const handed = await as(cast.bashir, (trx) => handedLetterOf(trx, cast.bashir, gap, moor));
    expect(handed).toMatchObject({ waits: true, facilitator: "Fay Innes", organisation: "Moor Gardening and Lunch Club" });
    expect(handed.paragraphs.join(" ")).not.toMatch(/Morag|Hamish/);
  });

  test("where nobody of theirs is here, stands with a letter to hand over, and sends none", async () => {
    const gapId = await posts();
    expect(await invites(cast.bashir, gapId, moor, "We saw your raised beds.")).toMatchObject({ here: false });
    expect(await letters(gapId)).toEqual([]);
    const gap = await as(cast.jo, (trx) => findGap(trx, cast.jo, gapId));
    const handed = await as(cast.jo, (trx) => handedLetterOf(trx, cast.jo, gap, moor));
    expect(handed.paragraphs).toEqual([
      "Dear Moor Gardening and Lunch Club,",
      "Bashir Khan of Quayside Food Hub asks whether Moor Gardening and Lunch Club could help with something that is missing in Harbour.",
      "What is missing: No garden that one can reach in a wheelchair",
      "We saw your raised beds.",
      expect.stringContaining("It promises nothing"),
      "With kind regards,\nBashir Khan\nQuayside Food Hub",
    ]);
    await expect(as(cast.jo, (trx) => handedLetterOf(trx, cast.jo, gap, glen.id))).rejects.toMatchObject({ code: "not_found" });
  });

  test("one organisation once, also when two people do in the same moment", async () => {
    const gapId = await posts();
    const outcomes = await Promise.allSettled([invites(cast.bashir, gapId, glen.id), invites(cast.jo, gapId, glen.id)]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict", message: expect.stringMatching(/^(Bashir Khan|Jo Fraser) has invited Glen Community Garden already\.$/) });
  });

  test.each([
    ["one nobody knows", () => "00000000-0000-4000-8000-000000000000"],
    ["no id at all", () => "'; drop table organisation --"],
    ["one’s own", () => cast.organisations.foodHub],
    ["the network", () => cast.organisations.network],
  ])("%s gets a kind sentence", async (_which, organisationId) => {
    const gapId = await posts();
    await expect(invites(cast.bashir, gapId, organisationId())).rejects.toMatchObject({ code: "wrong_entry", fields: { organisationId: [expect.stringMatching(/\.$/)] } });
    await expect(invites(cast.bashir, gapId, glen.id, "x".repeat(301))).rejects.toMatchObject({ fields: { line: [expect.stringMatching(/under 300/)] } });
    expect(await list(gapId)).toEqual([]);
  });

  test("stops at 20 in an hour, for one person alone", async () => {
    const eager = await cast.another("Eager Bell", cast.organisations.advice, "worker");
    for (let sent = 0; sent < 20; sent++) await invites(eager, await posts(), moor);
    const gapId = await posts();
    await expect(invites(eager, gapId, moor)).rejects.toMatchObject({ code: "too_many", message: "That is 20 invitations within the hour. Wait for the first answers, then send more." });
    await invites(cast.jo, gapId, moor);
  });
});

describe("answering", () => {
  test("is for the invited, once; both sides see it, and whoever asked and the lead are told", async () => {
    const gapId = await posts();
    await as(cast.amir, (trx) => takeRole(trx, cast.amir, gapId, "lead"));
    const { invitationId } = await invites(cast.bashir, gapId, glen.id);
    expect(await as(glen.gail, (trx) => invitationToMine(trx, glen.gail, gapId))).toMatchObject({ mayAnswer: true });
    expect(await as(cast.jo, (trx) => invitationToMine(trx, cast.jo, gapId))).toBeUndefined();
    await answers(glen.gail, gapId, invitationId, "yes", "Ring us on a Tuesday");
    for (const actor of [cast.bashir, cast.jo, glen.gus]) expect(await list(gapId, actor)).toMatchObject([{ state: "yes", answerLine: "Ring us on a Tuesday", answeredBy: "Gail Baird", mayAnswer: false, mayWithdraw: false }]);
    expect((await inbox(gapId)).filter((one) => one.kind === "gap.answered").map((one) => one.post_id).sort()).toEqual([cast.posts.bashir, cast.posts.amir].sort());
    expect((await inbox(gapId)).filter((one) => one.kind === "gap.invited").every((one) => one.seen)).toBe(true);
    await expect(answers(glen.gus, gapId, invitationId, "no")).rejects.toMatchObject({ code: "conflict", message: "A colleague has answered meanwhile." });
    await expect(as(cast.bashir, (trx) => withdrawInvitation(trx, cast.bashir, gapId, invitationId))).rejects.toMatchObject({ code: "conflict" });
    // After an answer they may be asked again.
    await invites(cast.jo, gapId, glen.id);
  });

  test("by two colleagues in the same moment: the first stands", async () => {
    const gapId = await posts();
    const { invitationId } = await invites(cast.bashir, gapId, glen.id);
    const outcomes = await Promise.allSettled([answers(glen.gail, gapId, invitationId, "yes"), answers(glen.gus, gapId, invitationId, "no")]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("with something else, or too many words, gets a kind sentence", async () => {
    const gapId = await posts();
    const { invitationId } = await invites(cast.bashir, gapId, glen.id);
    await expect(answers(glen.gail, gapId, invitationId, "perhaps")).rejects.toMatchObject({ fields: { answer: [expect.stringMatching(/\.$/)] } });
    await expect(answers(glen.gail, gapId, invitationId, "yes", "x".repeat(301))).rejects.toMatchObject({ fields: { answerLine: [expect.stringMatching(/under 300/)] } });
  });

  test("for another organisation is refused, in either wall: whoever invites does not answer, nor forge who did", async () => {
    const gapId = await posts();
    const { invitationId } = await invites(cast.bashir, gapId, glen.id);
    for (const actor of [cast.bashir, cast.aileen]) await expect(answers(actor, gapId, invitationId)).rejects.toMatchObject({ code: "not_allowed" });
    const forge = (actor: Actor, by: string) => as(actor, (trx) => trx.updateTable("gap_invitation").set({ answer: "yes", answered_at: new Date(), answered_by: by }).where("id", "=", invitationId).executeTakeFirst());
    await expect(forge(cast.bashir, cast.bashir.accountId)).rejects.toMatchObject({ code: "42501" });
    await expect(forge(cast.bashir, glen.gail.accountId)).rejects.toMatchObject({ code: "42501" });
    await expect(forge(glen.gail, glen.gus.accountId)).rejects.toMatchObject({ code: "42501" });
    expect((await forge(cast.aileen, cast.aileen.accountId)).numUpdatedRows).toBe(0n);
    const takesBack = as(glen.gail, (trx) => trx.updateTable("gap_invitation").set({ ended_at: new Date(), ended_by: glen.gail.accountId }).where("id", "=", invitationId).executeTakeFirst());
    await expect(takesBack).rejects.toMatchObject({ code: "42501" });
    await answers(glen.gail, gapId, invitationId, "no");
    expect((await forge(glen.gail, glen.gail.accountId)).numUpdatedRows).toBe(0n);
    expect(await list(gapId)).toMatchObject([{ state: "no" }]);
  });
});

describe("taking back", () => {
  test("is for whoever asked; nobody can answer any more, and it can be put back", async () => {
    const gapId = await posts();
    const { invitationId } = await invites(cast.bashir, gapId, glen.id);
    const withdraws = (actor: Actor, back = false) => as(actor, (trx) => withdrawInvitation(trx, actor, gapId, invitationId, { back }));
    await expect(withdraws(cast.aileen)).rejects.toMatchObject({ code: "not_allowed" });
    await withdraws(cast.bashir);
    await withdraws(cast.bashir);
    expect(await list(gapId)).toMatchObject([{ state: "withdrawn" }]);
    expect(await as(glen.gail, (trx) => invitationToMine(trx, glen.gail, gapId))).toBeUndefined();
    await expect(answers(glen.gail, gapId, invitationId)).rejects.toMatchObject({ code: "conflict", message: "The invitation was taken back meanwhile." });
    await withdraws(cast.bashir, true);
    await answers(glen.gail, gapId, invitationId, "no", "Not this spring");
    expect(await list(gapId)).toMatchObject([{ state: "no", answerLine: "Not this spring" }]);
  });

  test("cannot be undone once they were asked again", async () => {
    const gapId = await posts();
    const { invitationId } = await invites(cast.bashir, gapId, glen.id);
    await as(cast.bashir, (trx) => withdrawInvitation(trx, cast.bashir, gapId, invitationId));
    await invites(cast.jo, gapId, glen.id);
    await expect(as(cast.bashir, (trx) => withdrawInvitation(trx, cast.bashir, gapId, invitationId, { back: true }))).rejects.toMatchObject({ code: "conflict" });
  });

  test("a commissioner sees none of it, and invites nobody, in either wall", async () => {
    const gapId = await posts();
    await invites(cast.bashir, gapId, glen.id);
    await expect(list(gapId, cast.com)).rejects.toMatchObject({ code: "not_found" });
    await expect(invites(cast.com, gapId, moor)).rejects.toMatchObject({ code: "not_found" });
    expect(await as(cast.com, (trx) => trx.selectFrom("gap_invitation").selectAll().execute())).toEqual([]);
    const row = { id: crypto.randomUUID(), gap_id: gapId, invited_id: moor, account_id: cast.com.accountId, post_id: cast.posts.com, organisation_id: cast.organisations.council };
    await expect(as(cast.com, (trx) => trx.insertInto("gap_invitation").values(row).execute())).rejects.toMatchObject({ code: "42501" });
  });
});

import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { addOrganisation, addPost, changeLine, changeOrganisation, closePost, endTenure } from "~/features/people/commands.server";
import { areasOf, organisationPage, postPage, searchOrganisations } from "~/features/people/directory-read.server";
import { sendCode } from "~/features/people/codes.server";
import { outboxPage } from "~/features/people/outbox-read.server";
import { postsToInviteTo, teamPage } from "~/features/people/team-read.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { database } from "../support/database";
import { actorFor, founded, placed, type Placed } from "./cast";

const house = database();
let iona: Actor;
let morag: Placed;
let jo: Placed;
let other: Placed;

beforeAll(async () => {
  iona = await founded(house.db);
  morag = await placed(house.db, iona, "Morag Bain", "manager");
  jo = await placed(house.db, iona, "Jo Lamont", "worker", morag.organisationId);
  other = await placed(house.db, iona, "Una Orr", "manager");
});

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const search = (actor: Actor, words: string, more = {}) => as(actor, (trx) => searchOrganisations(trx, actor, { words, area: "", kind: "", page: 1, ...more }));

describe("organisations", () => {
  test("are added and changed by facilitators, and by nobody else in either wall", async () => {
    const { organisationId } = await as(iona, (trx) => addOrganisation(trx, iona, { name: "Còmhla Befriending", kind: "third_sector", area: "Fife", charityNumber: "SC000900" }));
    await as(iona, (trx) => changeOrganisation(trx, iona, organisationId, { name: "Còmhla Befriending", kind: "third_sector", area: "Moray", charityNumber: "SC000900" }));
    for (const actor of [morag.actor, jo.actor]) {
      await expect(as(actor, (trx) => addOrganisation(trx, actor, { name: "No", kind: "third_sector" }))).rejects.toMatchObject({ code: "not_allowed" });
      await expect(as(actor, (trx) => changeOrganisation(trx, actor, organisationId, { name: "No", kind: "third_sector" }))).rejects.toMatchObject({ code: "not_allowed" });
      const pretending: Actor = { ...actor, seats: iona.seats, seat: iona.seat };
      await expect(as(pretending, (trx) => addOrganisation(trx, pretending, { name: "No", kind: "third_sector" }))).rejects.toMatchObject({ code: "42501" });
      await as(pretending, (trx) => trx.updateTable("organisation").set({ name: "No" }).where("id", "=", organisationId).execute());
    }
    const page = await as(jo.actor, (trx) => organisationPage(trx, jo.actor, organisationId));
    expect(page).toMatchObject({ organisation: { name: "Còmhla Befriending", area: "Moray" }, abilities: { change: false, addPost: false } });
  });

  test("have a charity number of their own, said at its field", async () => {
    await as(iona, (trx) => addOrganisation(trx, iona, { name: "First", kind: "third_sector", charityNumber: "SC000901" }));
    await expect(as(iona, (trx) => addOrganisation(trx, iona, { name: "Second", kind: "third_sector", charityNumber: "SC000901" }))).rejects.toMatchObject({ code: "conflict", fields: { charityNumber: ["First has this charity number already."] } });
  });

  test("are found with a letter missing, without accents, by number, and by area", async () => {
    expect((await search(jo.actor, "comhla befrending")).rows[0]?.name).toBe("Còmhla Befriending");
    expect((await search(jo.actor, "sc000900")).rows).toHaveLength(1);
    expect((await search(jo.actor, "", { area: "Moray" })).rows.map((row) => row.name)).toEqual(["Còmhla Befriending"]);
    expect((await search(jo.actor, "%")).rows.length + (await search(jo.actor, "'; drop table organisation --")).rows.length).toBeLessThan(50);
    expect(await as(jo.actor, (trx) => areasOf(trx, jo.actor))).toContain("Moray");
  });

  test("are not there for an account without a seat, whatever it asks", async () => {
    const gone = await placed(house.db, iona, "Eck Gray", "worker", morag.organisationId);
    await as(morag.actor, (trx) => endTenure(trx, morag.actor, gone.actor.seat?.tenureId ?? "", ""));
    const actor = await actorFor(house.db, gone.actor.accountId);
    expect((await search(actor, "")).rows).toEqual([]);
    await expect(as(actor, (trx) => organisationPage(trx, actor, morag.organisationId))).rejects.toMatchObject({ code: "not_found" });
    const stale = gone.actor;
    expect((await search(stale, "")).rows).toEqual([]);
    await expect(as(stale, (trx) => postPage(trx, stale, jo.postId))).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([undefined, "", "1", "' or true --", randomUUID(), "00000000-0000-0000-0000-00000000000G"])("an id that leads nowhere (%j) is answered like one that may not be seen", async (id) => {
    await expect(as(iona, (trx) => organisationPage(trx, iona, id))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(iona, (trx) => postPage(trx, iona, id))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("posts", () => {
  test("are looked after by the organisation's manager, with lines that keep their history", async () => {
    const adding = { organisationId: morag.organisationId, title: "Community worker", role: "worker" as const, employedBy: morag.organisationId, managedBy: morag.postId };
    const { postId } = await as(morag.actor, (trx) => addPost(trx, morag.actor, adding));
    await as(morag.actor, (trx) => changeLine(trx, morag.actor, { postId, kind: "employed_by", to: other.organisationId }));
    await as(morag.actor, (trx) => changeLine(trx, morag.actor, { postId, kind: "managed_by" }));
    const page = await as(jo.actor, (trx) => postPage(trx, jo.actor, postId));
    expect(page.lines).toMatchObject([{ kind: "employed_by", name: "Una Orr’s place" }]);
    expect(page.abilities.lookAfter).toBe(false);
    expect(await house.admin`select 1 from post_line where post_id = ${postId}`).toHaveLength(3);
    await as(morag.actor, (trx) => closePost(trx, morag.actor, postId));
    expect((await as(morag.actor, (trx) => teamPage(trx, morag.actor))).organisations[0]?.posts.some((post) => post.id === postId)).toBe(false);
  });

  test("a line leads to a manager's post that is open, or is refused at its field", async () => {
    await expect(as(morag.actor, (trx) => changeLine(trx, morag.actor, { postId: jo.postId, kind: "managed_by", to: jo.postId }))).rejects.toMatchObject({ code: "wrong_entry", fields: { managedBy: [expect.any(String)] } });
    await expect(as(morag.actor, (trx) => changeLine(trx, morag.actor, { postId: jo.postId, kind: "hosted_by", to: randomUUID() }))).rejects.toMatchObject({ code: "not_found" });
  });

  test("are closed to another organisation's manager and to workers, in either wall", async () => {
    for (const actor of [other.actor, jo.actor]) {
      await expect(as(actor, (trx) => addPost(trx, actor, { organisationId: morag.organisationId, title: "No", role: "worker" }))).rejects.toMatchObject({ code: "not_allowed" });
      await expect(as(actor, (trx) => closePost(trx, actor, morag.postId))).rejects.toMatchObject({ code: "not_allowed" });
      await expect(as(actor, (trx) => changeLine(trx, actor, { postId: jo.postId, kind: "managed_by", to: other.postId }))).rejects.toMatchObject({ code: "not_allowed" });
      const pretending: Actor = { ...actor, seats: iona.seats, seat: iona.seat };
      await expect(as(pretending, (trx) => changeLine(trx, pretending, { postId: jo.postId, kind: "managed_by", to: other.postId }))).rejects.toMatchObject({ code: "42501" });
      expect(await as(actor, (trx) => postsToInviteTo(trx, actor, jo.postId))).not.toContainEqual(expect.objectContaining({ value: jo.postId }));
    }
  });
});

describe("the outbox", () => {
  test("is for facilitators; in a real network what a code says is not even theirs", async () => {
    await sendCode(house.db, jo.actor.email);
    const asked = { page: 1, development: false, byMail: false };
    const { letters } = await as(iona, (trx) => outboxPage(trx, iona, asked));
    const code = letters.find((letter) => letter.subject === "Your code to sign in");
    expect(code).toMatchObject({ to: jo.actor.email });
    expect(code?.body).toBeUndefined();
    expect(letters.some((letter) => letter.body?.includes("/invite/"))).toBe(true);
    expect((await as(iona, (trx) => outboxPage(trx, iona, { ...asked, byMail: true }))).letters.some((letter) => letter.body?.includes("/invite/"))).toBe(false);
    for (const actor of [morag.actor, jo.actor]) {
      await expect(as(actor, (trx) => outboxPage(trx, actor, asked))).rejects.toMatchObject({ code: "not_found" });
      const pretending: Actor = { ...actor, seats: iona.seats, seat: iona.seat };
      expect((await as(pretending, (trx) => outboxPage(trx, pretending, asked))).letters).toEqual([]);
    }
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { acceptInvitation, addPost, askForInvitation, closePost, endTenure, invite, takeSeat, withdrawInvitation } from "~/features/people/commands.server";
import { findInvitation } from "~/features/people/invitations.server";
import { findActor } from "~/features/people/sessions.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { database } from "../support/database";
import { actorFor, founded, placed, type Placed } from "./cast";

const house = database();
const baseUrl = "http://localhost:3000";
let iona: Actor;
let morag: Placed;
let jo: Placed;

beforeAll(async () => {
  iona = await founded(house.db);
  morag = await placed(house.db, iona, "Morag Bain", "manager");
  jo = await placed(house.db, iona, "Jo Lamont", "worker", morag.organisationId);
});

const inviting = (actor: Actor, postId: string, email: string) =>
  withActor(house.db, actor, (trx) => invite(trx, actor, { postId, name: "Rory Nairn", email, purpose: "Tuesdays", baseUrl }));

describe("an invitation", () => {
  test("leads from a letter to a seat, once", async () => {
    const { token } = await inviting(morag.actor, jo.postId, "Rory.Nairn@harbour.example");
    const [letter] = await house.admin`select body from mail where to_address = 'rory.nairn@harbour.example'`;
    expect(letter?.body).toContain(`${baseUrl}/invite/${token}`);
    expect(await findInvitation(house.db, token)).toMatchObject({ name: "Rory Nairn", invitedBy: "Morag Bain", state: "open", hasAccount: false });
    const { accountId, sessionToken } = await acceptInvitation(house.db, { token, name: "Rory Nairn", device: "mine", browser: "Firefox" });
    const rory = await findActor(house.db, sessionToken);
    expect(rory).toMatchObject({ accountId, device: "mine", seat: { postId: jo.postId } });
    await expect(takeSeat(house.db, { token, name: "Rory Nairn" })).rejects.toMatchObject({ code: "conflict" });
    expect((await findInvitation(house.db, token)).state).toBe("used");
  });

  test("keeps no usable link in the tables but the letter that waits", async () => {
    const { token } = await inviting(morag.actor, jo.postId, "dump@harbour.example");
    const rows = await house.admin`select to_jsonb(i)::text as row from invitation i`;
    expect(rows.map((one) => one.row).join()).not.toContain(token);
  });

  test("that is withdrawn, or whose post is closed, or unknown, opens nothing", async () => {
    const { token, invitationId } = await inviting(morag.actor, jo.postId, "w@harbour.example");
    await withActor(house.db, morag.actor, (trx) => withdrawInvitation(trx, morag.actor, invitationId));
    await expect(takeSeat(house.db, { token, name: "W" })).rejects.toMatchObject({ code: "conflict" });
    const { postId } = await withActor(house.db, morag.actor, (trx) => addPost(trx, morag.actor, { organisationId: morag.organisationId, title: "Short post", role: "volunteer" }));
    const second = await inviting(morag.actor, postId, "w2@harbour.example");
    await withActor(house.db, morag.actor, (trx) => closePost(trx, morag.actor, postId));
    await expect(takeSeat(house.db, { token: second.token, name: "W" })).rejects.toMatchObject({ code: "conflict" });
    await expect(takeSeat(house.db, { token: "guess", name: "W" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("never opens an account that is already there: its holder signs in first", async () => {
    const { token } = await inviting(morag.actor, jo.postId, iona.email);
    await expect(takeSeat(house.db, { token, name: "Not Iona" })).rejects.toMatchObject({ code: "signed_out" });
    await expect(takeSeat(house.db, { token, name: "Not Iona", accountId: morag.actor.accountId })).rejects.toMatchObject({ code: "signed_out" });
    await takeSeat(house.db, { token, name: "Iona Reid", accountId: iona.accountId });
    expect((await actorFor(house.db, iona.accountId)).seats).toHaveLength(2);
  });

  test("a new one can be asked for; whoever invited gets one letter a day", async () => {
    const { token, invitationId } = await inviting(morag.actor, jo.postId, "again@harbour.example");
    await withActor(house.db, morag.actor, (trx) => withdrawInvitation(trx, morag.actor, invitationId));
    await askForInvitation(house.db, token);
    await askForInvitation(house.db, token);
    const letters = await house.admin`select subject from mail where to_address = ${morag.actor.email} and kind = 'notice'`;
    expect(letters).toHaveLength(1);
  });
});

describe("who may invite", () => {
  test("a manager of another organisation, a worker and a stranger may not", async () => {
    const other = await placed(house.db, iona, "Una Orr", "manager");
    await expect(inviting(other.actor, jo.postId, "x@harbour.example")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(inviting(jo.actor, jo.postId, "x@harbour.example")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(inviting({ ...jo.actor, seats: [], seat: undefined }, jo.postId, "x@harbour.example")).rejects.toMatchObject({ code: "not_found" });
  });

  test("a manager makes no facilitators, by the feature's rule and by the database's", async () => {
    const adding = { organisationId: morag.organisationId, title: "Facilitator", role: "facilitator" as const };
    await expect(withActor(house.db, morag.actor, (trx) => addPost(trx, morag.actor, adding))).rejects.toMatchObject({ code: "not_allowed" });
    const pretending: Actor = { ...morag.actor, seats: iona.seats, seat: iona.seat };
    await expect(withActor(house.db, pretending, (trx) => addPost(trx, pretending, adding))).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the end of a tenure", () => {
  test("closes what the seat opened, and cannot be moved afterwards by whoever held it", async () => {
    const gone = await placed(house.db, iona, "Eck Gray", "worker", morag.organisationId);
    const tenureId = gone.actor.seat?.tenureId ?? "";
    await expect(withActor(house.db, jo.actor, (trx) => endTenure(trx, jo.actor, tenureId, "no"))).rejects.toMatchObject({ code: "not_allowed" });
    await withActor(house.db, morag.actor, (trx) => endTenure(trx, morag.actor, tenureId, "New job"));
    expect((await actorFor(house.db, gone.actor.accountId)).seats).toEqual([]);
    const revived = await withActor(house.db, gone.actor, (trx) =>
      trx.updateTable("tenure").set({ valid_until: new Date("2099-01-01") }).where("id", "=", tenureId).executeTakeFirst(),
    );
    expect(revived.numUpdatedRows).toBe(0n);
  });

  test("one may leave a post oneself", async () => {
    const leaver = await placed(house.db, iona, "Ina Kerr", "worker", morag.organisationId);
    await withActor(house.db, leaver.actor, (trx) => endTenure(trx, leaver.actor, leaver.actor.seat?.tenureId ?? "", "Retired"));
    expect((await actorFor(house.db, leaver.actor.accountId)).seats).toEqual([]);
  });
});

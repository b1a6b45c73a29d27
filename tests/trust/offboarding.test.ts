import { beforeAll, expect, test } from "vitest";
import { endCase, shareCase } from "~/features/case-notes/commands.server";
import { closePost, endTenure, invite, takeSeat, withdrawInvitation } from "~/features/people/commands.server";
import { findInvitation } from "~/features/people/invitations.server";
import { endSessions } from "~/features/people/sessions.server";
import { withActor } from "~/shared/actor.server";
import { asking } from "~db/client";
import type { Member } from "../support/cast";
import { agrees, noteBy, personOf } from "../support/factories";
import { figure, percentile, size } from "../support/size";
import { stage } from "../support/stage";
import { Everywhere, type Subject } from "./withdrawals/everywhere";
import { Line, tokenOf, type Place } from "./withdrawals/line";
import { subjectOf } from "./withdrawals/watcher";

const set = stage();
let place: Place;
let subject: Subject;
let writer: Line;
let minted = 0;

beforeAll(async () => {
  const { aileen, organisations } = set.cast;
  place = { baseUrl: set.server.baseUrl, cookieName: "thread" };
  const clientId = await personOf(set.data.db, aileen);
  await agrees(set.data.db, aileen, clientId, [{ with: organisations.foodHub, classes: ["shared_plan"] }]);
  const note = await noteBy(set.data.db, aileen, clientId, ["shared_plan"]);
  subject = { clientId, documentId: note.documentOf("shared_plan"), notePath: `/people/${clientId}/notes/${note.noteId}` };
  writer = await new Line(place, subject.documentId, aileen.cookie).opened();
  say();
});

const say = () => {
  writer.say(tokenOf(++minted));
  return minted;
};
const notify = () => {
  const notice = { kind: "step.added", client: subject.clientId, subject: subjectOf(++minted), subjectKind: "step", organisation: null, account: null, at: `${Date.now()}000` };
  return set.data.pool`select pg_notify('notice', ${JSON.stringify(notice)})`;
};

/** A way in which a right ends: whose it is, and the one act of the product that ends it. A new act is a row more. */
type End = { name: string; whose: (name: string) => Promise<Member>; act: (member: Member) => Promise<unknown>; mayComeBackByCode?: true };
const ofHub = (name: string) => set.cast.another(name, set.cast.organisations.foodHub, "worker");
const asFay = <T>(work: (trx: Parameters<typeof endTenure>[0]) => Promise<T>) => withActor(set.data.db, set.cast.fay, work);
const seatOf = (member: Member) => ({ tenureId: member.seats[0]?.tenureId ?? "", postId: member.seats[0]?.postId ?? "" });
const leaves = (member: Member) => asFay((trx) => endTenure(trx, set.cast.fay, seatOf(member).tenureId, "moved on"));

const ends: End[] = [
  { name: "a colleague leaves", whose: ofHub, act: leaves },
  { name: "their post is closed", whose: ofHub, act: (member) => asFay((trx) => closePost(trx, set.cast.fay, seatOf(member).postId)) },
  { name: "they are signed out everywhere", whose: ofHub, mayComeBackByCode: true, act: ({ accountId }) => asking(set.data.db, { account: accountId }, (trx) => endSessions(trx, accountId, { all: true }, "signed_out")) },
  {
    name: "their part in the case ends",
    whose: async (name) => {
      const { aileen, another, organisations } = set.cast;
      const member = await another(name, organisations.harbour, "link_worker");
      await withActor(set.data.db, aileen, (trx) => shareCase(trx, aileen, subject.clientId, seatOf(member).postId));
      return member;
    },
    act: (member) => withActor(set.data.db, set.cast.aileen, (trx) => endCase(trx, set.cast.aileen, subject.clientId, seatOf(member).postId)),
  },
  {
    name: "they go on as a volunteer only",
    whose: async (name) => {
      const member = await ofHub(name);
      const lesser = await set.cast.another(`${name} Post`, set.cast.organisations.foodHub, "volunteer");
      const { token } = await asFay((trx) => invite(trx, set.cast.fay, { postId: seatOf(lesser).postId, name, email: member.email, purpose: "", baseUrl: "http://localhost" }));
      await takeSeat(set.data.db, { token, name, accountId: member.accountId });
      return member;
    },
    act: leaves,
  },
];

for (const [index, { name, whose, act, mayComeBackByCode }] of ends.entries()) test(`[R9] when ${name}, every page, form, socket, topic and code of theirs is dead`, async () => {
  const member = await whose(`Neil ${"ABCDEFGH"[index]}son`);
  const open = await Everywhere.open(set.data, place, member, subject, say());
  if (!mayComeBackByCode) await open.asksForCode();
  const asked = performance.now();
  await act(member);
  const late = minted + 1;
  open.forbid(late);
  say();
  await notify();
  const took = (await open.dead()) - asked;
  figure(`G9 offboarding, ${name}`, { deadAfterMs: Math.round(took) });
  expect(await open.stillReaches(late)).toEqual([]);
  expect(took).toBeLessThan(size({ short: 5_000, long: 1_000 }));
});

test("[R9] an organisation leaves: its people end one after the other, and nobody of it reads on", async () => {
  const many = size({ short: 12, long: 500 });
  const staff: Everywhere[] = [];
  for (let from = 0; from < many; from += 20) {
    const members = await Promise.all(Array.from({ length: Math.min(20, many - from) }, (_, index) => ofHub(`Staff ${from + index}`)));
    staff.push(...(await Promise.all(members.map((member) => Everywhere.open(set.data, place, member, subject, say())))));
  }
  // Until one act ends a whole organisation, a facilitator ends the tenures; the act then takes the place of this.
  const begun = performance.now();
  const each: number[] = [];
  const deaths = staff.map((one) => one.dead());
  const queue = [...staff];
  const line = async () => {
    for (let one = queue.pop(); one; one = queue.pop()) {
      const asked = performance.now();
      await leaves(one.member);
      one.forbid(minted + 1);
      const index = staff.indexOf(one);
      deaths[index]?.then((at) => each.push(Math.max(0, at - asked)));
    }
  };
  await Promise.all([line(), line(), line(), line()]);
  const late = say();
  await notify();
  const took = Math.max(...(await Promise.all(deaths))) - begun;
  const found: string[] = [];
  for (let from = 0; from < staff.length; from += 20) found.push(...(await Promise.all(staff.slice(from, from + 20).map((one) => one.stillReaches(late)))).flat());
  figure("G9 offboarding, an organisation", { people: many, allDeadAfterMs: Math.round(took), oneDeadAfterMsP50: Math.round(percentile(each, 0.5)), oneDeadAfterMsP99: Math.round(percentile(each, 0.99)), laterReads: found.length });
  expect(found).toEqual([]);
  expect(took).toBeLessThan(10_000);
});

test("[R9] an invitation taken back, or to a post that was closed meanwhile, opens nothing", async () => {
  const { fay } = set.cast;
  for (const end of ["taken back", "post closed"] as const) {
    const { postId } = seatOf(await ofHub(`Last ${end}`));
    const { invitationId, token } = await asFay((trx) => invite(trx, fay, { postId, name: "Ola Newman", email: `ola.${end.replace(" ", ".")}@example.test`, purpose: "", baseUrl: "http://localhost" }));
    expect((await findInvitation(set.data.db, token)).state).toBe("open");
    await asFay((trx) => (end === "taken back" ? withdrawInvitation(trx, fay, invitationId) : closePost(trx, fay, postId)));
    expect((await findInvitation(set.data.db, token)).state).toBe("over");
    await expect(takeSeat(set.data.db, { token, name: "Ola Newman" })).rejects.toMatchObject({ code: "conflict" });
  }
});

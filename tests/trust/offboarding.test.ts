import { beforeAll, expect, test } from "vitest";
import { endCase, shareCase } from "~/features/case-notes/commands.server";
import { addOrganisation, closePost, endTenure, invite, takeSeat, withdrawInvitation } from "~/features/people/commands.server";
import { findInvitation } from "~/features/people/invitations.server";
import { endSessions } from "~/features/people/sessions.server";
import { closeOrganisation, offboard } from "~/features/relationships/home/home.server";
import { withActor } from "~/shared/actor.server";
import { asking } from "~db/client";
import type { Member } from "../support/cast";
import { agrees, noteBy, personOf } from "../support/factories";
import { figure, promised, size } from "../support/size";
import { stage } from "../support/stage";
import { Everywhere, type Subject } from "./withdrawals/everywhere";
import { Line, tokenOf, type Place } from "./withdrawals/line";
import { Links } from "./withdrawals/links";
import { subjectOf } from "./withdrawals/watcher";

const set = stage();
let place: Place;
let subject: Subject;
let writer: Line;
/** An organisation that will close. */
let quay: string;
let minted = 0;

beforeAll(async () => {
  const { aileen, organisations } = set.cast;
  place = { baseUrl: set.server.baseUrl, cookieName: "thread" };
  const clientId = await personOf(set.data.db, aileen);
  quay = await asFay(async (trx) => (await addOrganisation(trx, set.cast.fay, { name: "Long Quay Trust", kind: "third_sector", area: "Harbour" })).organisationId);
  await agrees(set.data.db, aileen, clientId, [organisations.foodHub, quay].map((one) => ({ with: one, classes: ["shared_plan"] })));
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
  expect(took).toBeLessThan(promised(1_000));
});

test("[R9] when somebody is gone overnight, one act ends every page, form, socket, topic, calendar, invitation and code of theirs", async () => {
  const { fay, another, organisations } = set.cast;
  const member = await ofHub("Ottilie Grant");
  const elsewhere = await another("Ottilie Other", organisations.harbour, "volunteer");
  const [open, links] = [await Everywhere.open(set.data, place, member, subject, say()), await Links.open(set.data, place, member, { by: fay, postId: seatOf(elsewhere).postId, name: member.name, email: member.email })];
  await open.asksForCode();
  const asked = performance.now();
  await asFay((trx) => offboard(trx, fay, member.accountId, "Left overnight"));
  const late = minted + 1;
  open.forbid(late);
  const still = await links.stillOpen();
  const linksDeadAfterMs = Math.round(performance.now() - asked);
  say();
  await notify();
  figure("G9 offboarding, one act for one person", { deadAfterMs: Math.round((await open.dead()) - asked), linksDeadAfterMs });
  expect([...still, ...(await open.stillReaches(late)), ...(await links.takesSeat())]).toEqual([]);
});

test("[R9] when an organisation closes, one act ends every page, form, socket, topic, calendar, invitation and code of everybody there", async () => {
  const many = size({ short: 40, long: 500 });
  const staff: { open: Everywhere; links: Links }[] = [];
  await inCrowds(many, async (index) => {
    const member = await set.cast.another(`Staff ${index}`, quay, index === 0 ? "manager" : "worker");
    const open = await Everywhere.open(set.data, place, member, subject, say());
    const links = await Links.open(set.data, place, member, { by: set.cast.fay, postId: seatOf(member).postId, name: `Next ${index}`, email: `next.${index}@example.test` });
    await open.asksForCode();
    staff.push({ open, links });
  });
  const deaths = staff.map(({ open }) => open.dead());
  const begun = performance.now();
  await asFay((trx) => closeOrganisation(trx, set.cast.fay, quay));
  const actMs = Math.round(performance.now() - begun);
  const late = minted + 1;
  for (const { open } of staff) open.forbid(late);
  say();
  await notify();
  // Some are asked in the very moment in which it is done, while sockets may still be closing; all of them after it.
  const found = (await Promise.all(staff.filter((_, index) => index % Math.ceil(many / 20) === 0).map(async ({ open, links }) => [...(await open.pagesReached()), ...(await links.stillOpen())]))).flat();
  const socketsDeadAfterMs = Math.round(Math.max(...(await Promise.all(deaths))) - begun);
  await inCrowds(many, async (index) => {
    const { open, links } = staff[index] as (typeof staff)[number];
    found.push(...(await open.stillReaches(late)), ...(await links.stillOpen()), ...(await links.takesSeat()));
  });
  figure("G9 offboarding, an organisation closes", { people: many, actMs, socketsDeadAfterMs, laterReads: found.length });
  expect(found).toEqual([]);
  await writer.opened();
  expect(writer.code, "whoever stays writes on").toBeUndefined();
});

/** Ten at a time. */
async function inCrowds(many: number, work: (index: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < many; from += 10) await Promise.all(Array.from({ length: Math.min(10, many - from) }, (_, index) => work(from + index)));
}

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

import { addStep, recordBasis, withdrawConsent } from "~/features/case-notes/commands.server";
import { answerAsk, askNetwork, withdrawAsk } from "~/features/gaps/asks/commands.server";
import { addTried, postGap, seeThisToo, takeDownGap, takeRole } from "~/features/gaps/commands.server";
import { saveGroup } from "~/features/gaps/group/commands.server";
import { writeLetter } from "~/features/gaps/pack/commands.server";
import { endTenure } from "~/features/people/commands.server";
import { agreeToTerms, book, offerDays } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { recordViews } from "~/shared/views.server";
import { actorFor, type Cast, type Member } from "../../support/cast";
import type { TestDatabase } from "../../support/database";
import { agrees, daysFromNow, noteBy, personOf, stopsSharing, type Note, type Sharing } from "../../support/factories";
import { relations, type Relation, type Role } from "./policy";

export type Subject = { clientId: string; note: Note; eventId: string; grantId: string };
export type Scene = { subjects: Record<Relation, Subject>; members: Record<Exclude<Role, "nobody">, Member>; /** A gap and a question of the Food Hub's. */ gapId: string; askId: string; /** A day at the Food Hub that Aileen asks for. */ dayId: string; bookingId: string; /** The same, taken down and taken back. */ gone: { gapId: string; askId: string } };

/** One person supported for each relation, each with words, consent, basis, a note of every class and a step. */
export async function sceneOf({ db, admin }: Pick<TestDatabase, "db" | "admin">, cast: Cast): Promise<Scene> {
  const { organisations, aileen, bashir, jo } = cast;
  const hub = organisations.foodHub;
  const { former, moved, covering, ...colleagues } = await colleaguesOf(admin, db, cast);
  const shares: Record<Relation, Sharing[]> = {
    live: [{ with: hub, classes: ["shared_plan"] }, { with: hub, classes: ["what_matters"], access: "read" }],
    reading: [{ with: hub, classes: ["shared_plan"], access: "read", purpose: "review" }],
    visitOnly: [{ with: hub, classes: ["visit"] }],
    elsewhere: [{ with: organisations.advice, classes: ["shared_plan"] }],
    none: [],
    withdrawn: [{ with: hub, classes: ["shared_plan", "visit"] }],
    expired: [{ with: hub, classes: ["shared_plan", "visit"] }],
    stopped: [{ with: hub, classes: ["shared_plan"] }],
    theirs: [],
  };
  const subjects: Partial<Record<Relation, Subject>> = {};
  for (const relation of relations) {
    const by = relation === "theirs" ? bashir : aileen;
    subjects[relation] = await subjectOf(db, by, relation, shares[relation]);
    for (const leaver of relation === "theirs" ? [moved] : [former]) await holdsToo(admin, subjects[relation].clientId, leaver, by);
  }
  const scene = subjects as Record<Relation, Subject>;
  await stopsSharing(db, aileen, scene.withdrawn.clientId, hub);
  await admin`update consent_grant set valid_from = now() - interval '2 days', valid_until = now() - interval '1 day' where client_id = ${scene.expired.clientId} and purpose <> 'keep_notes'`;
  await withActor(db, aileen, (trx) => withdrawConsent(trx, aileen, scene.stopped.clientId, { saidAt: new Date(), how: "voice", words: "", stop: "everything" }));
  // Why writing stopped is told to those who were looking.
  for (const one of [jo, covering]) await withActor(db, one, (trx) => recordViews(trx, one, [{ clientId: scene.stopped.clientId, what: "note", how: "page" }]));
  for (const leaver of [former, moved]) await leaves(db, cast.fay, leaver);
  // Whoever moved has a seat again, somewhere that nobody named.
  await admin`insert into tenure (id, account_id, post_id) values (gen_random_uuid(), ${moved.accountId}, ${cast.posts.stran})`;
  const gone = await gapAndQuestion(db, cast);
  await withActor(db, bashir, (trx) => takeDownGap(trx, bashir, gone.gapId));
  await withActor(db, bashir, (trx) => withdrawAsk(trx, bashir, gone.askId));
  return { ...(await gapAndQuestion(db, cast)), ...(await shadowDay(db, cast)), gone, subjects: scene, members: { ...cast, ...colleagues, covering, former, moved: { ...moved, ...(await actorFor(db, moved.accountId)) } } };
}

/** A gap that others see too, with words that may name somebody, a letter, a host and a group; and a question with an answer. */
async function gapAndQuestion(db: TestDatabase["db"], { bashir, amir, sana }: Cast): Promise<{ gapId: string; askId: string }> {
  const { gapId } = await withActor(db, bashir, (trx) => postGap(trx, bashir, { sentence: "Nowhere warm to sit after five", need: "warmth", groups: [] }));
  await withActor(db, amir, async (trx) => {
    await seeThisToo(trx, amir, gapId, { line: "Morag Sinclair asked as well" });
    await addTried(trx, amir, gapId, { line: "Rang Morag Sinclair on 01632 960101" });
    await writeLetter(trx, amir, gapId, { line: "We would send people there" });
  });
  await withActor(db, sana, async (trx) => {
    await takeRole(trx, sana, gapId, "host");
    await saveGroup(trx, sana, gapId, { name: "Warm Fridays" });
  });
  const { askId } = await withActor(db, bashir, (trx) => askNetwork(trx, bashir, { question: "Who has a wheelchair-friendly room?", need: "arts", groups: [] }));
  await withActor(db, amir, (trx) => answerAsk(trx, amir, askId, { line: "The hall" }));
  return { gapId, askId };
}

/** A shadow day of Bashir's that Aileen asks for. */
async function shadowDay(db: TestDatabase["db"], { aileen, bashir }: Cast): Promise<{ dayId: string; bookingId: string }> {
  const [dayId = ""] = (await withActor(db, bashir, (trx) => offerDays(trx, bashir, { date: daysFromNow(30).toISOString().slice(0, 10), from: "09:30", until: "13:00", where: "The hall", expect: "Sorting", places: 2 }))).dayIds;
  const { bookingId } = await withActor(db, aileen, async (trx) => {
    await agreeToTerms(trx, aileen, 1);
    return book(trx, aileen, dayId, { help: "A ramp" });
  });
  return { dayId, bookingId };
}

/** Colleagues who left, moved, or sit in a post for a while. */
async function colleaguesOf(admin: TestDatabase["admin"], db: TestDatabase["db"], { organisations, posts, another }: Cast) {
  const sitsIn = async (member: Member, until: Date): Promise<Member> => {
    await admin`insert into tenure (id, account_id, post_id, cover, valid_from, valid_until) values (gen_random_uuid(), ${member.accountId}, ${posts.aileen}, true, now() - interval '3 days', ${until})`;
    return { ...member, ...(await actorFor(db, member.accountId)) };
  };
  return {
    nils: await another("Nils Berg", organisations.harbour, "link_worker"),
    covering: await sitsIn(await another("Covering Yates", organisations.harbour, "link_worker"), daysFromNow(1)),
    coverEnded: await sitsIn(await another("Ended Cover", organisations.advice, "worker"), daysFromNow(-1)),
    former: await another("Former Hale", organisations.harbour, "link_worker", posts.jo),
    moved: await another("Moved Marsh", organisations.foodHub, "worker", posts.sana),
  };
}

async function leaves(db: TestDatabase["db"], by: Actor, leaver: Actor) {
  for (const { tenureId } of leaver.seats) await withActor(db, by, (trx) => endTenure(trx, by, tenureId, "moved on"));
}

async function subjectOf(db: TestDatabase["db"], by: Member, relation: Relation, sharing: Sharing[]): Promise<Subject> {
  const clientId = await personOf(db, by, `Person ${relation}`);
  const eventId = await agrees(db, by, clientId, sharing);
  const note = await noteBy(db, by, clientId, ["what_matters", "shared_plan", "visit", "sensitive", "own"]);
  await withActor(db, by, async (trx) => {
    await addStep(trx, by, { clientId, noteId: note.noteId, sectionClass: "shared_plan", words: "Ring the club" });
    await recordBasis(trx, by, clientId, { basis: "public_task", condition: "health_or_social_care", note: "" });
    await recordViews(trx, by, [{ clientId, what: "person", how: "page" }]);
  });
  const [grant] = await withActor(db, by, (trx) => trx.selectFrom("consent_grant").where("client_id", "=", clientId).orderBy("purpose", "desc").select("id").execute());
  return { clientId, note, eventId, grantId: grant?.id ?? "" };
}

/** Somebody who held the case before they left. */
async function holdsToo(admin: TestDatabase["admin"], clientId: string, former: Actor, by: Actor) {
  await admin`insert into caseload (id, client_id, post_id, part, added_by) values (gen_random_uuid(), ${clientId}, ${former.seat?.postId ?? ""}, 'supporting', ${by.accountId})`;
}

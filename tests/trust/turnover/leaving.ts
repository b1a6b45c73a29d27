import { sql } from "kysely";
import { invite, takeSeat } from "~/features/people/commands.server";
import { accept, choose, decline, openHandover, sendHandover } from "~/features/relationships/handover/commands.server";
import { visibleItems, type Item } from "~/features/relationships/handover/access.server";
import { whoMightTake } from "~/features/relationships/handover/reads.server";
import { handoverTasks } from "~/features/relationships/handover/tasks.server";
import { choicesFor, type Choice, type ItemKind } from "~/features/relationships/handover/words";
import { giveThings, offboard } from "~/features/relationships/home/home.server";
import { actingSeat } from "~/features/gaps/policy";
import type { Actor } from "~/shared/actor";
import { errorCode } from "~/shared/errors";
import type { Services } from "~/shared/services.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Sitting, Town } from "./town";

export const ways = ["handover", "notice", "overnight"] as const;
export type Way = (typeof ways)[number];

/** Work that the queue would do on its day, done now. */
const due = (town: Town, task: string, id: string) => handoverTasks[task]?.({ db: town.data.db } as Services, { id });

export type Left = { /** What looked wrong on the way. */ faults: string[]; /** The successor came before the day. */ came: boolean };

/** Somebody leaves their post, in one of three ways; when this answers they have no seat of their own. */
export async function leaves(town: Town, who: Sitting, way: Way, comes: () => Promise<void>): Promise<Left> {
  const left = way === "handover" ? await withHandover(town, who, comes) : { faults: await (way === "notice" ? onNotice : overnight)(town, who), came: false };
  await everySeat(town, who);
  return left;
}

/** Whoever took over a colleague's seat meanwhile leaves that too. */
async function everySeat(town: Town, { accountId }: Sitting): Promise<void> {
  if (!(await town.everybody()).some((one) => one.accountId === accountId)) return;
  const fay = await town.facilitator(accountId);
  await town.as(fay, (trx) => offboard(trx, fay, accountId, "Left for good"));
}

/** Everything is listed; part goes to colleagues who are asked, part stays for the successor, part is forgotten. */
async function withHandover(town: Town, who: Sitting, comes: () => Promise<void>): Promise<Left> {
  const { random } = town;
  const own = await town.member(who.accountId);
  const opener = actingSeat(own) ? own : await town.facilitator(who.accountId);
  const [open] = await town.data.admin<{ id: string }[]>`select id from handover where seat_post_id = ${who.postId} and state in ('open', 'sent')`;
  const handoverId = open?.id ?? (await town.as(opener, (trx) => openHandover(trx, opener, { postId: who.postId, lastDay: addDays(dayAt(new Date()), 14), leaverId: who.accountId }))).handoverId;
  const before = random.next() < 0.67;
  if (before) await comes();
  const items = (await town.as(opener, (trx) => visibleItems(trx).where("item.handover_id", "=", handoverId).where("item.choice", "is", null).orderBy("item.id").execute())) as Item[];
  const colleagues = await town.as(opener, (trx) => whoMightTake(trx, who.postId));
  for (const { id, kind, version } of items) {
    const lot = random.next();
    const may = choicesFor(kind);
    const says = (chosen: { choice: Choice; toPostId?: string }) => kindly(town.as(opener, (trx) => choose(trx, opener, id, { ...chosen, version })));
    if (colleagues.length > 0 && may.includes("pass") && lot < 0.5) await says({ choice: "pass", toPostId: random.pick(colleagues).postId });
    else if (kind === "person" && lot > 0.9) await says({ choice: "ask_first" });
    else if (lot < 0.85) await says({ choice: "stays" });
  }
  await town.as(opener, (trx) => sendHandover(trx, opener, handoverId));
  await answers(town, handoverId);
  await town.data.admin`update handover set last_at = now() - interval '1 minute' where id = ${handoverId}`;
  await due(town, "handover-due", handoverId);
  const [row] = await town.data.admin`select state from handover where id = ${handoverId}`;
  return { faults: row?.["state"] === "moved" ? [] : [`the handover of ${who.title} is ${String(row?.["state"])} after its day`], came: before };
}

/** Where consent does not reach, a choice is refused with a sentence, and the thing is left to the day. */
async function kindly(choice: Promise<unknown>): Promise<void> {
  await choice.catch((error: unknown) => {
    if (!["conflict", "not_allowed"].includes(errorCode(error) ?? "")) throw error;
  });
}

async function answers(town: Town, handoverId: string): Promise<void> {
  const asked = await town.data.admin<{ id: string; postId: string }[]>`select id, to_post_id as "postId" from handover_item where handover_id = ${handoverId} and state = 'offered' order by id`;
  for (const { id, postId } of asked) {
    const colleague = await town.sitsIn(postId);
    const lot = town.random.next();
    if (!colleague || lot > 0.9) continue;
    const actor = await town.member(colleague.accountId);
    await town.as(actor, (trx) => (lot < 0.75 ? accept(trx, actor, id) : decline(trx, actor, id, { line: "I am full until May." })));
  }
}

/** An end is set for a day to come; both sides read it; nobody opens a handover; the day comes. */
async function onNotice(town: Town, who: Sitting): Promise<string[]> {
  const lead = (await town.leadOf(who.postId)) ?? (await town.facilitator(who.accountId));
  const ends = (when: string) => town.as(lead, (trx) => sql`update tenure set valid_until = now() + ${when}::interval where id = ${who.tenureId}`.execute(trx));
  await ends("20 days");
  const faults = await leavingIsSaid(town, who);
  const [job] = await town.data.admin`select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'seat-ends' and j.payload->>'id' = ${who.tenureId}`;
  if (!job) faults.push(`the end of ${who.title} is not looked for on its day`);
  await ends("20 milliseconds");
  while ((await town.data.admin`select 1 from app.seat where tenure_id = ${who.tenureId}`).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await due(town, "seat-ends", who.tenureId);
  return faults;
}

async function leavingIsSaid(town: Town, { postId, title }: Sitting): Promise<string[]> {
  const reader = await town.facilitator();
  const { rows } = await town.as(reader, (trx) => sql<{ said: boolean }>`
    select exists (select 1 from app.tie_signs(h.tie_id) s where s.sign = 'leaving' and s.post_id = h.holder_post_id) as said
    from tie_holder h join tie t on t.id = h.tie_id and t.state = 'held' where h.holder_post_id = ${postId} and h.ended_at is null`.execute(trx));
  return rows.some(({ said }) => !said) ? [`a tie does not say that ${title} leaves`] : [];
}

/** One act; then whoever looks after the post gives some of it away, or leaves it for the successor. */
async function overnight(town: Town, who: Sitting): Promise<string[]> {
  const led = await town.leadOf(who.postId);
  const elsewhere = (await town.everybody()).some((one) => one.accountId === who.accountId && one.postId !== who.postId);
  const lead = led && !elsewhere ? led : await town.facilitator(who.accountId);
  await town.as(lead, (trx) => offboard(trx, lead, who.accountId, "Left overnight"));
  if (town.random.next() < 0.5) await givesAway(town, lead, who.postId);
  return [];
}

/** Half of what an empty post holds goes to colleagues at once. */
export async function givesAway(town: Town, lead: Actor, postId: string): Promise<void> {
  const [under] = await town.data.admin`select 1 from handover where seat_post_id = ${postId} and state in ('open', 'sent') union all select 1 from app.seat where post_id = ${postId}`;
  const colleagues = await town.as(lead, (trx) => whoMightTake(trx, postId));
  if (under || colleagues.length === 0) return;
  const { rows } = await town.as(lead, (trx) => sql<{ kind: ItemKind; subjectId: string }>`select kind, subject_id as "subjectId" from app.things_of(${postId}) order by 1, 2`.execute(trx));
  const given = rows.filter(({ kind }) => choicesFor(kind).includes("pass") && town.random.next() < 0.5).map((one) => ({ ...one, choice: "pass" as const, toPostId: town.random.pick(colleagues).postId }));
  if (given.length > 0) await town.as(lead, (trx) => giveThings(trx, lead, postId, given));
}

let count = 0;
/** Somebody new takes the seat, by the invitation of whoever looks after the post. */
export async function arrives(town: Town, post: Pick<Sitting, "postId" | "title">): Promise<void> {
  const lead = (await town.leadOf(post.postId)) ?? (await town.facilitator());
  const name = `Newcomer ${(count += 1)}`;
  const { token } = await town.as(lead, (trx) => invite(trx, lead, { postId: post.postId, name, email: `newcomer${count}@inverlaw.example`, purpose: "", baseUrl: town.server.baseUrl }));
  await takeSeat(town.data.db, { token, name });
}

/** The day of every handover that is still under way comes too, whoever has left meanwhile. */
export async function lastDays(town: Town): Promise<void> {
  const open = await town.data.admin<{ id: string }[]>`update handover set last_at = now() - interval '1 minute' where state = 'sent' returning id`;
  for (const { id } of open) await due(town, "handover-due", id);
}

import { sql } from "kysely";
import { addClient, addStep, recordBasis, recordConsent } from "~/features/case-notes/commands.server";
import { endTenure } from "~/features/people/commands.server";
import { nameHolder } from "~/features/relationships/commands.server";
import { beginCover, sayDuty } from "~/features/relationships/cover/cover.server";
import { accept, choose, openHandover, planVisit, sendHandover } from "~/features/relationships/handover/commands.server";
import { askedOfMe, itemsOf } from "~/features/relationships/handover/reads.server";
import { inDays } from "../../planting";
import { ago, weekday } from "../diary/when";
import type { Around } from "./index";

/** Ewan is away, and nobody knows until when. He is alone at Strand: some of it runs, some waits, some goes to Catriona. */
export async function plantCover({ plant, staff }: Around): Promise<void> {
  const { ewan, catriona } = staff;
  const { coverId } = await plant.as(ewan, (trx, actor) => beginCover(trx, actor, { postId: ewan.postId, startsAt: ago(5), line: "The afternoon group knows its way." }));
  await plant.as(ewan, (trx, actor) => sayDuty(trx, actor, coverId, { duty: "events", how: "runs", line: "Tuesdays, with the volunteers" }));
  await plant.as(ewan, (trx, actor) => sayDuty(trx, actor, coverId, { duty: "new_people", how: "pauses", line: "We ring everybody back" }));
  await plant.as(ewan, (trx, actor) => sayDuty(trx, actor, coverId, { duty: "asks", how: "goes_to", toPostId: catriona.postId }));
}

/** Tam is away as well, and knows until when: Nan stands in for him, and sits in his post meanwhile. */
export async function plantDeputy({ plant, staff, places }: Around): Promise<void> {
  const { fay, sana, tam } = staff;
  const nan = await plant.colleague(fay, { organisationId: places.foodHub, title: "Volunteer driver on Fridays", role: "volunteer" }, { name: "Nan Gilmour", email: "nan@kelpiefood.example" });
  const { coverId } = await plant.as(sana, (trx, actor) => beginCover(trx, actor, { postId: tam.postId, awayId: tam.actor.accountId, deputyId: nan.actor.accountId, startsAt: ago(2), expectedOn: weekday(16), line: "His Thursdays go on." }));
  await plant.as(sana, (trx, actor) => sayDuty(trx, actor, coverId, { duty: "other", how: "runs", line: "Nan drives the van, Thursdays and Fridays" }));
  await plant.as(sana, (trx, actor) => sayDuty(trx, actor, coverId, { duty: "shadow_days", how: "pauses", line: "Nobody rides along until Tam is back" }));
  await plant.finish([nan]);
}

/** Kirsty left overnight: what her post held is on Jo's list. */
export async function plantEmptyPost({ plant, staff, places }: Around): Promise<void> {
  const { fay, jo } = staff;
  const kirsty = await plant.colleague(fay, { organisationId: places.links, title: "Link worker at the library", role: "link_worker", employedBy: places.links, managedBy: jo.postId }, { name: "Kirsty Wylie", email: "kirsty@harbourlinks.example" });
  const { clientId } = await plant.as(kirsty, (trx, actor) => addClient(trx, actor, { name: "Mr Petrie", phone: "01632 960 288", whatMatters: "The library, and getting there in winter." }));
  await plant.as(kirsty, (trx, actor) => recordBasis(trx, actor, clientId, { basis: "legitimate_interests", condition: "not_for_profit_body", note: "" }));
  await plant.as(kirsty, (trx, actor) =>
    recordConsent(trx, actor, clientId, { saidAt: ago(0), how: "voice", words: "Write it down, I forget.", told: "What we write, who reads it, and that it can be stopped any day.", grants: [{ organisationId: places.links, purpose: "keep_notes", sectionClass: "all", access: "write", until: inDays(180) }] }),
  );
  for (const other of [places.fairweather, places.allotment]) {
    const tieId = await plant.as(kirsty, async (trx) => {
      const { rows } = await sql<{ id: string }>`select id from tie where (one_id, other_id) in ((${places.links}, ${other}), (${other}, ${places.links}))`.execute(trx);
      return rows[0]?.id ?? "";
    });
    await plant.as(kirsty, (trx, actor) => nameHolder(trx, actor, tieId, { postId: kirsty.postId, part: "second" }, { at: ago(30) }));
  }
  await plant.as(kirsty, (trx, actor) => addStep(trx, actor, { clientId, sectionClass: "shared_plan", words: "Ask who drives to the library when it rains", ownerPostId: kirsty.postId, dueOn: weekday(4) }));
  await plant.finish([kirsty]);
  await plant.as(jo, (trx, actor) => endTenure(trx, actor, kirsty.actor.seat?.tenureId ?? "", "Left overnight"));
}

/** Jo leaves in three weeks, and Rory comes after her: part of it is agreed, part of it still open. */
export async function plantHandover({ plant, staff }: Around): Promise<void> {
  const { jo, rory } = staff;
  const { handoverId } = await plant.as(jo, (trx, actor) => openHandover(trx, actor, { postId: jo.postId, lastDay: weekday(23), newcomerId: rory.actor.accountId }, { at: ago(9) }));
  const { items } = await plant.as(jo, (trx, actor) => itemsOf(trx, actor, handoverId));
  const first = items.find(({ kind }) => kind === "tie");
  for (const { id, kind, version } of items) {
    if (kind === "tie" || kind === "gap") await plant.as(jo, (trx, actor) => choose(trx, actor, id, { choice: "pass", toPostId: rory.postId, version }));
    else if (kind !== "person" && kind !== "step") await plant.as(jo, (trx, actor) => choose(trx, actor, id, { choice: "stays", version }));
  }
  if (first) await plant.as(jo, (trx, actor) => planVisit(trx, actor, { itemId: first.id, onDate: weekday(9), newcomerPostId: rory.postId }));
  await plant.as(jo, (trx, actor) => sendHandover(trx, actor, handoverId, { at: ago(3) }));
  const asked = await plant.as(rory, (trx, actor) => askedOfMe(trx, actor));
  // One answer is still to come.
  for (const { id } of asked.slice(1)) await plant.as(rory, (trx, actor) => accept(trx, actor, id));
}

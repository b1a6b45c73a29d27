import { acceptTie, agreeToIt, askForIntroduction, declineIntroduction, declineTie, drawLine, endTie, makeIntroduction, nameHolder, noteTry, proposeTie, sayHowToReach, sayWhatHelpsWith, takeIntroduction, writeAgreement, writeContact } from "~/features/relationships/commands.server";
import type { Services } from "~/shared/services.server";
import { sql } from "kysely";
import { daysAgo, fewAtOnce, type Planting } from "../../planting";
import { ago } from "../diary/when";
import type { Organisations, Staff } from "../staff";
import { helpStories, introductionStories, reachStories, tryStories } from "./around";
import { plantDeciding } from "./deciding";
import { plantCover, plantDeputy, plantEmptyPost, plantHandover } from "./leaving";
import type { ContactStory, IntroductionStory, Places, TieStory } from "./story";
import { tieStories } from "./ties";

export { helpStories, introductionStories, tieStories, tryStories };
export type Around = { plant: Planting; staff: Staff; places: Places; documents: Services["documents"] };

/** Ties of a year, who holds them, and what passed; then one who left, one who is about to, and two who are away. */
export async function plantTies({ organisations, ...given }: { plant: Planting; staff: Staff; organisations: Organisations; documents: Services["documents"] }): Promise<void> {
  const around: Around = { ...given, places: { ...organisations, network: given.staff.fay.actor.seat?.organisationId ?? "" } };
  const { plant, staff, places } = around;
  // Before there is anybody to be told of it.
  await plantCover(around);
  await plantDeputy(around);
  await fewAtOnce(tieStories.map((story) => () => plantTie(around, story)));
  for (const story of introductionStories) await plantIntroduction(around, story);
  for (const { by, to, ago: days, ...said } of tryStories) await plant.as(staff[by], (trx, actor) => noteTry(trx, actor, places[to], said, { at: ago(days) }));
  for (const { by, to, ago: days, ...said } of reachStories) await plant.as(staff[by], (trx, actor) => sayHowToReach(trx, actor, places[to], said, { at: ago(days) }));
  for (const { by, of, needs, ago: days } of helpStories) await plant.as(staff[by], (trx, actor) => sayWhatHelpsWith(trx, actor, places[of], needs, { at: ago(days) }));
  await plantDeciding(around);
  await plantEmptyPost(around);
  await plantHandover(around);
}

async function plantTie(around: Around, story: TieStory): Promise<void> {
  const { plant, staff, places } = around;
  const { by, to, ago: days, purpose, yes, no, ended, holders = [], lines = [], agreements = [] } = story;
  const { tieId } = await plant.as(staff[by], (trx, actor) => proposeTie(trx, actor, { organisationId: places[to], purpose }, { at: ago(days) }));
  if (yes) await plant.as(staff[yes.by], (trx, actor) => acceptTie(trx, actor, tieId, { version: 1, line: yes.line }, { at: ago(yes.ago) }));
  if (no) await plant.as(staff[no.by], (trx, actor) => declineTie(trx, actor, tieId, { version: 1, line: no.line }, { at: ago(no.ago) }));
  const since = ago(yes?.ago ?? days);
  for (const [who, part] of holders) await plant.as(staff[who], (trx, actor) => nameHolder(trx, actor, tieId, { postId: staff[who].postId, part }, { at: since }));
  for (const [kind, from] of lines) await plant.as(staff[by], (trx, actor) => drawLine(trx, actor, tieId, { kind, fromId: from && places[from] }, { at: since }));
  await plantContacts(around, tieId, contactsOf(story));
  for (const { agreed, reviewIn, ...one } of agreements) {
    const { agreementId } = await plant.as(staff[one.by], (trx, actor) => writeAgreement(trx, actor, tieId, { ...one, reviewOn: daysAgo(-reviewIn) }, { at: ago(one.ago) }));
    if (agreed) await plant.as(staff[agreed], (trx, actor) => agreeToIt(trx, actor, agreementId));
  }
  await plantWords(around, tieId, story.together ?? []);
  if (ended) await plant.as(staff[ended.by], (trx, actor) => endTie(trx, actor, tieId, { version: 2, line: ended.line }, { at: ago(ended.ago) }));
}

function contactsOf({ contacts = [], rhythm }: TieStory): ContactStory[] {
  if (!rhythm) return [...contacts];
  const { every, from, until, turns } = rhythm;
  const times = Array.from({ length: Math.floor((from - until) / every) + 1 }, (_, number) => number);
  return [...contacts, ...times.flatMap((number): ContactStory[] => turns.slice(number % turns.length, (number % turns.length) + 1).map(([kind, by, began]) => [from - number * every, kind, by, "", began]))];
}

/** Each writes their own, all in one go. */
async function plantContacts({ plant, staff }: Around, tieId: string, contacts: readonly ContactStory[]): Promise<void> {
  for (const who of new Set(contacts.map(([, , by]) => by))) {
    await plant.as(staff[who], async (trx, actor) => {
      for (const [days, kind, by, line, began] of contacts) if (by === who) await writeContact(trx, actor, tieId, { kind, line, began }, { at: ago(days) });
    });
  }
}

async function plantWords({ plant, staff, documents }: Around, tieId: string, together: NonNullable<TieStory["together"]>): Promise<void> {
  for (const { by, words } of together) {
    const documentId = await plant.as(staff[by], async (trx) => (await sql<{ id: string }>`select document_id as id from app.tie_words(${tieId})`.execute(trx)).rows[0]?.id ?? "");
    await documents.write(documentId, staff[by].actor.sessionId, words);
  }
}

async function plantIntroduction({ plant, staff, places }: Around, { by, to, ago: days, line, taken, made, no }: IntroductionStory): Promise<void> {
  const { introductionId } = await plant.as(staff[by], (trx, actor) => askForIntroduction(trx, actor, { wantedId: places[to], line }, { at: ago(days) }));
  if (taken) await plant.as(staff[taken.by], (trx, actor) => takeIntroduction(trx, actor, introductionId, { version: 1 }, { at: ago(taken.ago) }));
  if (taken && made) await plant.as(staff[taken.by], (trx, actor) => makeIntroduction(trx, actor, introductionId, { version: 2, line: made.line }, { at: ago(made.ago) }));
  if (no) await plant.as(staff[no.by], (trx, actor) => declineIntroduction(trx, actor, introductionId, { version: taken ? 2 : 1, line: no.line }, { at: ago(no.ago) }));
}

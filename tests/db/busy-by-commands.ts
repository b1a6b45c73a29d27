import { sql } from "kysely";
import { addClient, addStep, addWords, askForErasure, beginNote, closeNote, completeStep, endCase, recordBasis, recordConsent, shareCase, withdrawConsent } from "~/features/case-notes/commands.server";
import { findClient } from "~/features/case-notes/access.server";
import { dayOf } from "~/features/case-notes/days";
import { addArea } from "~/features/gaps/areas.server";
import { meetGap, moveGap, postGap, seeThisToo, stepBack, takeRole } from "~/features/gaps/commands.server";
import { endTenure, foundNetwork } from "~/features/people/commands.server";
import { recordViews } from "~/shared/views.server";
import type { Services } from "~/shared/services.server";
import type { Colleague, Gap, Hand, Organisation } from "~db/seeds/busy/hand";
import { asking, type Database } from "~db/client";
import { planting, type Planted } from "~db/seeds/planting";
import { sendLetter } from "~server/jobs/send-letter";

/** The hand that is believed: every act is the command a colleague's page would call, as that colleague, today. */
export function commandHand(services: Services): Hand {
  const { db } = services;
  const plant = planting(services);
  const everyone = new Map<string, Planted>();
  const of = (who: Colleague): Planted => {
    const found = everyone.get(who.accountId);
    if (!found) throw new Error(`${who.name} is not in the story.`);
    return found;
  };
  const remember = (planted: Planted, organisation: Organisation): Colleague => {
    const { actor, postId } = planted;
    everyone.set(actor.accountId, planted);
    return { accountId: actor.accountId, name: actor.name, email: actor.email, tenureId: actor.seat?.tenureId ?? "", postId, role: actor.seat?.role ?? "worker", organisation, sessionId: actor.sessionId };
  };
  const as = <T>(who: Colleague, work: Parameters<typeof plant.as<T>>[1]) => plant.as(of(who), work);

  return {
    async found(name, facilitator) {
      const { token } = await foundNetwork(db, { name, kind: "demonstration", facilitatorName: facilitator.name, facilitatorEmail: facilitator.email });
      const planted = await plant.follow(token, facilitator.name);
      return remember(planted, { id: planted.actor.seat?.organisationId ?? "", name });
    },
    organisation: async (by, facts) => ({ id: await plant.organisation(of(by), facts), name: facts.name }),
    async colleague(by, { organisation, employedBy, hostedBy, managedBy, ...seat }) {
      const post = { organisationId: organisation.id, title: seat.title, role: seat.role, employedBy: employedBy?.id, hostedBy: hostedBy?.id, managedBy: managedBy?.postId };
      return remember(await plant.colleague(of(by), post, seat), organisation);
    },
    leaves: (by, who, why) => as(by, (trx, actor) => endTenure(trx, actor, who.tenureId, why)),
    async client(by, input) {
      const { clientId } = await as(by, (trx, actor) => addClient(trx, actor, input));
      return { id: clientId, home: by.organisation };
    },
    basis: async (by, client) => void (await as(by, (trx, actor) => recordBasis(trx, actor, client.id, { basis: "legitimate_interests", condition: "not_for_profit_body", note: "" }))),
    sharesCase: (by, client, other) => as(by, (trx, actor) => shareCase(trx, actor, client.id, other.postId)),
    endsCase: (by, client, other) => as(by, (trx, actor) => endCase(trx, actor, client.id, other.postId)),
    words: (by, client, words) => as(by, (trx, actor) => addWords(trx, actor, client.id, { words })),
    agrees: async (by, client, grants, words) =>
      void (await as(by, (trx, actor) => recordConsent(trx, actor, client.id, { saidAt: new Date(), how: "voice", words, told: "What we write and who reads it.", grants }))),
    stops: async (by, client, what, words) =>
      void (await as(by, (trx, actor) => withdrawConsent(trx, actor, client.id, { saidAt: new Date(), how: "voice", words, stop: what === "everything" ? what : { organisations: what.map((one) => one.id) } }))),
    asksErasure: async (by, client, words) => void (await as(by, (trx, actor) => askForErasure(trx, actor, client.id, { saidAt: new Date(), how: "voice", words }))),
    async note(by, client, kind, classes) {
      const { noteId, sections } = await as(by, (trx, actor) => beginNote(trx, actor, client.id, { kind, happenedOn: dayOf(new Date()), classes: [...classes] }));
      return { id: noteId, client, sections: sections.map(({ sectionId, ...section }) => ({ ...section, id: sectionId, client, organisation: by.organisation })) };
    },
    writes: (by, section, paragraphs) => services.documents.write(section.documentId, by.sessionId, [...paragraphs]),
    closes: (by, note, line) => as(by, (trx, actor) => closeNote(trx, actor, note.id, line)),
    async step(by, client, step) {
      const { stepId } = await as(by, (trx, actor) => addStep(trx, actor, { ...step, clientId: client.id }));
      return { id: stepId, client };
    },
    finishesStep: async (by, step) => void (await as(by, (trx, actor) => completeStep(trx, actor, step.id))),
    looks: (by, client, looks) =>
      as(by, async (trx, actor) => {
        const person = await findClient(trx, actor, client.id);
        await recordViews(trx, person.actor, looks.map((one) => ({ ...one, clientId: client.id })));
      }),
    area: async (by, name) => void (await as(by, (trx, actor) => addArea(trx, actor, name))),
    async gap(by, { area, ...facts }, at) {
      const { gapId } = await as(by, async (trx, actor) => postGap(trx, actor, { ...facts, areaId: await areaOf(trx, area) }, { at: new Date(at) }));
      return { id: gapId };
    },
    sees: async (by, gap, said, at) => void (await as(by, (trx, actor) => seeThisToo(trx, actor, gap.id, said, { at: new Date(at) }))),
    moves: async (by, gap, to, line, at) => void (await as(by, async (trx, actor) => moveGap(trx, actor, gap.id, { to, line, version: await versionOf(trx, gap) }, { at: new Date(at) }))),
    meets: async (by, gap, line, at) => void (await as(by, async (trx, actor) => meetGap(trx, actor, gap.id, { line, version: await versionOf(trx, gap) }, { at: new Date(at) }))),
    takes: (by, gap, role, at) => as(by, (trx, actor) => takeRole(trx, actor, gap.id, role, { at: new Date(at) })),
    stepsBack: (by, gap, role, at) => as(by, (trx, actor) => stepBack(trx, actor, gap.id, role, { at: new Date(at) })),
    async finish() {
      await plant.finish([...everyone.values()]);
      const letters = await asking(db, { duty: "mail" }, (trx) => trx.selectFrom("mail").where("sent_at", "is", null).select("id").execute());
      for (const { id } of letters) await sendLetter(services, id);
      await sql`select app.chain_audit(100000)`.execute(db);
    },
  };
}

const versionOf = async (trx: Database, gap: Gap) => (await trx.selectFrom("gap").where("id", "=", gap.id).select("version").executeTakeFirstOrThrow()).version;
const areaOf = async (trx: Database, name: string | undefined) => (name ? (await trx.selectFrom("area").where("name", "=", name).select("id").executeTakeFirstOrThrow()).id : null);

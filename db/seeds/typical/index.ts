import { addClient, addStep, beginNote, recordBasis, recordConsent } from "~/features/case-notes/commands.server";
import type { GrantTerm } from "~/features/case-notes/consent";
import { demonstrationIsPlanted } from "~/features/people/network.server";
import type { Services } from "~/shared/services.server";
import { daysAgo, inDays, planting, type Planting } from "../planting";
import { plantDays, plantEvents } from "./diary";
import { plantGaps } from "./gaps";
import { stories, type Story } from "./people";
import { plantStaff, type Organisations, type Staff } from "./staff";
import { plantTies } from "./ties";

/** Opens the demonstration network: everybody and everywhere in it is invented, and every page says so. */
export async function seedTypical(services: Services): Promise<void> {
  const plant = planting(services);
  const { staff, organisations } = await plantStaff(plant, services);
  for (const story of stories) await plantStory(services, plant, staff, organisations, story);
  await plantGaps({ plant, staff, organisations, documents: services.documents });
  await plantDays({ plant, staff });
  await plantEvents({ plant, staff, organisations, documents: services.documents, baseUrl: services.config.baseUrl });
  await plantTies({ plant, staff, organisations, documents: services.documents });
  await plant.finish(Object.values(staff));
  await demonstrationIsPlanted(services.db, true);
}

async function plantStory(services: Services, plant: Planting, staff: Staff, organisations: Organisations, story: Story): Promise<void> {
  const holder = staff[story.by];
  const { clientId } = await plant.as(holder, (trx, actor) => addClient(trx, actor, story));
  await plant.as(holder, (trx, actor) =>
    recordBasis(trx, actor, clientId, { basis: "legitimate_interests", condition: "not_for_profit_body", note: "" }),
  );
  if (story.keepFor === undefined) return;
  const home = holder.actor.seat?.organisationId ?? "";
  const grants: GrantTerm[] = [
    { organisationId: home, purpose: "keep_notes", sectionClass: "all", access: "write", until: inDays(story.keepFor) },
    ...(story.sharing ?? []).flatMap((one) =>
      one.classes.map((sectionClass): GrantTerm => ({ organisationId: organisations[one.with], purpose: one.access === "write" ? "working_together" : "referral", sectionClass, access: one.access, until: inDays(one.days) })),
    ),
  ];
  await plant.as(holder, (trx, actor) =>
    recordConsent(trx, actor, clientId, { saidAt: new Date(Date.now() - 3_600_000), how: "voice", words: story.said ?? "", told: "What we write, who reads it, and that it can be stopped any day.", grants }),
  );
  for (const note of story.notes ?? []) {
    const { sections } = await plant.as(staff[note.by], (trx, actor) => beginNote(trx, actor, clientId, { kind: note.kind, happenedOn: daysAgo(note.ago), classes: note.sections.map((one) => one.class) }));
    for (const written of note.sections) {
      const section = sections.find((one) => one.sectionClass === written.class);
      if (!section) continue;
      await services.documents.write(section.documentId, staff[written.by].actor.sessionId, written.words);
      if (written.then) await services.documents.write(section.documentId, staff[written.then.by].actor.sessionId, written.then.words);
    }
  }
  for (const step of story.steps ?? []) {
    await plant.as(holder, (trx, actor) =>
      addStep(trx, actor, { clientId, sectionClass: step.class, words: step.words, ownerPostId: staff[step.owner].postId, dueOn: daysAgo(-step.inDays) }),
    );
  }
}

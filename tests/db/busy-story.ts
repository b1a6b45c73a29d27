import type { GrantTerm } from "~/features/case-notes/consent";
import type { Client, Colleague, Hand } from "~db/seeds/busy/hand";

const day = 86_400_000;
/**
 * A small network in which everything happens once that the busy one does thousands of times: every role, each
 * form of consent and its end, each class of section, words by two organisations, steps, looks, a colleague who leaves.
 */
export async function tellStory(hand: Hand, now: number): Promise<void> {
  let at = now - 30 * day;
  const until = (days: number) => new Date(now + days * day);
  const then = () => (at += 60_000);
  const agreedUntil = [until(200), until(100), until(90), until(20)] as const;

  const fay = await hand.found("Little Network", { name: "Fay Innes", email: "fay@little.example" }, then());
  const links = await hand.organisation(fay, { name: "Little Links", kind: "link_worker_service", area: "Harbour" }, then());
  const pantry = await hand.organisation(fay, { name: "Little Pantry", kind: "third_sector", area: "Harbour", postcode: "EH6 1AA" }, then());
  const advice = await hand.organisation(fay, { name: "Little Advice", kind: "third_sector", charityNumber: "SC000001" }, then());
  const practice = await hand.organisation(fay, { name: "Little Practice", kind: "gp_practice" }, then());
  const jo = await hand.colleague(fay, { organisation: links, title: "Team lead", role: "manager", name: "Jo Reid", email: "jo@little.example" }, then());
  const aileen = await hand.colleague(fay, { organisation: links, title: "Link worker", role: "link_worker", employedBy: links, hostedBy: practice, managedBy: jo, name: "Aileen Muir", email: "aileen@little.example" }, then());
  const nils = await hand.colleague(fay, { organisation: links, title: "Second link worker", role: "link_worker", employedBy: links, managedBy: jo, name: "Nils Berg", email: "nils@little.example" }, then());
  const sana = await hand.colleague(fay, { organisation: pantry, title: "Manager", role: "manager", name: "Sana Malik", email: "sana@little.example" }, then());
  const bashir = await hand.colleague(fay, { organisation: pantry, title: "Worker", role: "worker", managedBy: sana, name: "Bashir Khan", email: "bashir@little.example" }, then());
  const amir = await hand.colleague(fay, { organisation: advice, title: "Adviser", role: "worker", name: "Amir Rose", email: "amir@little.example" }, then());
  await hand.colleague(fay, { organisation: practice, title: "Desk", role: "practice", name: "Rec Burns", email: "rec@little.example" }, then());
  await hand.colleague(fay, { organisation: pantry, title: "Driver", role: "volunteer", name: "Vol Olsen", email: "vol@little.example" }, then());

  const keep = (of: Client, index: 0 | 1 | 2 | 3 = 0): GrantTerm => ({ organisationId: of.home.id, purpose: "keep_notes", sectionClass: "all", access: "write", until: agreedUntil[index] });
  const share = (with_: { id: string }, purpose: GrantTerm["purpose"], sectionClass: GrantTerm["sectionClass"], index: 0 | 1 | 2 | 3 = 1): GrantTerm => ({
    organisationId: with_.id, purpose, sectionClass, access: purpose === "working_together" ? "write" : "read", until: agreedUntil[index],
  });

  // Everything shared there is to share, words by two organisations, a case held by two.
  const kay = await hand.client(aileen, { name: "Kay", phone: "01632 960101", address: "1 Slipway", takeCare: "Ring\tafter ten.", whatMatters: "Company\non Fridays \\ Saturdays" }, then());
  await hand.basis(aileen, kay, then());
  await hand.agrees(aileen, kay, [keep(kay), share(pantry, "working_together", "shared_plan"), share(pantry, "referral", "what_matters"), share(advice, "review", "visit")], "Yes, all of it.", then());
  await hand.sharesCase(aileen, kay, nils, then());
  const note = await hand.note(aileen, kay, "visit", ["what_matters", "shared_plan", "visit", "sensitive", "own"], then());
  for (const section of note.sections) await hand.writes(aileen, section, [`Words for ${section.sectionClass}.`, "A second paragraph."], then());
  const plan = note.sections[1];
  if (plan) await hand.writes(bashir, plan, ["The hub has a place on Thursday."], then());
  const theirs = await hand.note(bashir, kay, "call", ["shared_plan", "own"], then());
  await hand.looks(bashir, kay, [{ what: "note", subjectId: note.id, how: "page" }, { what: "person", how: "list" }], then());
  await hand.looks(jo, kay, [{ what: "consent", how: "page" }], then());
  const step = await hand.step(aileen, kay, { noteId: note.id, sectionClass: "shared_plan", words: "Ring the club", ownerPostId: bashir.postId, dueOn: "2026-12-01" }, then());
  await hand.finishesStep(bashir, step, then());
  await hand.step(bashir, kay, { sectionClass: "shared_plan", words: "Ask about a lift" }, then());
  await hand.endsCase(aileen, kay, nils, then());
  await hand.words(aileen, kay, "And the Thursday lunch.", then());
  await hand.closes(aileen, note, "Agreed on Friday: Bashir rings.", then());
  const [first] = theirs.sections;
  if (first) await hand.writes(aileen, first, ["Read, thank you."], then());

  // Agreed again (which replaces), then one organisation stopped, by the person's holder.
  const lee = await hand.client(aileen, { name: "Lee", interpreter: "BSL", practicePerson: true }, then());
  await hand.agrees(aileen, lee, [keep(lee, 3), share(pantry, "working_together", "visit"), share(pantry, "referral", "shared_plan"), share(advice, "referral", "shared_plan", 3)], "For now.", then());
  await hand.agrees(aileen, lee, [keep(lee), share(advice, "working_together", "shared_plan", 2)], "Longer, please.", then());
  await hand.note(aileen, lee, "plan", ["shared_plan"], then());
  await hand.stops(aileen, lee, [pantry], "Not the pantry.", then());

  // The named organisation stops for itself, a manager stops everything, somebody asks to be erased, nobody was asked.
  const mo = await hand.client(nils, { name: "Mo" }, then());
  await hand.agrees(nils, mo, [keep(mo), share(pantry, "working_together", "shared_plan"), share(advice, "review", "what_matters")], "", then());
  await hand.stops(bashir, mo, [pantry], "Rang the pantry to stop.", then());
  const ora = await hand.client(nils, { name: "Ora" }, then());
  await hand.agrees(nils, ora, [keep(ora), share(pantry, "working_together", "visit")], "", then());
  await hand.note(nils, ora, "meeting", ["visit"], then());
  await hand.stops(jo, ora, "everything", "No more of any of it.", then());
  await hand.asksErasure(nils, ora, "Rub it out.", then());
  await hand.client(amir, { name: "Per" }, then());
  await hand.leaves(fay, nils, "moved on", then());
  await tellGaps(hand, { fay, aileen, jo, bashir, amir }, then);
  await hand.finish();
}

/** A gap in each place, each part taken and let go, words that may name somebody in each kind of line. */
async function tellGaps(hand: Hand, { fay, aileen, jo, bashir, amir }: Record<"fay" | "aileen" | "jo" | "bashir" | "amir", Colleague>, then: () => number): Promise<void> {
  await hand.area(fay, "Old Town", then());
  await hand.gap(aileen, { sentence: "Nothing for Morag Sinclair on Sundays", need: "company", groups: [] }, then());
  const warm = await hand.gap(aileen, { sentence: "Nowhere warm in Old Town after five", area: "Old Town", need: "warmth", groups: ["older_people", "men"], band: "six_plus", line: "All winter" }, then());
  await hand.sees(jo, warm, { band: "one_two" }, then());
  await hand.sees(bashir, warm, { line: "Ask Hamish Gray of Little Pantry" }, then());
  const lift = await hand.gap(bashir, { sentence: "No lift home from the lunch", area: "Harbour", need: "transport", groups: ["rural"], band: "three_five" }, then());
  await hand.takes(amir, lift, "lead", then());
  await hand.takes(bashir, lift, "host", then());
  await hand.stepsBack(bashir, lift, "spotter", then());
  await hand.takes(jo, lift, "spotter", then());
  await hand.meets(amir, lift, "A minibus on Thursdays, ring 01632 960123", then());
  const choir = await hand.gap(amir, { sentence: "No choir for those who cannot sing", need: "arts", groups: ["everyone"] }, then());
  await hand.moves(amir, choir, "resting", "After the summer", then());
  await hand.moves(fay, choir, "noticed", "", then());
  await hand.moves(jo, choir, "resting", "No room yet", then());
  const forms = await hand.gap(jo, { sentence: "Help with forms at night", need: "rights", groups: ["working_days", "carers"] }, then());
  await hand.takes(jo, forms, "lead", then());
  await hand.takes(jo, forms, "host", then());
  await hand.stepsBack(jo, forms, "host", then());
  await hand.takes(amir, forms, "host", then());
}

import { z } from "zod";
import type { Database } from "~db/client";
import { errorCode } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { type Person } from "./access.server";
import { sharingPurposes, waysSaid, type GrantTerm } from "./consent";
import { recordConsent } from "./consents.server";
import type { ConsentStep, ShareAnswer, SoFar, StepView } from "./consent-steps";
import { dayOf, endOfDay, isDate, momentOfField, monthsLater } from "./days";
import { organisationsLike } from "./search.server";
import { sharedClasses } from "./section";

const share = z.object({
  organisationId: z.string().refine(isId),
  organisation: z.string().max(300),
  classes: z.array(z.enum(sharedClasses)).min(1),
  purpose: z.enum(sharingPurposes),
  access: z.enum(["read", "write"]),
  until: z.string().refine(isDate),
});
const soFarShape = z.object({
  notes: z.object({ keep: z.boolean(), until: z.string() }).optional(),
  shares: z.array(share).max(30),
  said: z.object({ how: z.enum(waysSaid), saidAt: z.string(), words: z.string().max(2000), told: z.string().max(2000) }).optional(),
});

type Answer = { view: StepView } | { recorded: string };
type Turn = { trx: Database; person: Person; form: FormData; go: string; soFar: SoFar };

/** Takes one answer and says what to ask next; on the last, records the consent. What is wrong comes back as it was typed. */
export async function takeAnswer(trx: Database, person: Person, form: FormData): Promise<Answer> {
  const soFar = readSoFar(form.get("soFar"));
  const turn: Turn = { trx, person, form, go: text(form, "go"), soFar };
  switch (text(form, "step")) {
    case "sharing":
      return sharing(turn);
    case "terms":
      return terms(turn);
    case "said":
      return said(turn);
    case "check":
      return check(turn);
    default:
      return notes(turn);
  }
}

function notes({ form, soFar }: Turn): Answer {
  const [keep, until] = [text(form, "keep"), text(form, "until")];
  const entered = { keep, until };
  if (keep !== "yes" && keep !== "no") return ask("notes", soFar, { entered, errors: { keep: "Choose yes or no." } });
  const problem = keep === "yes" ? endProblem(until) : undefined;
  if (problem) return ask("notes", soFar, { entered, errors: { until: problem } });
  return ask("sharing", { ...soFar, notes: { keep: keep === "yes", until: keep === "yes" ? until : "" } });
}

async function sharing({ trx, person, form, go, soFar }: Turn): Promise<Answer> {
  if (go === "back") return ask("notes", soFar);
  if (go.startsWith("remove:")) return ask("sharing", { ...soFar, shares: soFar.shares.filter((_, index) => String(index) !== go.slice(7)) });
  if (go.startsWith("choose:")) {
    const organisation = await named(trx, person, go.slice(7));
    return organisation ? ask("terms", soFar, { choosing: organisation }) : ask("sharing", soFar, { errors: { q: "We could not find that organisation. Search for it again." } });
  }
  if (go === "next") {
    if (!soFar.notes?.keep && soFar.shares.length === 0) return ask("sharing", soFar, { errors: { form: "They agree to nothing, so there is nothing to record. That is fine: you can leave this page." } });
    return ask("said", soFar);
  }
  const words = text(form, "q");
  if (words.length < 2) return ask("sharing", soFar, { entered: { q: words }, errors: { q: "Write two letters or more of the organisation’s name." } });
  const found = await organisationsLike(trx, words, 8, [person.homeOrganisationId]);
  return ask("sharing", soFar, { entered: { q: words }, searched: { words, found } });
}

async function terms({ trx, person, form, go, soFar }: Turn): Promise<Answer> {
  if (go === "back") return ask("sharing", soFar);
  const organisation = await named(trx, person, text(form, "organisation"));
  if (!organisation) return ask("sharing", soFar, { errors: { q: "We could not find that organisation. Search for it again." } });
  const entered = { classes: form.getAll("classes").map(String), purpose: text(form, "purpose"), access: text(form, "access"), until: text(form, "until") };
  const checked = share.safeParse({ organisationId: organisation.id, organisation: organisation.name, ...entered });
  const errors = {
    ...(entered.classes.length === 0 ? { classes: "Choose at least one part to share." } : {}),
    ...(sharingPurposes.some((one) => one === entered.purpose) ? {} : { purpose: "Choose what it is for." }),
    ...(entered.access === "write" && entered.purpose !== "working_together" ? { access: "Writing goes with helping together. Choose “read”, or change what it is for." } : {}),
    ...(endProblem(entered.until) ? { until: endProblem(entered.until) ?? "" } : {}),
  };
  if (!checked.success || Object.keys(errors).length > 0) {
    return ask("terms", soFar, { choosing: organisation, entered, errors: Object.keys(errors).length > 0 ? errors : { access: "Choose whether they may read or write." } });
  }
  const others = soFar.shares.flatMap((one) => without(one, checked.data));
  return ask("sharing", { ...soFar, shares: [...others, checked.data] });
}

function said({ form, go, soFar }: Turn): Answer {
  if (go === "back") return ask("sharing", soFar);
  const entered = { how: text(form, "how"), saidAt: text(form, "saidAt"), words: text(form, "words"), told: text(form, "told") };
  const how = waysSaid.find((one) => one === entered.how);
  const moment = momentOfField(entered.saidAt);
  const errors = {
    ...(how ? {} : { how: "Choose how they said it." }),
    ...(moment === undefined ? { saidAt: "Write the day and time they said it." } : moment.getTime() > Date.now() + 300_000 ? { saidAt: "That time has not come yet. Use the moment they said it." } : {}),
    ...(entered.words.length > 2000 ? { words: "Please keep it under 2000 letters." } : {}),
    ...(entered.told.length > 2000 ? { told: "Please keep it under 2000 letters." } : {}),
  };
  if (!how || Object.keys(errors).length > 0) return ask("said", soFar, { entered, errors });
  return ask("check", { ...soFar, said: { ...entered, how } });
}

async function check({ trx, person, go, soFar }: Turn): Promise<Answer> {
  const back = go.startsWith("change:") ? go.slice(7) : undefined;
  if (back === "notes" || back === "sharing" || back === "said") return ask(back, soFar);
  const saidAt = momentOfField(soFar.said?.saidAt ?? "");
  if (!soFar.notes) return ask("notes", soFar);
  if (!soFar.said || !saidAt) return ask("said", soFar);
  try {
    const { how, words, told } = soFar.said;
    const { eventId } = await recordConsent(trx, person.actor, person.id, { saidAt, how, words, told, grants: grantsOf(soFar, person) });
    return { recorded: eventId };
  } catch (error) {
    if (errorCode(error) !== "wrong_entry" || !(error instanceof Error)) throw error;
    throw Object.assign(error, { view: { step: "check", soFar, entered: {}, errors: { form: error.message } } satisfies StepView });
  }
}

/** The view a refused recording comes back to. The transaction it failed in is gone by then. */
export function viewOfRefusal(error: unknown): StepView | undefined {
  return typeof error === "object" && error !== null && "view" in error ? (error.view as StepView) : undefined;
}

function grantsOf(soFar: SoFar, person: Person): GrantTerm[] {
  const keep = soFar.notes?.keep && isDate(soFar.notes.until) ? [{ organisationId: person.homeOrganisationId, purpose: "keep_notes" as const, sectionClass: "all" as const, access: "write" as const, until: endOfDay(soFar.notes.until) }] : [];
  return [...keep, ...soFar.shares.flatMap(({ organisationId, purpose, access, until, classes }) => classes.map((sectionClass) => ({ organisationId, purpose, access, sectionClass, until: endOfDay(until) })))];
}

/** An organisation and part answered again replaces its earlier answer. */
function without(one: ShareAnswer, added: ShareAnswer): ShareAnswer[] {
  if (one.organisationId !== added.organisationId) return [one];
  const classes = one.classes.filter((kept) => !added.classes.includes(kept));
  return classes.length > 0 ? [{ ...one, classes }] : [];
}

function endProblem(until: string): string | undefined {
  const today = dayOf(new Date());
  if (!isDate(until)) return "Say until when. Consent always has an end; you can ask again.";
  if (until <= today) return "Choose a day after today.";
  return until > monthsLater(today, 24) ? "Two years is the longest. You can ask again then." : undefined;
}

async function named(trx: Database, person: Person, id: string) {
  if (!isId(id) || id === person.homeOrganisationId) return undefined;
  return trx.selectFrom("organisation").where("id", "=", id).where("kind", "<>", "network").select(["id", "name"]).executeTakeFirst();
}

function ask(step: ConsentStep, soFar: SoFar, more: Partial<StepView> = {}): Answer {
  return { view: { step, soFar, errors: {}, entered: {}, ...more } };
}

function readSoFar(words: FormDataEntryValue | null): SoFar {
  try {
    const read = soFarShape.safeParse(JSON.parse(String(words ?? "{}")));
    return read.success ? read.data : { shares: [] };
  } catch {
    return { shares: [] };
  }
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

import { classInSentence, inOrder, type SharedClass } from "./section";

/** Purposes a person can agree to. Keeping notes is for the home organisation alone; the others are for named ones. */
export const purposes = ["keep_notes", "working_together", "referral", "review"] as const;
export type Purpose = (typeof purposes)[number];
export const sharingPurposes = ["working_together", "referral", "review"] as const satisfies readonly Purpose[];
export type SharingPurpose = (typeof sharingPurposes)[number];

export const purposeWords: Record<Purpose, { title: string; inSentence: string }> = {
  keep_notes: { title: "Keep notes", inSentence: "to keep notes" },
  working_together: { title: "Help together", inSentence: "to help together" },
  referral: { title: "Put them in touch", inSentence: "to put them in touch" },
  review: { title: "Look back on how it went", inSentence: "to look back on how it went" },
};

export const waysSaid = ["voice", "paper", "screen"] as const;
export type WaySaid = (typeof waysSaid)[number];
export const wayWords: Record<WaySaid, { title: string; inSentence: string }> = {
  voice: { title: "By voice", inSentence: "by voice" },
  paper: { title: "On paper", inSentence: "on paper" },
  screen: { title: "On screen", inSentence: "on screen" },
};

/** Consent ends by itself: six months unless they say otherwise, two years at most (db: consent_end_out_of_range). */
export const consentLife = { usualMonths: 6, longestMonths: 24, soonDays: 30, backdatedDays: 28 } as const;

export type Access = "read" | "write";
export type GrantTerm = { organisationId: string; purpose: Purpose; sectionClass: SharedClass | "all"; access: Access; until: Date };
export type LiveGrant = {
  id: string;
  organisationId: string;
  organisation: string;
  purpose: Purpose;
  sectionClass: SharedClass | "all";
  access: Access;
  validFrom: Date;
  validUntil: Date;
  givenEvent: string;
};

export type ConsentState = "agreed" | "ends_soon" | "not_asked" | "stopped" | "ended";
export const stateWords: Record<ConsentState, { word: string; tone: "agreed" | "needs" | "danger" }> = {
  agreed: { word: "Agreed", tone: "agreed" },
  ends_soon: { word: "Ends soon", tone: "needs" },
  not_asked: { word: "Not asked yet", tone: "needs" },
  stopped: { word: "Stopped", tone: "danger" },
  ended: { word: "Ran out", tone: "needs" },
};

/** Whether consent should be asked for again: it ends within thirty days. */
export function endsSoon(validUntil: Date, now = new Date()): boolean {
  return validUntil.getTime() - now.getTime() <= consentLife.soonDays * 86_400_000;
}

/** Where consent stands, from what is live and what came before it. */
export function consentState(live: { validUntil: Date }[], before: { withdrawn: boolean; everAsked: boolean }, now = new Date()): ConsentState {
  if (live.some((grant) => endsSoon(grant.validUntil, now))) return "ends_soon";
  if (live.length > 0) return "agreed";
  if (before.withdrawn) return "stopped";
  return before.everAsked ? "ended" : "not_asked";
}

export function isPurpose(word: unknown): word is Purpose {
  return purposes.some((one) => one === word);
}

export function isWaySaid(word: unknown): word is WaySaid {
  return waysSaid.some((one) => one === word);
}

/** Why a set of terms cannot be agreed to as it stands, or undefined when it can. */
export function termsProblem(terms: GrantTerm[]): string | undefined {
  if (terms.length === 0) return "Choose at least one thing the person agrees to.";
  const seen = new Set(terms.map((term) => `${term.organisationId} ${term.sectionClass}`));
  if (seen.size < terms.length) return "Each part can be shared with an organisation for one purpose at a time. Remove the one that is there twice.";
  if (terms.some((term) => term.access === "write" && term.purpose !== "keep_notes" && term.purpose !== "working_together")) {
    return "Writing goes with helping together. Choose “read”, or change the purpose.";
  }
  return undefined;
}

/** "To keep notes, and to share what matters to them and the shared plan with Leith Food Hub." */
export function consentSentence(grants: Pick<LiveGrant, "organisation" | "purpose" | "sectionClass">[]): string {
  const keeps = grants.some((grant) => grant.purpose === "keep_notes");
  const shares = new Map<string, Set<string>>();
  for (const grant of grants) {
    if (grant.purpose === "keep_notes") continue;
    shares.set(grant.organisation, (shares.get(grant.organisation) ?? new Set()).add(grant.sectionClass));
  }
  const shared = [...shares].map(([organisation, classes]) => `${listed(inOrder([...classes]).map(classInSentence))} with ${organisation}`);
  if (!keeps && shared.length === 0) return "Nothing is agreed at the moment.";
  if (shared.length === 0) return "To keep notes. Nothing is shared with anyone else.";
  return `${keeps ? "To keep notes, and to share " : "To share "}${shared.join("; ")}.`;
}

/** "a, b and c" */
export function listed(words: string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

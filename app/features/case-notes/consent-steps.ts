import type { Access, SharingPurpose, WaySaid } from "./consent";
import type { SharedClass } from "./section";

/** Asking for consent, one question at a time. What is answered so far travels with the form, so it works before scripts do. */
export const consentSteps = ["notes", "sharing", "terms", "said", "check"] as const;
export type ConsentStep = (typeof consentSteps)[number];

export type ShareAnswer = { organisationId: string; organisation: string; classes: SharedClass[]; purpose: SharingPurpose; access: Access; /** "2027-05-21" */ until: string };

export type SoFar = {
  notes?: { keep: boolean; until: string } | undefined;
  shares: ShareAnswer[];
  said?: { how: WaySaid; /** "2026-11-21T10:42" */ saidAt: string; words: string; told: string } | undefined;
};

export type StepView = {
  step: ConsentStep;
  soFar: SoFar;
  /** Sentences by field; "form" for those of the whole page. */
  errors: Record<string, string>;
  /** What was typed, when it came back. */
  entered: Record<string, string | string[]>;
  searched?: { words: string; found: { id: string; name: string; area: string | null }[] } | undefined;
  choosing?: { id: string; name: string } | undefined;
};

import type { AgreementKind, ContactKind, Part, TieLineKind, Way } from "~/features/relationships/words";
import type { Need } from "~/features/gaps/words";
import type { Who } from "../gaps/story";
import type { Organisations } from "../staff";

/** Organisations of Inverlaw, and the network's own. */
export type Where = keyof Organisations | "network";
export type Places = Record<Where, string>;

/** What somebody wrote down, so many days ago. Who began it is seen from whoever writes. */
export type ContactStory = readonly [ago: number, kind: ContactKind, by: Who, line?: string, began?: "us" | "them"];

/** A tie as it was proposed, so many days ago, and what came of it. Without an answer it waits, or nobody of theirs is here to give one. */
export type TieStory = {
  by: Who;
  to: Where;
  ago: number;
  purpose: string;
  yes?: { by: Who; ago: number; line?: string };
  no?: { by: Who; ago: number; line: string };
  ended?: { by: Who; ago: number; line: string };
  holders?: readonly (readonly [who: Who, part: Part])[];
  /** From which side; without one, both. */
  lines?: readonly (readonly [kind: TieLineKind, from?: Where])[];
  agreements?: readonly { by: Who; ago: number; kind: AgreementKind; words: string; /** Days until the two look at it again; less than nothing: it is due. */ reviewIn: number; agreed?: Who }[];
  contacts?: readonly ContactStory[];
  /** The same every so many days, in turns. */
  rhythm?: { every: number; from: number; until: number; turns: readonly (readonly [kind: ContactKind, by: Who, began?: "us" | "them"])[] };
  /** "How we work together", by both sides. */
  together?: readonly { by: Who; words: string[] }[];
};

export type IntroductionStory = { by: Who; to: Where; ago: number; line: string; taken?: { by: Who; ago: number }; made?: { ago: number; line: string }; no?: { by: Who; ago: number; line: string } };
export type TryStory = { by: Who; to: Where; ago: number; how: Way; reached: boolean; line: string };
export type ReachStory = { by: Who; to: Where; ago: number; label: string; phone?: string; email?: string; hours?: string };
export type HelpStory = { by: Who; of: Where; needs: Need[]; ago: number };

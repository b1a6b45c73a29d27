import { z } from "zod";
import { bands, groups, needs, type Band, type Group, type Need } from "../words";
import { mostLetters } from "./amounts";

/** Forms about gaps. zod stays on the server; pages show what Conform answers. What the commands refuse comes beside its field too. */
const oneOf = <T extends string>(words: Record<T, unknown>, error: string) => z.enum(Object.keys(words) as [T, ...T[]], { error });
const atMost = (most: number) => (words: string, context: z.RefinementCtx) => {
  const letters = [...words].length;
  if (letters > most) context.addIssue({ code: "custom", message: `Please keep it under ${most} letters; this has ${letters}.` });
};
const missing = "Say in one sentence what is missing.";

export const newGapForm = z.object({
  sentence: z.string({ error: missing }).trim().min(1, missing).superRefine(atMost(mostLetters.sentence)),
  areaId: z.string().optional(),
  need: oneOf<Need>(needs, "Choose what it is about."),
  groups: z.array(oneOf<Group>(groups, "Choose groups from the list.")).max(6, "Choose up to six groups.").default([]),
  band: oneOf<Band>(bands, "Choose how many you know of, or leave it.").optional(),
  line: z.string().trim().superRefine(atMost(mostLetters.line)).optional(),
});

import { z } from "zod";

/** What a question's form says; the command says what is wrong with it. Longer than anybody writes is cut off before it is read. */
const words = z.string().max(10_000, "That is far too long.").default("");
export const askForm = z.object({ question: words, areaId: words, need: words, groups: z.array(z.string().max(60)).max(40).default([]) });

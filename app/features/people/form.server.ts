import { z } from "zod";
import type { PostRole } from "~/shared/actor";
import { lineKinds, organisationKinds, postRoles, type LineKind, type OrganisationKind } from "./words";

/** Forms about colleagues and organisations. zod stays on the server; pages show what Conform answers. */
const line = (most: number) => z.string().trim().max(most, `Please keep it under ${most} letters.`);
const needed = (most: number, sentence: string) => z.string({ error: sentence }).trim().min(1, sentence).max(most, `Please keep it under ${most} letters.`);
const oneOf = <T extends string>(words: Record<T, unknown>, sentence: string) => z.enum(Object.keys(words) as [T, ...T[]], { error: sentence });

const emailSentence = "Write an email address like name@example.org.";
const email = z.string({ error: emailSentence }).trim().toLowerCase().max(254, "This address is too long.").regex(/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/, emailSentence);
const personName = needed(120, "Write the name as colleagues know it.");

export const signInForm = z.object({ email, device: z.enum(["mine", "shared"]).default("shared"), then: z.string().optional() });
export const codeForm = z.object({ code: needed(40, "Type the six digits from the email.") });
export const profileForm = z.object({ name: personName });
export const passkeyForm = z.object({ id: z.string().max(1_500), name: needed(80, "Give the passkey a name, such as “Work laptop”.") });
export const acceptanceForm = z.object({
  name: personName,
  read: z.literal("yes", { error: "Read the five sentences, then tick the box." }),
  device: z.enum(["mine", "shared"]).default("shared"),
});

export const organisationForm = z.object({
  name: needed(300, "Write the organisation’s name."),
  kind: oneOf<OrganisationKind>(organisationKinds, "Choose what kind of organisation it is."),
  area: line(120).optional(),
  charityNumber: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^SC\d{6}$/, "A Scottish charity number is SC and six digits, such as SC000123.")
    .optional(),
  postcode: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/, "Write a postcode like EH6 7AB, or leave it empty.")
    .optional(),
});

export const postForm = z.object({
  title: needed(120, "Write what the post is called, such as “Link worker at the Harbour Practice”."),
  role: oneOf<PostRole>(postRoles, "Choose what the post does."),
  employedBy: z.string().max(400).optional(),
  hostedBy: z.string().max(400).optional(),
  managedBy: z.string().max(400).optional(),
});

export const lineForm = z.object({ kind: oneOf<LineKind>(lineKinds, "Choose a line."), to: z.string().max(400).optional() });

export const invitationForm = z.object({
  postId: z.string({ error: "Choose the post they will sit in." }).min(1, "Choose the post they will sit in."),
  name: personName,
  email,
  purpose: line(500).default(""),
});

export const endingForm = z.object({ tenureId: z.string(), why: line(500).default("") });

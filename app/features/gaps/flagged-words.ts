import type { FlaggedKind } from "./flags.server";

/** What was flagged, in a word or two. */
export const flaggedWords: Record<FlaggedKind, string> = {
  gap: "A gap",
  gap_join: "A line beside “I see this too”",
  gap_tried: "What has been tried",
  gap_letter: "A letter of support",
  gap_group: "A group’s page",
  gap_outcome: "What there is now",
  gap_kit: "A line in the kit",
  gap_volunteer: "A volunteer",
  gap_training: "A line about training",
  group_session: "A line about a date",
  gap_invitation: "An invitation",
  ask: "A question",
  ask_answer: "An answer",
};

import type { AskStory } from "./story";

/** Questions people in offices ask each other, without anybody in them. */
export const askStories: AskStory[] = [
  { question: "Does anyone have a wheelchair-friendly arts group on Thursdays?", where: "Harbour", need: "arts", groups: ["disabled_people"], by: "aileen", ago: 30, answers: [{ by: "ewan", ago: 29, line: "We do, Thursdays at two. Ramp at the side, ask for the low tables.", keptAgo: 28 }] },
  { question: "Who lends out electric heaters when the boiler is broken?", need: "warmth", groups: ["everyone"], by: "rory", ago: 372, answers: [{ by: "sana", ago: 371, line: "The hub has six, for a fortnight at a time. Ring before four.", keptAgo: 370 }] },
  { question: "Is there still a free stall for school uniforms?", where: "Old Town", need: "families", groups: ["parents"], by: "jo", ago: 95, answers: [{ by: "bashir", ago: 94, line: "Yes, the first Saturday of the month, beside the pantry.", keptAgo: 92 }, { by: "sana", ago: 93, line: "And in August every Saturday." }] },
  { question: "Which adviser takes questions about funeral costs?", need: "money", groups: ["everyone"], by: "moira", ago: 60, answers: [{ by: "catriona", ago: 60, line: "I do. Ring our desk, say it is about a funeral, and you are put through.", via: "phone", keptAgo: 58 }] },
  { question: "Can somebody recommend an interpreter for Tigrinya?", need: "language", groups: ["newcomers"], by: "aileen", ago: 21, answers: [{ by: "jo", ago: 20, line: "The telephone service has one on weekday mornings. Book two days before.", keptAgo: 19 }, { by: "catriona", ago: 18, line: "A colleague two towns over, if it must be face to face.", via: "email" }] },
  { question: "Where can a person wash a sleeping bag?", where: "Old Town", need: "something_else", groups: ["homeless"], by: "bashir", ago: 14, answers: [{ by: "ewan", ago: 13, line: "Our industrial machine, Mondays after ten. No questions." }] },
  { question: "Any walking group that stops often and does not mind a stick?", where: "Hillside", need: "moving", groups: ["older_people"], by: "rory", ago: 48, answers: [{ by: "moira", ago: 47, line: "The health walk from our door, Wednesdays at eleven, forty slow minutes.", keptAgo: 46 }] },
  { question: "Who can look at a tenancy agreement before somebody signs it?", need: "housing", groups: ["young_people"], by: "sana", ago: 10, answers: [{ by: "catriona", ago: 9, line: "We can, usually the same week. A photo of it is enough.", keptAgo: 8 }] },
  { question: "Is the allotment open to somebody who can only sit?", where: "Brae", need: "outdoors", groups: ["disabled_people"], by: "jo", ago: 6, answers: [] },
  { question: "Has anyone a tablet to lend for an online appointment?", need: "digital", groups: ["older_people"], by: "moira", ago: 3, answers: [{ by: "ewan", ago: 2, line: "Two, with a quiet corner to use them in." }] },
  { question: "Which groups are there where drink is not on the table?", need: "company", groups: ["recovery"], by: "catriona", ago: 130, answers: [{ by: "bashir", ago: 129, line: "All of ours. The Thursday lunch above all.", keptAgo: 127 }, { by: "ewan", ago: 126, line: "Every group of ours but the Christmas party." }] },
  { question: "Does the minibus still run on Fridays?", where: "Brae", need: "transport", groups: ["rural"], by: "tam", ago: 1, answers: [] },
];

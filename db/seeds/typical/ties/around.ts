import type { HelpStory, IntroductionStory, ReachStory, TryStory } from "./story";

/** "Could somebody introduce us?" */
export const introductionStories: IntroductionStory[] = [
  { by: "ewan", to: "hillside", ago: 50, line: "We would like to put a chair in their waiting room for one morning.", taken: { by: "rory", ago: 48 }, made: { ago: 41, line: "Ask for the practice nurse, she paints." } },
  { by: "catriona", to: "hillside", ago: 33, line: "Letters for benefits: whom do we ask?", taken: { by: "rory", ago: 32 }, no: { by: "rory", ago: 30, line: "Two doctors are away until spring. Ask again then." } },
  { by: "catriona", to: "allotment", ago: 14, line: "Somebody we support would like a plot.", taken: { by: "bashir", ago: 13 } },
  { by: "sana", to: "council", ago: 8, line: "Who decides about the market square in December?" },
];

/** Tries to reach somebody, so that the next one does not begin again. Nobody reached the allotments since the autumn. */
export const tryStories: TryStory[] = [
  { by: "rory", to: "hillside", ago: 305, how: "phone", reached: false, line: "Number nine in the queue." },
  { by: "rory", to: "hillside", ago: 304, how: "visit", reached: true, line: "The side entrance." },
  { by: "aileen", to: "allotment", ago: 58, how: "phone", reached: false, line: "It rings out." },
  { by: "bashir", to: "allotment", ago: 44, how: "email", reached: false, line: "The address is full." },
  { by: "tam", to: "allotment", ago: 27, how: "visit", reached: false, line: "The gate is locked until somebody with the key comes." },
  { by: "jo", to: "council", ago: 24, how: "phone", reached: false, line: "Three transfers and a tune." },
];

/** How an organisation is reached, kept with it. */
export const reachStories: ReachStory[] = [
  { by: "bashir", to: "foodHub", ago: 320, label: "The counter", phone: "01632 960 311", hours: "Mornings from ten, not on Mondays" },
  { by: "catriona", to: "lantern", ago: 280, label: "Drop-in", phone: "01632 960 322", email: "desk@lanternadvice.example", hours: "Doors at one" },
  { by: "rory", to: "hillside", ago: 304, label: "The back line", phone: "01632 960 333", hours: "After eleven" },
  { by: "sana", to: "fairweather", ago: 168, label: "Nell in the office", email: "office@fairweather.example" },
  { by: "moira", to: "harbour", ago: 150, label: "The desk", phone: "01632 960 344", hours: "Not between eight and ten" },
];

/** What organisations say they help with; of those nobody is here from, as the network knows them. */
export const helpStories: HelpStory[] = [
  { by: "sana", of: "foodHub", needs: ["food", "warmth", "company"], ago: 320 },
  { by: "catriona", of: "lantern", needs: ["money", "rights", "housing"], ago: 280 },
  { by: "ewan", of: "strand", needs: ["arts", "company", "mental_wellbeing"], ago: 250 },
  { by: "fay", of: "allotment", needs: ["outdoors", "moving", "company"], ago: 230 },
  { by: "fay", of: "fairweather", needs: ["families", "safety", "company"], ago: 230 },
  { by: "fay", of: "hillside", needs: ["health"], ago: 230 },
  { by: "fay", of: "council", needs: ["housing", "transport"], ago: 230 },
];

import type { GapStory } from "./story";

/** There is something now. */
export const met: GapStory[] = [
  {
    sentence: "Nobody to walk with people the first time, so they get as far as the door and go home",
    need: "company",
    groups: ["everyone"],
    by: "rory",
    ago: 210,
    band: "six_plus",
    then: [
      { ago: 205, by: "ewan", does: "sees", band: "six_plus", line: "I have seen the same coat pass the window three weeks running." },
      { ago: 180, by: "jo", does: "takes", role: "lead" },
      { ago: 64, by: "jo", does: "meets", line: "Six walking-along volunteers, on the phone at the link workers’ office from ten to three, any weekday." },
    ],
  },
  {
    sentence: "A cooking group for people with one ring and a kettle",
    where: "Old Town",
    need: "food",
    groups: ["homeless", "young_people"],
    by: "sana",
    ago: 190,
    band: "three_five",
    then: [
      { ago: 186, by: "aileen", does: "sees", band: "three_five" },
      { ago: 150, by: "sana", does: "takes", role: "lead" },
      { ago: 149, by: "sana", does: "takes", role: "host" },
      { ago: 30, by: "sana", does: "meets", line: "Tuesdays at two in the hub kitchen. Take home what you made.", with: "foodHub" },
    ],
  },
  {
    sentence: "Nobody teaches how to use the new ticket machines, so people stopped taking the train",
    need: "digital",
    groups: ["older_people"],
    by: "tam",
    ago: 132,
    band: "three_five",
    then: [
      { ago: 128, by: "moira", does: "sees", band: "six_plus" },
      { ago: 119, by: "jo", does: "takes", role: "lead" },
      { ago: 86, by: "jo", does: "meets", line: "Two people from the railway stand beside the machines on Monday and Thursday mornings." },
    ],
  },
  {
    sentence: "Women who would go to the gym if nobody looked in",
    where: "Old Town",
    need: "moving",
    groups: ["women"],
    by: "aileen",
    ago: 240,
    band: "three_five",
    then: [
      { ago: 236, by: "ewan", does: "sees", band: "three_five" },
      { ago: 220, by: "ewan", does: "takes", role: "lead" },
      { ago: 219, by: "ewan", does: "takes", role: "host" },
      { ago: 205, by: "ewan", does: "reaches", stage: "shaped", line: "An hour a week with the blinds down, run by the women who come." },
      { ago: 190, by: "ewan", does: "begins the group", group: { name: "Blinds down", about: "Gentle exercise to music, women only, at your own pace.", where: "Strand Arts for All, studio, Old Town", when: "Mondays, six to seven", access: "Lift. Chairs for those who want them.", contact: "Ask at the desk" } },
      { ago: 188, by: "ewan", does: "reaches", stage: "running", line: "Nine came, and the same nine came back." },
      { ago: 66, by: "ewan", does: "reaches", stage: "handed_on", line: "To the women’s centre. Two of those who came now lead it." },
      { ago: 65, by: "ewan", does: "meets", line: "Mondays at six at the women’s centre, run by the group itself.", with: "fairweather" },
    ],
  },
  { sentence: "Somewhere to get a form printed without explaining what it is for", where: "Old Town", need: "rights", groups: ["everyone"], by: "sana", ago: 100, then: [{ ago: 97, by: "catriona", does: "sees", band: "six_plus" }, { ago: 80, by: "ewan", does: "meets", line: "The desk at Strand prints ten pages free for anybody.", with: "strand" }] },
];

/** Not now. */
export const resting: GapStory[] = [
  {
    sentence: "A singing group in Polish for people who miss it",
    where: "Harbour",
    need: "arts",
    groups: ["other_languages"],
    by: "ewan",
    ago: 160,
    band: "one_two",
    then: [
      { ago: 151, by: "aileen", does: "sees", band: "one_two" },
      { ago: 88, by: "ewan", does: "rests", line: "Both found a choir in the next town. We look again after the summer." },
    ],
  },
  {
    sentence: "Swimming for women where the viewing gallery is shut",
    where: "Hillside",
    need: "moving",
    groups: ["women"],
    by: "aileen",
    ago: 140,
    then: [
      { ago: 133, by: "bashir", does: "sees", band: "three_five" },
      { ago: 70, by: "jo", does: "rests", line: "The pool is closed for repairs until spring." },
    ],
  },
  { sentence: "A second allotment for those on the waiting list of the first", where: "Brae", need: "outdoors", groups: ["everyone"], by: "bashir", ago: 170, band: "six_plus", then: [{ ago: 165, by: "jo", does: "sees" }, { ago: 92, by: "bashir", does: "rests", line: "The field floods. The council looks for another." }] },
  { sentence: "Chair yoga nearer than the leisure centre", where: "Hillside", need: "moving", groups: ["older_people"], by: "rory", ago: 112, band: "three_five", then: [{ ago: 105, by: "moira", does: "sees", band: "three_five" }, { ago: 74, by: "rory", does: "rests", line: "Those who asked go by taxi together for now." }] },
  { sentence: "A dads’ morning that is not about football", where: "Harbour", need: "families", groups: ["men", "parents"], by: "jo", ago: 125, then: [{ ago: 115, by: "ewan", does: "sees", band: "one_two" }, { ago: 69, by: "jo", does: "rests", line: "Both dads found work. Revive it when the next one asks." }] },
  { sentence: "A vet that people on a pension can pay", need: "something_else", groups: ["older_people"], by: "tam", ago: 150, band: "three_five", then: [{ ago: 146, by: "bashir", does: "sees", band: "three_five" }, { ago: 64, by: "sana", does: "rests", line: "The animal charity comes by van from the new year. Wait for that." }] },
];

import { bingo } from "./bingo";
import { painting } from "./painting";
import type { GapStory } from "./story";

/** Somebody has taken the lead. */
export const working: GapStory[] = [
  bingo,
  painting,
  {
    sentence: "Help to fill in a disability form that does not have a three-month wait",
    need: "rights",
    groups: ["disabled_people", "carers"],
    by: "moira",
    ago: 120,
    band: "six_plus",
    then: [
      { ago: 118, by: "aileen", does: "sees", band: "six_plus", line: "I do them myself at night. That is not the answer." },
      { ago: 117, by: "rory", does: "sees", band: "six_plus" },
      { ago: 110, by: "catriona", does: "takes", role: "lead" },
      { ago: 84, by: "catriona", does: "tries", line: "Asked the council for a worker two days a week. Not this year." },
      { ago: 76, by: "catriona", does: "sees", band: "six_plus", line: "Two volunteers trained, a third waits for her check." },
    ],
  },
  {
    sentence: "A shed to mend things in, beside somebody who is mending too",
    where: "Hillside",
    need: "work",
    groups: ["men", "recovery"],
    by: "rory",
    ago: 88,
    band: "three_five",
    then: [
      { ago: 85, by: "ewan", does: "sees", band: "three_five" },
      { ago: 71, by: "tam", does: "takes", role: "lead", line: "I have the tools and the keys to the old depot." },
      { ago: 44, by: "tam", does: "tries", line: "The depot has no toilet. Asked the church hall next door for theirs, and they said yes." },
      { ago: 21, by: "tam", does: "reaches", stage: "shaped", line: "Saturdays, ten to one, six at most, nobody is called a member." },
      { ago: 20, by: "tam", does: "ticks", task: "room", line: "The old depot on the Hillside road. Ramp at the back." },
      { ago: 9, by: "tam", does: "ticks", task: "risk_assessment", state: "under_way", line: "Waiting for somebody who knows about lathes." },
    ],
  },
  { sentence: "Lifts to the dialysis unit on the days the hospital car is full", where: "Brae", need: "transport", groups: ["disabled_people", "rural"], by: "moira", ago: 40, band: "three_five", then: [{ ago: 39, by: "tam", does: "sees", band: "one_two" }, { ago: 33, by: "sana", does: "takes", role: "lead", line: "Tam and one more, until Christmas, to see how it goes." }, { ago: 8, by: "tam", does: "tries", line: "Three weeks with two cars. It needs four." }] },
  { sentence: "An English table where nobody is a pupil", where: "Old Town", need: "language", groups: ["newcomers"], by: "jo", ago: 66, band: "six_plus", then: [{ ago: 61, by: "ewan", does: "sees", band: "three_five" }, { ago: 50, by: "ewan", does: "takes", role: "lead" }, { ago: 12, by: "aileen", does: "takes", role: "host", line: "Under the link workers’ cover for the first ten weeks." }] },
  { sentence: "A hot meal on the days the schools are shut", where: "Harbour", need: "food", groups: ["parents", "young_people"], by: "sana", ago: 52, band: "six_plus", then: [{ ago: 50, by: "aileen", does: "sees", band: "six_plus" }, { ago: 42, by: "sana", does: "takes", role: "lead" }, { ago: 41, by: "sana", does: "takes", role: "host" }, { ago: 6, by: "sana", does: "links", with: "strand" }] },
  { sentence: "Somebody to sit in for an hour so that a carer can see the dentist", need: "caring", groups: ["carers"], by: "rory", ago: 79, band: "six_plus", then: [{ ago: 77, by: "catriona", does: "sees", band: "three_five" }, { ago: 56, by: "jo", does: "takes", role: "lead" }, { ago: 55, by: "rory", does: "steps back", role: "spotter" }, { ago: 10, by: "jo", does: "tries", line: "Rang round five agencies. All begin at three hours." }] },
  { sentence: "A choir for people who were told at school that they cannot sing", where: "Harbour", need: "arts", groups: ["everyone"], by: "ewan", ago: 35, band: "three_five", then: [{ ago: 34, by: "moira", does: "sees", band: "one_two" }, { ago: 27, by: "ewan", does: "takes", role: "lead" }, { ago: 5, by: "ewan", does: "ticks", task: "room", line: "The upstairs room. There is a lift." }] },
];

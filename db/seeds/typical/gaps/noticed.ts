import type { GapStory } from "./story";

/** One organisation has seen these so far. */
export const noticed: GapStory[] = [
  { sentence: "No Gaelic-speaking befriender for someone who has gone back to the language she grew up with", where: "Hillside", need: "company", groups: ["older_people", "other_languages"], by: "rory", ago: 3, band: "one_two" },
  {
    sentence: "The last bus up the Brae goes at twenty past four, so nobody without a car gets to an evening group",
    where: "Brae",
    need: "transport",
    groups: ["rural"],
    by: "aileen",
    ago: 9,
    band: "six_plus",
    line: "Three turned down the choir because of it this month alone.",
    then: [{ ago: 6, by: "jo", does: "sees", band: "three_five", line: "Rory says the same of Hillside." }],
  },
  { sentence: "Nobody repairs a powerchair on a Saturday, so a flat battery is a weekend indoors", need: "transport", groups: ["disabled_people"], by: "bashir", ago: 2, band: "one_two" },
  { sentence: "Somewhere quiet to charge a phone and sit, without having to buy a coffee", where: "Old Town", need: "digital", groups: ["homeless", "young_people"], by: "sana", ago: 5, band: "three_five" },
  { sentence: "Letters from housing in words that a person can read without a dictionary", need: "language", groups: ["learning_disability", "other_languages"], by: "catriona", ago: 12, band: "six_plus", line: "I translate English into English most of the day." },
  { sentence: "A cardiac class within reach of the number nine bus", where: "Hillside", need: "health", groups: ["older_people"], by: "moira", ago: 16, band: "three_five" },
  { sentence: "Nothing on a Sunday between lunch and bedtime for somebody who lives alone", where: "Harbour", need: "company", groups: ["older_people"], by: "tam", ago: 1, line: "They ask me to stay for tea." },
  { sentence: "Nowhere for young carers to do nothing at all near Pier Road", where: "Harbour", need: "caring", groups: ["young_people", "carers"], by: "jo", ago: 4, band: "one_two" },
];

import type { Group, Need } from "~/features/gaps/words";
import type { Drawing } from "./ids";

/** What is missing, by need: short enough that a place, a time and a reason fit beside it. */
const missing: Record<Need, readonly string[]> = {
  money: ["debt advice", "help with a budget", "a credit union that opens at all", "someone to ring about arrears", "a grant for a cooker", "advice about a funeral bill"],
  food: ["a community lunch", "a cooking group", "halal parcels at the pantry", "a hot meal", "a breakfast club", "somewhere to store a frozen delivery"],
  housing: ["help with a damp flat", "a ground-floor swap", "somebody to go along to the housing office", "furniture for a first tenancy", "a mediator for neighbours", "storage between two tenancies"],
  warmth: ["a warm place to sit", "help with a prepayment meter", "a draught-proofing scheme", "somewhere heated that is not a pub", "a lend of electric blankets", "a drying room"],
  company: ["a befriender", "a bingo afternoon", "a drop-in without a form", "somewhere to have tea with other people", "a lunch table", "a phone friend"],
  arts: ["a drawing group", "a choir where nobody has to audition", "a knitting circle", "a photography walk", "a writing group", "a dance class in a chair"],
  moving: ["a gentle exercise class", "a walking group with benches on the way", "swimming without a gallery", "chair yoga", "a bike lent with its helmet", "walking football"],
  outdoors: ["a garden with raised beds", "an allotment share", "a wheelchair path along the river", "a sheltered bench", "a nature walk", "a greenhouse kept open"],
  learning: ["a reading group for beginners", "evening classes", "help with numbers", "a homework club", "a driving theory group", "an English conversation table"],
  work: ["volunteering that pays the bus fare", "help with an application", "a workshop to mend things in", "a job club", "a trial shift that is forgiving", "a reference from somebody"],
  mental_wellbeing: ["a quiet group", "a bereavement group", "counselling", "someone to talk with after a discharge", "a sleep course", "a crisis café"],
  health: ["a pain group", "a stroke group", "a cardiac class", "a fatigue course", "somewhere to ask about insulin", "a group for people with long Covid"],
  caring: ["a sitting service", "a carers’ breakfast", "respite by the hour", "somebody to cover a hospital visit", "training in lifting", "a carers’ phone line"],
  families: ["a toddler group", "a dads’ morning", "holiday play", "somewhere soft on a wet day", "a school uniform swap", "a crèche beside the class"],
  transport: ["a lift home", "a minibus", "a volunteer driver", "a bus after six", "help with a travel card", "a taxi that takes a wheelchair"],
  language: ["a sign language interpreter", "letters in plain words", "a Gaelic-speaking volunteer", "an Arabic-speaking advocate", "forms in Polish", "a Ukrainian conversation hour"],
  digital: ["help with a phone", "a tablet to borrow", "somewhere with free wifi and a plug", "a class on online banking", "a printer", "data for a SIM card"],
  rights: ["help with a disability form", "an advocate at an assessment", "help with an appeal", "someone who understands settled status", "a power of attorney clinic", "help with a blue badge"],
  safety: ["a lit path", "a women’s space", "a safe place to wait", "self-defence that is not a gym", "a doorbell scheme", "a place to report a scam"],
  something_else: ["a vet that people can afford", "a haircut at home", "somewhere to wash clothes", "a place to bring a dog", "a photo for a passport", "storage for a mobility scooter"],
};
const lacking = ["Nothing like", "There is no", "Nobody here offers", "People keep asking for", "Still no", "We used to have", "No sign of", "Three people this month asked me for", "Nowhere to find"];
const who: Record<Group, readonly string[]> = {
  everyone: ["for anybody", "that anyone can just walk into"], older_people: ["for older people", "for someone over eighty"], young_people: ["for young people who have left school", "for teenagers"], parents: ["for parents with small children", "for a single mother"],
  carers: ["for carers", "for somebody who looks after a husband"], men: ["for men", "for men who will not come to a group"], women: ["for women", "for women who would rather not meet men there"], disabled_people: ["for disabled people", "for people who use a wheelchair"],
  deaf_people: ["for deaf people", "for people who sign"], learning_disability: ["for people with a learning disability", "for an adult with a learning disability living alone"], lgbt: ["for older gay men and lesbians", "where a trans person need not explain"], newcomers: ["for people new to the country", "for families waiting on a decision"],
  other_languages: ["for people who speak little English", "in another language"], homeless: ["for people without a home", "for people in temporary flats"], veterans: ["for veterans", "for people who have left the forces"], recovery: ["for people in recovery", "without drink anywhere near it"],
  working_days: ["for people who work days", "for people on shifts"], rural: ["for people far from town", "for people at the end of the bus line"],
};
const when = ["in the evening", "on a Sunday", "after five", "in winter", "during the school holidays", "at the weekend", "on a weekday morning", "before nine", "between Christmas and spring", "on Thursdays", "at night", ""];
const why = [
  "because the one we had stopped when its funding ended", "since the hall closed", "and the waiting list is eleven weeks", "and the last bus goes at twenty past four", "unless they pay, which they cannot", "and the nearest is two buses away", "because nobody is insured to run it",
  "and the only one is full", "since the volunteer who ran it moved away", "and the form alone takes an hour", "so they come to the practice instead", "although there is a room standing empty", "and it is the third time I have heard it this week", "because there are stairs", "and they will not go alone the first time", "", "", "",
];
const syllables = [["Ard", "Bal", "Kil", "Inver", "Dun", "Strath", "Glen", "Auch", "Pit", "Kin", "Loch", "Craig", "Fetter", "Tulli", "Cul", "Mon"], ["ma", "ro", "len", "ber", "gar", "nes", "lo", "thra", "dee", "fin", "mor", "rie", "sk", "cra"], ["muir", "nie", "och", "ton", "field", "burn", "vie", "wick", "law", "side", "brae", "ness", "hope", "gie"]] as const;

const misspellings: readonly (readonly [RegExp, string])[] = [[/evening/, "evning"], [/advice/, "advise"], [/people/, "poeple"], [/group/, "gruop"], [/wheelchair/, "wheel chair"], [/volunteer/, "voluntear"], [/nobody/i, "no body"]];

/** A street or hamlet, one of some three thousand; those drawn first come back most. */
export const placeFor = (draw: Drawing) => {
  const of = <T>(list: readonly T[]) => list[Math.floor(draw.share() ** 1.6 * list.length)] as T;
  return `${of(syllables[0])}${of(syllables[1])}${of(syllables[2])}`;
};

/** A sentence as somebody at work would write it, 15 to 240 letters; common words are everywhere, and a few are misspelt. */
export function gapSentence(draw: Drawing, need: Need, groups: readonly Group[]): string {
  const whom = groups.map((group) => draw.pick(who[group])).slice(0, 1 + draw.below(2)).join(" and ");
  const words = [draw.pick(lacking), draw.pick(missing[need]), whom, draw.pick(when), draw.below(3) === 0 ? `in ${placeFor(draw)}` : "", draw.pick(why), draw.below(6) === 0 ? draw.pick(why) : ""];
  const sentence = words.filter(Boolean).join(" ").slice(0, 240).trim();
  const [wrong, instead] = draw.pick(misspellings);
  return draw.below(20) === 0 ? sentence.replace(wrong, instead) : sentence;
}

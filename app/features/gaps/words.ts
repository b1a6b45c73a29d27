/** The words practitioners use for gaps. The codes are those of migration 70; the words may change, the codes stay. */
export const needs = {
  money: "Money and debt",
  food: "Food",
  housing: "Housing",
  warmth: "Warmth and energy",
  company: "Company",
  arts: "Arts and making",
  moving: "Moving more",
  outdoors: "Gardens and outdoors",
  learning: "Learning",
  work: "Work and volunteering",
  mental_wellbeing: "Mental wellbeing",
  health: "Living with a condition",
  caring: "Help for carers",
  families: "Families and children",
  transport: "Getting there",
  language: "Language and interpreting",
  digital: "Phones and computers",
  rights: "Rights and forms",
  safety: "Being safe",
  something_else: "Something else",
} as const;
export type Need = keyof typeof needs;

export const groups = {
  everyone: "Anyone",
  older_people: "Older people",
  young_people: "Young people",
  parents: "Parents",
  carers: "Carers",
  men: "Men",
  women: "Women",
  disabled_people: "Disabled people",
  deaf_people: "Deaf people",
  learning_disability: "People with a learning disability",
  lgbt: "LGBT+ people",
  newcomers: "People new to the country",
  other_languages: "Speakers of other languages",
  homeless: "People without a home",
  veterans: "Veterans",
  recovery: "People in recovery",
  working_days: "People who work days",
  rural: "People far from town",
} as const;
export type Group = keyof typeof groups;

/** How many one knows of. Never a count that could be of one person with a name. */
export const bands = { one_two: "1 or 2", three_five: "3 to 5", six_plus: "more than 5" } as const;
export type Band = keyof typeof bands;

/** Columns of the board, in order, each with what it means when it is empty. */
export const columns = {
  noticed: { title: "Just noticed", meaning: "One person has seen it." },
  seen: { title: "Others see it too", meaning: "Two organisations or more have seen it." },
  working: { title: "Being worked on", meaning: "Somebody has taken the lead." },
  met: { title: "Met", meaning: "There is now something in place." },
} as const;
export type Column = keyof typeof columns;

export const places = { ...columns, resting: { title: "Resting", meaning: "Not now. It can be revived, with its history." } } as const;
export type Place = keyof typeof places;

export const roles = {
  spotter: { title: "Spotter", does: "Saw it first. May step back at any time." },
  host: { title: "Host", does: "The organisation the group runs under: its insurance, its policies." },
  lead: { title: "Lead", does: "Keeps it moving until it runs or rests." },
} as const;
export type GapRole = keyof typeof roles;

export const stages = {
  spotted: { title: "Spotted", means: "Somebody wrote it down." },
  shaped: { title: "Shaped", means: "There is a proposal that people agree on." },
  hosted: { title: "Hosted", means: "An organisation lends its name and its cover." },
  running: { title: "Running", means: "The group meets." },
  handed_on: { title: "Handed on", means: "It stands without those who started it." },
} as const;
export type Stage = keyof typeof stages;

/** Needs G2 to G4: what stops people from starting a group, as a list to tick. */
export const kitTasks = {
  host_cover: { title: "Host and insurance cover", hint: "Which organisation’s insurance covers the group? Ask for it in writing. The spotter needs no insurance of their own.", dated: false },
  public_liability: { title: "Public liability", hint: "How much is covered, by which policy, until when.", dated: true },
  risk_assessment: { title: "Risk assessment", hint: "Who looked at the room and the activity, and where the form is kept.", dated: true },
  safeguarding: { title: "Safeguarding", hint: "Whose policy the group follows and who to ring.", dated: false },
  room: { title: "Room", hint: "Where, what it costs, steps and doors, toilets, the key.", dated: false },
  volunteers: { title: "Volunteers", hint: "Who helps, and with what.", dated: false },
  training: { title: "Their training", hint: "What each has done and when it runs out.", dated: false },
  first_dates: { title: "First three dates", hint: "Three dates are a start. Put them on the group’s page.", dated: false },
  review_date: { title: "Review date", hint: "The day you ask together whether it still does any good.", dated: true },
  exit_date: { title: "Exit date", hint: "The day it stops or is handed on, agreed before it starts. It may be moved.", dated: true },
} as const;
export type KitTask = keyof typeof kitTasks;
export const kitStates = { to_do: "To do", under_way: "Under way", done: "Done", not_needed: "Not needed" } as const;
export type KitState = keyof typeof kitStates;

export const trainings = {
  induction: "Induction",
  safeguarding: "Safeguarding",
  pvg: "PVG membership",
  first_aid: "First aid",
  food_hygiene: "Food hygiene",
  manual_handling: "Moving and handling",
  mental_health: "Mental health first aid",
  other: "Something else",
} as const;
export type Training = keyof typeof trainings;

/** Why a card stands where it does; `moved` and `undone` speak for themselves. */
export function whyMoved(why: string): string | undefined {
  if (why === "two_organisations") return "Here because two organisations see it.";
  if (why === "one_organisation") return "Here again because one organisation took its word back.";
  if (why === "lead_taken") return "Here because somebody took the lead.";
  if (why === "revived") return "Revived.";
  return undefined;
}

export const isPlace = (value: string): value is Place => Object.hasOwn(places, value);
export const isColumn = (value: string): value is Column => Object.hasOwn(columns, value);
export const isNeed = (value: string): value is Need => Object.hasOwn(needs, value);
export const isGroup = (value: string): value is Group => Object.hasOwn(groups, value);
export const isBand = (value: string): value is Band => Object.hasOwn(bands, value);

/** Words shown where no area was chosen. */
export const everywhere = "Everywhere";

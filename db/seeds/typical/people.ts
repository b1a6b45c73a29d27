import type { GrantTerm } from "~/features/case-notes/consent";
import type { NoteKind, SectionClass } from "~/features/case-notes/section";
import type { Organisations, Staff } from "./staff";

export type Sharing = { with: keyof Organisations; classes: GrantTerm["sectionClass"][]; access: "read" | "write"; days: number };
export type Written = { class: SectionClass; by: keyof Staff; words: string[]; then?: { by: keyof Staff; words: string[] } };
export type Story = {
  by: keyof Staff;
  name: string;
  phone?: string;
  preference?: string;
  takeCare?: string;
  interpreter?: string;
  whatMatters: string;
  /** Days until "keep notes" ends; absent when nobody has asked yet. */
  keepFor?: number;
  said?: string;
  sharing?: Sharing[];
  notes?: { by: keyof Staff; kind: NoteKind; ago: number; sections: Written[] }[];
  steps?: { words: string; class: SectionClass; owner: keyof Staff; inDays: number }[];
};

/** Nobody here exists. Their troubles are ordinary ones. */
export const stories: Story[] = [
  {
    by: "aileen",
    name: "Mrs K.",
    phone: "01632 960 114",
    preference: "Ring the landline after ten. Letters in large print.",
    takeCare: "Her sister sometimes answers. Say only that it is Aileen.",
    whatMatters: "Not losing the flat. Having someone beside me when I ring people in offices. The Thursday lunch.",
    keepFor: 150,
    said: "Aye, write it down, as long as the food hub folk hear it too and I don't have to say it all twice.",
    sharing: [
      { with: "foodHub", classes: ["what_matters", "shared_plan", "visit"], access: "write", days: 150 },
      { with: "lantern", classes: ["shared_plan"], access: "read", days: 9 },
    ],
    notes: [
      {
        by: "aileen",
        kind: "visit",
        ago: 1,
        sections: [
          {
            class: "visit",
            by: "aileen",
            words: ["Mrs K. came with her sister. The letter from housing says she has until the 4th to answer. She would rather not ring them herself.", "What matters to her this week: someone to sit with her while she rings housing, and the Thursday lunch at the church hall. She liked it."],
            then: { by: "bashir", words: ["She came to the lunch again today and stayed to wash up. She asked if her sister could come next time. I said of course."] },
          },
          { class: "shared_plan", by: "aileen", words: ["Monday at ten: we ring housing together from the hub's back room.", "Bashir keeps a place at the Thursday lunch for her and her sister."] },
          { class: "own", by: "aileen", words: ["Check with Jo about the travel warrant before Monday."] },
        ],
      },
      { by: "aileen", kind: "call", ago: 16, sections: [{ class: "visit", by: "aileen", words: ["First call after the letter from Harbour Street. We agreed to meet at the hub, because the stairs at the practice are hard for her."] }] },
    ],
    steps: [
      { words: "Ring housing together", class: "shared_plan", owner: "aileen", inDays: 2 },
      { words: "Ask about a lift to the Thursday lunch", class: "shared_plan", owner: "bashir", inDays: 0 },
    ],
  },
  {
    by: "aileen",
    name: "Mr D.",
    phone: "01632 960 187",
    preference: "Text first, then ring.",
    whatMatters: "Getting the housing letter answered. Then somewhere to paint where nobody minds the mess.",
    keepFor: 170,
    said: "Fine by me. Tell the arts folk I'm rusty.",
    sharing: [{ with: "strand", classes: ["what_matters", "shared_plan"], access: "write", days: 170 }],
    notes: [{ by: "aileen", kind: "visit", ago: 15, sections: [{ class: "visit", by: "aileen", words: ["Second visit. He brought the letter, and a tin of watercolours to show me."] }, { class: "shared_plan", by: "aileen", words: ["Ewan meets him at the door of Strand on his first Tuesday."] }] }],
    steps: [{ words: "Go through the housing letter", class: "shared_plan", owner: "aileen", inDays: 0 }],
  },
  {
    by: "aileen",
    name: "Agnieszka",
    phone: "01632 960 203",
    interpreter: "Polish",
    preference: "Mornings, when the children are at school.",
    whatMatters: "Chcę rozumieć pisma ze szkoły. To understand the letters from school. To meet other mothers.",
    keepFor: 24,
    said: "Yes, but only what I say. (Through the interpreter.)",
    sharing: [{ with: "lantern", classes: ["shared_plan", "visit"], access: "write", days: 24 }],
    notes: [{ by: "aileen", kind: "meeting", ago: 30, sections: [{ class: "visit", by: "aileen", words: ["Met with the telephone interpreter. She knows the forms better than she thinks."] }] }],
  },
  { by: "aileen", name: "Wee Jim", phone: "01632 960 221", whatMatters: "Company. The telly is fine but it doesn't answer back.", keepFor: 400, said: "On you go, hen.", notes: [{ by: "aileen", kind: "call", ago: 41, sections: [{ class: "visit", by: "aileen", words: ["Rang to ask how the men's shed went. He did not go: the bus has changed."] }] }] },
  { by: "aileen", name: "Shona B.", whatMatters: "I would like to think about it first." },
  {
    by: "rory",
    name: "Mr Okafor",
    phone: "01632 960 245",
    whatMatters: "Work with my hands again. Sleep.",
    keepFor: 120,
    said: "Yes. Not my daughter, please.",
    sharing: [{ with: "lantern", classes: ["what_matters", "shared_plan", "visit", "sensitive"], access: "write", days: 120 }],
    notes: [{ by: "rory", kind: "visit", ago: 5, sections: [{ class: "sensitive", by: "rory", words: ["He told me how much is owed, and to whom. He wants Catriona to know so that he need not say it again."], then: { by: "catriona", words: ["We can ask for breathing space for six weeks. I have the form."] } }] }],
    steps: [{ words: "Send in the breathing space form", class: "sensitive", owner: "catriona", inDays: 3 }],
  },
  {
    by: "catriona",
    name: "Mhairi",
    phone: "01632 960 266",
    whatMatters: "The meter. Then the rest.",
    keepFor: 160,
    said: "If it gets me to someone who can help with the garden as well, aye.",
    sharing: [{ with: "links", classes: ["what_matters", "shared_plan"], access: "write", days: 160 }],
    notes: [{ by: "catriona", kind: "meeting", ago: 8, sections: [{ class: "shared_plan", by: "catriona", words: ["Lantern deals with the meter. Harbour Link Workers look for a garden she can reach on foot."] }] }],
  },
];

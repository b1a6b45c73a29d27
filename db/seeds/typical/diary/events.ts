import type { EventStory, LearningStory, SeriesStory } from "./event-story";

/** One protected afternoon, with the desk covered; some of them did not happen, and say why. */
export const seriesStories: SeriesStory[] = [
  {
    title: "Protected learning time, Harbour Street",
    purpose: "An hour without the phone, to learn from one another and from whoever we send people to.",
    forRoles: ["practice", "link_worker"],
    place: "Harbour Street Practice, the room upstairs",
    access: "Stairs. The lift is behind the pharmacy, ask for the key.",
    desk: "Hillside Medical Practice answers our phone from one to two.",
    by: "moira",
    startedAgo: 75,
    every: "two_weeks",
    firstIn: -60,
    lastIn: 54,
    start: "13:00",
    minutes: 60,
    asks: ["aileen", "rory", "jo"],
    left: { 3: "No session: the flu clinic took the room.", 7: "No session: the practice is short of two." },
    events: {
      0: { says: [["aileen", "going"], ["rory", "cant", "clinic"], ["jo", "maybe"]], there: ["moira", "aileen"], walkedIn: [{ name: "A receptionist of Harbour Street", organisation: "Harbour Street Practice", role: "practice" }] },
      1: { says: [["aileen", "going"], ["rory", "going"], ["jo", "cant", "away"]], there: ["moira", "aileen", "rory"], walkedIn: [{ name: "Two receptionists of Harbour Street", organisation: "Harbour Street Practice", role: "practice" }] },
      2: { says: [["aileen", "going"], ["rory", "going"], ["jo", "going"]], there: ["moira", "aileen", "rory", "jo"], learned: ["The practice’s back line is answered after ten. Before ten it rings in an empty room."] },
      4: { says: [["aileen", "going"], ["jo", "maybe"]] },
      5: { says: [["rory", "cant", "no_cover"]] },
    },
  },
];

export const eventStories: EventStory[] = [
  {
    title: "Coffee with the practices",
    purpose: "Who we are, what we can take on, and how to reach us without a form.",
    forRoles: ["practice", "link_worker", "worker"],
    place: "Strand Arts, the upstairs room",
    access: "Lift, low tables, a room to sit out in.",
    capacity: 30,
    by: "sana",
    plannedAgo: 64,
    when: { in: -35, from: "12:30", until: "14:00" },
    bornOfTie: ["foodHub", "harbour"],
    planners: ["ewan"],
    asks: ["bashir", "catriona", "ewan"],
    asksOrganisations: ["harbour", "links"],
    guests: [
      { name: "Dr Innes Calder", email: "calder@hillside.example", organisation: "Hillside Medical Practice", title: "GP", role: "practice", says: "cant" },
      { name: "Dr Una Farrell", email: "farrell@harbourstreet.example", organisation: "Harbour Street Practice", title: "GP", role: "practice", says: "maybe" },
      { name: "Nell Dow", email: "nell@fairweather.example", organisation: "Fairweather Women's Centre", role: "manager", says: "going" },
    ],
    says: [["bashir", "going"], ["catriona", "going"], ["ewan", "going"], ["moira", "going"], ["aileen", "going"], ["rory", "cant", "clinic"], ["jo", "maybe"]],
    there: ["sana", "bashir", "ewan", "moira", "aileen", "jo"],
    walkedIn: [{ name: "Peg Laird", organisation: "Brae Allotment Society", role: "volunteer" }],
    jobs: [{ what: "Open the room and put the urn on", owner: "ewan", done: true }, { what: "Bring soup for thirty", owner: "bashir", done: true }, { what: "A sheet with everybody’s direct line", owner: "sana", done: true }],
    recap: ["No doctor came. Three receptionists asked to be told next time, and they decide who is put through.", "Half past twelve is when surgeries run over. Everybody who could not come said so in one tap.", "What practices want most is one name and one number for each of us, on paper."],
    actions: [
      { what: "One page with a name and a direct line for each organisation, to all desks", owner: "sana", dueIn: -20, doneAgo: 22 },
      { what: "Ask both practices which hour a doctor can be spared", owner: "moira", dueIn: -3 },
      { what: "Invite the receptionists by name to the next one", owner: "ewan", dueIn: 9 },
    ],
    learned: ["Invite the front desk. They decide who is put through, and they come.", "A lunch at half past twelve is a lunch without doctors."],
  },
  { title: "Reading a benefits letter", purpose: "Which line matters, and which one is a date.", place: "Lantern, first floor above the bank", access: "There is a lift. Ring the lower bell.", capacity: 8, by: "catriona", plannedAgo: 40, when: { in: -12, from: "15:00", until: "16:30" }, asks: ["aileen", "rory", "bashir", "tam", "jo"], says: [["aileen", "going"], ["rory", "going"], ["bashir", "going"], ["tam", "maybe"], ["jo", "cant", "away"]], there: ["catriona", "aileen", "bashir", "tam"], recap: ["The date in the second paragraph counts, not the one at the top.", "A phone call within the month stops the clock. Write down who you spoke to."], learned: ["A letter’s first date is when it was printed. The second one is the deadline."] },
  { title: "Walking the Brae", purpose: "Where the bus does not go, seen on foot.", place: "The turning circle at the end of the line", by: "rory", plannedAgo: 120, when: { in: -95, from: "10:00", until: "12:00" }, asks: ["aileen", "tam", "sana", "moira"], says: [["aileen", "going"], ["tam", "going"], ["sana", "cant", "no_cover"], ["moira", "cant", "clinic"]], there: ["rory", "aileen", "tam"], recap: ["The bench half-way up is the reason people come down at all."] },
  { title: "What an arts group does on an ordinary day", by: "ewan", plannedAgo: 170, when: { in: -150, from: "14:00", until: "16:00" }, place: "Strand Arts, the upstairs room", asks: ["aileen", "rory", "moira", "catriona"], says: [["aileen", "going"], ["rory", "going"], ["moira", "cant", "no_cover"], ["catriona", "maybe"]], there: ["ewan", "aileen", "rory"] },
  { title: "Winter cupboard, an afternoon of putting up shelves", purpose: "What is in it, who may take from it, and who fills it.", place: "Kelpie Food Hub, the blue door on Pier Lane", access: "Step-free.", by: "bashir", plannedAgo: 16, when: { in: "now", from: "", until: "" }, asks: ["sana", "tam", "aileen", "rory", "ewan", "moira"], guests: [{ name: "Nell Dow", email: "nell@fairweather.example", organisation: "Fairweather Women's Centre", role: "manager", says: "going" }], says: [["sana", "going"], ["tam", "going"], ["aileen", "going"], ["rory", "maybe"], ["moira", "cant", "clinic"]], jobs: [{ what: "Shelves and a drill", owner: "tam" }, { what: "A list of what people ask for in January" }] },
  { title: "An hour off for carers: who could sit in?", purpose: "Five agencies begin at three hours. We look for one hour.", place: "Harbour Link Workers, the corner house", capacity: 5, by: "jo", plannedAgo: 14, when: { in: 10, from: "11:00", until: "12:30" }, bornOfGap: "Somebody to sit in for an hour so that a carer can see the dentist", asks: ["rory", "catriona", "moira", "aileen", "ewan", "tam", "sana"], says: [["rory", "going"], ["catriona", "going"], ["aileen", "going"], ["tam", "going"], ["sana", "going"], ["ewan", "going"], ["moira", "maybe"]], jobs: [{ what: "Find out what insurance says", owner: "catriona" }, { what: "Ask the two people who asked us first", owner: "jo", done: true }, { what: "Tea" }] },
  {
    title: "When somebody falls: what each of us does next",
    purpose: "From the phone call to the handrail.",
    forRoles: ["link_worker", "practice", "worker"],
    by: "rory",
    plannedAgo: 9,
    options: [{ in: 19, from: "12:00", until: "13:30" }, { in: 20, from: "16:00", until: "17:30" }, { in: 26, from: "08:00", until: "09:00" }, { in: 27, from: "12:00", until: "13:30" }],
    asks: ["aileen", "moira", "jo", "ewan"],
    votes: [["aileen", "yes", "yes", "no", "yes"], ["moira", "no", "no", "yes", "if_need_be"], ["ewan", "if_need_be", "yes", "no", "yes"]],
    guests: [
      { name: "Dr Innes Calder", email: "calder@hillside.example", organisation: "Hillside Medical Practice", title: "GP", role: "practice", votes: ["no", "no", "yes", "no"] },
      { name: "Isla Grieve", email: "isla@brae.example", organisation: "Brae Allotment Society", role: "volunteer", votes: ["yes", "yes", "if_need_be", "yes"] },
    ],
  },
  { title: "Everybody who works here, once a quarter", purpose: "New people, what moved, what did not.", place: "The library’s meeting room", access: "Level entrance, hearing loop.", by: "fay", plannedAgo: 30, when: { in: 24, from: "13:00", until: "15:00" }, asks: ["jo", "aileen", "rory", "bashir", "sana", "catriona", "ewan", "moira", "tam"], says: [["jo", "going"], ["sana", "going"], ["catriona", "maybe"], ["ewan", "going"], ["moira", "cant", "clinic"]], jobs: [{ what: "Welcome whoever is new at the door", owner: "jo" }, { what: "Somebody to write the recap" }] },
  { title: "Ride along with the van", place: "From the blue door on Pier Lane", by: "tam", plannedAgo: 20, when: { in: 17, from: "15:00", until: "18:00" }, asks: ["aileen", "rory"], says: [["aileen", "going"]], cancelled: { ago: 2, line: "The van is in the garage that week." } },
  { title: "A first look at the new kitchen", place: "Kelpie Food Hub", by: "sana", plannedAgo: 6, when: { in: 40, from: "10:00", until: "11:00" }, asks: ["bashir", "ewan", "aileen"] },
  { title: "Housing in one hour", purpose: "What a tenancy officer can stop, and until when.", place: "Lantern, first floor above the bank", by: "catriona", plannedAgo: 210, when: { in: -185, from: "12:00", until: "13:00" }, asks: ["jo", "aileen", "rory", "moira"], says: [["jo", "going"], ["aileen", "going"], ["rory", "cant", "too_far"], ["moira", "cant", "clinic"]], there: ["catriona", "jo", "aileen"], learned: ["A notice can be stopped until the day itself. Ring Lantern even then."] },
];

export const learningStories: LearningStory[] = [
  { by: "aileen", ago: 6, text: "Somebody who says no to a group on the phone says yes when one person from it rings them." },
  { by: "moira", ago: 33, text: "A leaflet in the rack is taken by nobody. The same leaflet with a name written on it comes back as a call." },
  { by: "tam", ago: 71, text: "People open to whoever came last week. Keep the same driver on the same street." },
  { by: "sana", ago: 140, text: "If a referral asks for nothing but a phone number, we get three times as many, and lose none." },
  { by: "ewan", ago: 260, text: "The second visit decides. We ring between the first and the second." },
];

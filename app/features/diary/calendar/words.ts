import type { FeedKind } from "./kinds";

/** What a calendar program shows beside its colour. */
export const feedNames: Readonly<Record<FeedKind, string>> = { mine: "Common Thread: my diary", network: "Common Thread: open to all" };

export const feedWords: Readonly<Record<FeedKind, { title: string; what: string }>> = {
  mine: { title: "My diary", what: "Shadow days you go to or host, and learning events you are asked to." },
  network: { title: "What is open in the network", what: "Shadow days on offer with a place left, and every learning event that has a date." },
};

/** How a phone or a computer follows an address, in a line each. */
export const howTo: readonly { where: string; how: string }[] = [
  { where: "Google", how: "On a computer, open Google Calendar. Beside “Other calendars” choose +, then “From URL”, and paste the address." },
  { where: "iPhone or Mac", how: "Open the address on the phone, or in Calendar choose Add Subscription Calendar, and paste it." },
  { where: "Outlook", how: "In Outlook choose Add calendar, then “Subscribe from web”, and paste the address." },
];

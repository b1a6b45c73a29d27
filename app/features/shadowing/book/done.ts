import { firstName } from "./views";

const words: Record<string, string> = {
  let_go: "The place is free again. Nobody is told that you thought about it.",
  came_free: "A place has just come free. It is held for you.",
};

/** What was done on the page of a day, from the address. */
export function dayDone(asked: URLSearchParams): string | undefined {
  const done = asked.get("done") ?? "";
  return Object.hasOwn(words, done) ? words[done] : undefined;
}

/** The same of a booking; the two are named as they are called. */
export function bookingDone(asked: URLSearchParams, names: { guest: string; host: string }): string | undefined {
  const [guest, host] = [firstName(names.guest), firstName(names.host)];
  const said: Record<string, string> = {
    asked: `Sent. ${host} has been asked.`,
    waits: "You are on the list. We write to you when a place is free.",
    yes: `${guest} has been told.`,
    not_this_time: `${guest} has been told, kindly.`,
    host_cannot: `${guest} has been told.`,
    gave_up: "Given up. The next on the list is asked.",
    left_list: "You are off the waiting list.",
    moved: `Changed. ${host} has been asked for this day; your other place is free again.`,
    help: "Saved.",
    said: "Sent.",
    reflected: "Saved. Between the two of you.",
    shared: "You agreed to share.",
    unshared: "Taken back. Only the two of you read these lines now.",
  };
  const done = asked.get("done") ?? "";
  return Object.hasOwn(said, done) ? said[done] : undefined;
}

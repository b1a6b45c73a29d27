import { count } from "../said";

const words: Record<string, string> = {
  planned: "Planned. Now ask people to come.",
  asked_nobody: "Everybody there was asked already, or nobody works there now.",
  guest_asked: "Sent. They answer by a link of their own.",
  guest_has_account: "They have an account here, so they are asked as a colleague.",
  link_sent: "A new link is on its way. The old one stops working.",
  taken_off: "Taken off the list.",
  noted: "Noted down.",
  noted_waiting: "Noted down. It is full, so they wait in line.",
  plans_along: "They plan along now, and are told.",
  plans_no_more: "They plan along no more.",
};

/** What the list of people says after a form, by the words in its address. */
export function peopleDone(asked: URLSearchParams): string | undefined {
  const done = asked.get("done") ?? "";
  if (done === "asked") return `${count(Number(asked.get("many")) || 0, "person is", "people are")} asked, and told.`;
  return Object.hasOwn(words, done) ? words[done] : undefined;
}

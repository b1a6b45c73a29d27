/** The words of a role charter. The codes are those of the migration; the words may change, the codes stay. */
export const bosses = { employer: "Employer", host: "Host", network: "Network" } as const;
export type Boss = keyof typeof bosses;

/** Who is bound by a note on supervision: the bosses, and whoever sits there. */
export const parties = { ...bosses, post: "Whoever sits here" } as const;
export type Party = keyof typeof parties;

const permission = { yes: "Yes", two_together: "Only two together", ask_first: "Ask first", no: "No" } as const;
const whoDecides = { employer: "The employer", host: "The host", network: "The network", post: "Whoever sits here" } as const;
/** Differs from nothing that others say. */
const leaving = { leaves_it: "We leave this to the others" } as const;

export const topics = {
  home_visits: { label: "Home visits", question: "May they visit people at home?", answers: { ...permission, ...leaving } },
  lone_working: { label: "Lone working", question: "May they work alone?", answers: { ...permission, ...leaving } },
  sessions: { label: "Sessions", question: "Who says when and where sessions are?", answers: { ...whoDecides, ...leaving } },
  reports: { label: "Reports", question: "Who says what is reported, and how often?", answers: { ...whoDecides, ...leaving } },
  leave: { label: "Leave", question: "Who agrees to leave?", answers: { ...whoDecides, ...leaving } },
  supervision: { label: "Supervision", question: "Who gives supervision?", answers: { ...whoDecides, ...leaving } },
  records: { label: "Records", question: "Who says where records are kept?", answers: { ...whoDecides, ...leaving } },
  other: { label: "Everything else", question: "Who decides what is not in this list?", answers: { ...whoDecides, ...leaving } },
} as const satisfies Record<string, { label: string; question: string; answers: Record<string, string> }>;
export type Topic = keyof typeof topics;
export const topicNames = Object.keys(topics) as Topic[];

export const most = { line: 300, note: 1200 } as const;

const has = (list: object, word: string) => Object.hasOwn(list, word);
export const isBoss = (word: string): word is Boss => has(bosses, word);
export const isTopic = (word: string): word is Topic => has(topics, word);
export const isAnswerTo = (topic: Topic, word: string): boolean => has(topics[topic].answers, word);
export const answerWords = (topic: Topic, answer: string): string => (topics[topic].answers as Record<string, string>)[answer] ?? answer;

type Said = { boss: Boss; topic: Topic; answer: string };

/** Topics on which two bosses answer differently. Whoever leaves it to the others differs from nobody. */
export function clashesOf(answers: readonly Said[]): Topic[] {
  return topicNames.filter((topic) => new Set(answers.flatMap((one) => (one.topic === topic && one.answer !== "leaves_it" ? [one.answer] : []))).size > 1);
}

/** "Harbour Link Workers says “Yes”, Pier Road Practice says “Ask first”." */
export function clashWords(topic: Topic, answers: readonly (Said & { organisation: string })[]): string {
  const said = answers.filter((one) => one.topic === topic && one.answer !== "leaves_it").map(({ organisation, answer }) => `${organisation} says “${answerWords(topic, answer)}”`);
  return `${said.join(", ")}.`;
}

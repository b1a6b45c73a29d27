/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "access-matrix-sockets"];
export const patience = 170_000;

export const controls = [
  { name: "a topic is answered to everybody", file: "server/live/topics.ts", from: ".rows.length === 1);", to: ".rows.length >= 0);" },
  { name: "a notice for everybody says of whom", file: "server/live/topics.ts", from: 'return topic === "people" || topic === "inbox";', to: "return topic.length === 0;" },
];

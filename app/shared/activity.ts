/**
 * Every kind of activity, and the Socket.IO topics that hear "look again" of it. A kind that is not listed
 * here cannot be recorded (types), and tests/trust/ fails on one that names no topic and is not silent.
 * Topics of a person are asked of the policy when they are watched and again whenever rights change.
 */
export const activityKinds = {
  "organisation.added": ["directory"],
  "organisation.changed": ["directory"],
  "import.progressed": ["import"],
  "post.added": ["directory"],
  "post.closed": ["directory"],
  "line.changed": ["directory"],
  "invitation.sent": ["team"],
  "invitation.withdrawn": ["team"],
  "invitation.accepted": ["team", "directory"],
  "tenure.ended": ["team", "directory"],
  "session.ended": ["account"],
  "passkey.added": ["account"],
  "passkey.removed": ["account"],
  "client.added": ["people"],
  "client.changed": ["client"],
  "client.words": ["client"],
  "case.shared": ["client", "people"],
  "case.ended": ["client", "people"],
  "consent.given": ["client", "people", "inbox"],
  "consent.withdrawn": ["client", "people", "inbox"],
  "consent.expired": ["client", "people", "inbox"],
  "erasure.asked": ["client", "inbox"],
  "basis.recorded": ["client"],
  "note.begun": ["client"],
  "note.closed": ["client"],
  "section.begun": ["client"],
  "section.rewound": ["client"],
  "step.added": ["client", "inbox"],
  "step.changed": ["client", "inbox"],
  "step.done": ["client", "inbox"],
  "late.thrown": ["account"],
  "late.handed": ["client", "inbox"],
} as const satisfies Record<string, readonly TopicName[]>;

export type TopicName = "directory" | "import" | "team" | "account" | "people" | "client" | "inbox";
export type ActivityKind = keyof typeof activityKinds;

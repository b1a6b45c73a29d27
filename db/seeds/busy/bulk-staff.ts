import { randomBytes } from "node:crypto";
import { invitationLetter } from "~/features/people/letters";
import { invitationDays } from "~/features/people/invitations.server";
import { sessionLife } from "~/features/people/session-life";
import type { ActivityEntry } from "~/shared/activity.server";
import { noteArea } from "./bulk-gaps";
import type { Copying, Value } from "./copying";
import type { Colleague, Hand, NewSeat, Organisation } from "./hand";
import type { Drawing } from "./ids";

const day = 86_400_000;
type Seated = Colleague & { since: number; seatedAs: { valid_until: number | null; ended_by: string | null; ended_why: string | null } };

/** Organisations, posts and the people in them, as the commands of app/features/people would leave them. */
export function bulkStaff(copying: Copying, draw: Drawing, baseUrl: string) {
  const everyone = new Map<string, Seated>();
  const managedBy = new Map<string, string>();
  let tenuresEnded = 0;
  const act = activities(copying, draw);
  const organisations: string[] = [];
  /** Those that organisations name come by themselves. */
  const areas = new Map<string, string>();

  const addOrganisation = (facts: { name: string; kind: string; area?: string | undefined; charityNumber?: string | undefined; postcode?: string | undefined }, by: string | null, at: number): Organisation => {
    const id = draw.id();
    copying.row("organisation", [id, facts.name, facts.kind, facts.area || null, facts.charityNumber || null, facts.postcode || null, "hand", by, new Date(at), new Date(at)]);
    organisations.push(facts.name);
    if (facts.area && !areas.has(facts.area)) copying.row("area", [noteArea(draw, areas, facts.area), facts.area, null, new Date(at)]);
    return { id, name: facts.name };
  };
  const invite = (post: string, who: { name: string; email: string }, purpose: string, by: string | null, accepted: string, at: number): string => {
    const id = draw.id();
    copying.row("invitation", [id, post, who.name, who.email, purpose, randomBytes(32).toString("hex"), by, new Date(at), new Date(at + invitationDays * day), new Date(at), accepted]);
    return id;
  };
  const seat = (facts: Omit<Colleague, "accountId" | "tenureId" | "sessionId">, accountId: string, at: number): Seated => {
    const one: Seated = { ...facts, accountId, tenureId: draw.id(), sessionId: randomBytes(15).toString("base64url"), since: at, seatedAs: { valid_until: null, ended_by: null, ended_why: null } };
    copying.row("account", [accountId, one.name, one.email, new Date(at)]);
    act(one, at, { kind: "invitation.accepted", subjectKind: "post", subjectId: one.postId });
    everyone.set(accountId, one);
    return one;
  };
  const line = (by: Colleague, post: string, kind: string, to: string, at: number) => {
    const managed = kind === "managed_by";
    if (managed) managedBy.set(post, to);
    copying.row("post_line", [draw.id(), post, kind, managed ? null : to, managed ? to : null, new Date(at)]);
    act(by, at, { kind: "line.changed", subjectKind: "post", subjectId: post, detail: { line: kind, to } });
  };

  const staff = {
    found(name, facilitator, at) {
      copying.row("network", [draw.id(), name, "demonstration", new Date(at)]);
      const organisation = addOrganisation({ name, kind: "network" }, null, at);
      const [postId, accountId] = [draw.id(), draw.id()];
      copying.row("post", [postId, organisation.id, "Network facilitator", "facilitator", null, new Date(at)]);
      invite(postId, facilitator, "To set up the network", null, accountId, at);
      return seat({ ...facilitator, postId, role: "facilitator", organisation }, accountId, at);
    },
    organisation(by, facts, at) {
      const organisation = addOrganisation(facts, by.accountId, at);
      act(by, at, { kind: "organisation.added", subjectKind: "organisation", subjectId: organisation.id });
      return organisation;
    },
    colleague(by, one: NewSeat, at) {
      const [postId, accountId] = [draw.id(), draw.id()];
      copying.row("post", [postId, one.organisation.id, one.title, one.role, by.accountId, new Date(at)]);
      act(by, at, { kind: "post.added", subjectKind: "post", subjectId: postId, detail: { role: one.role } });
      if (one.employedBy) line(by, postId, "employed_by", one.employedBy.id, at);
      if (one.hostedBy) line(by, postId, "hosted_by", one.hostedBy.id, at);
      if (one.managedBy) line(by, postId, "managed_by", one.managedBy.postId, at);
      const invitation = invite(postId, one, "", by.accountId, accountId, at);
      const letter = invitationLetter({ to: one.name, from: by.name, post: one.title, organisation: one.organisation.name, purpose: "", link: `${baseUrl}/invite/${randomBytes(32).toString("base64url")}` });
      copying.row("mail", [draw.id(), one.email, letter.subject, letter.body, "invitation", new Date(at), new Date(at), by.accountId]);
      act(by, at, { kind: "invitation.sent", subjectKind: "invitation", subjectId: invitation, detail: { post: postId } });
      return seat({ name: one.name, email: one.email, postId, role: one.role, organisation: one.organisation }, accountId, at + 1);
    },
    leaves(by, who, why, at) {
      const one = everyone.get(who.accountId);
      if (!one) throw new Error("Nobody leaves who never came.");
      one.seatedAs = { valid_until: at, ended_by: by.accountId, ended_why: why };
      tenuresEnded += 1;
      act(by, at, { kind: "tenure.ended", subjectKind: "tenure", subjectId: one.tenureId, detail: { post: one.postId } });
    },
  } satisfies Partial<Hand>;

  /** What changed while the story was told: who still sits where, and the sessions it was told through, ended. */
  function finish(): { accessEnded: number } {
    const now = Date.now();
    for (const { accountId, tenureId, postId, since, sessionId, seatedAs } of everyone.values()) {
      const until: Value = seatedAs.valid_until === null ? null : new Date(seatedAs.valid_until);
      copying.row("tenure", [tenureId, accountId, postId, new Date(since), until, seatedAs.ended_by, seatedAs.ended_why]);
      copying.row("session", [sessionId, randomBytes(32), accountId, "mine", "seed", "fixture", new Date(since), new Date(since), new Date(since + sessionLife.absoluteHours * 3_600_000), new Date(Math.max(now, since)), "seed_done"]);
    }
    // The triggers of tenures and sessions count every end; here they are counted at once.
    return { accessEnded: tenuresEnded + everyone.size };
  }
  const managersOf = (organisationId: string) => [...everyone.values()].filter((one) => one.organisation.id === organisationId && one.role === "manager" && one.seatedAs.valid_until === null);
  return { ...staff, finishStaff: finish, managersOf, managedBy, act, areas, organisations };
}

/** Writes who did what; the chain and the notice, which triggers would see to, follow from the loader or fall away. */
function activities(copying: Copying, draw: Drawing) {
  return (by: Colleague, at: number, entry: ActivityEntry): void => {
    copying.row("activity", [draw.id(), new Date(at), entry.kind, by.accountId, by.tenureId, by.organisation.id, entry.clientId ?? null, entry.subjectKind, entry.subjectId ?? null, entry.scope ?? null, JSON.stringify(entry.detail ?? {})]);
  };
}
export type Act = ReturnType<typeof activities>;

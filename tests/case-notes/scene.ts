import { randomUUID } from "node:crypto";
import { asking, type Database } from "~db/client";
import { addOrganisation, addPost, acceptInvitation, foundNetwork, invite } from "~/features/people/commands.server";
import { addClient, recordConsent } from "~/features/case-notes/commands.server";
import type { Access, Purpose } from "~/features/case-notes/consent";
import type { SharedClass } from "~/features/case-notes/section";
import type { Actor, PostRole } from "~/shared/actor";
import { seatsOf, withActor } from "~/shared/actor.server";

export type Scene = Awaited<ReturnType<typeof setScene>>;

/**
 * A small network made through the ordinary commands: Aileen and her manager Jo at Harbour Link Workers,
 * Bashir at Leith Food Hub, Sana at an advice centre, Stran at nobody's; and Mrs Kerr, whom Aileen leads.
 */
export async function setScene(db: Database) {
  const { token } = await foundNetwork(db, { name: "Harbour Network", kind: "demonstration", facilitatorName: "Fay Orr", facilitatorEmail: "fay@harbour.example" });
  const fay = await seated(db, token, "Fay Orr", "fay@harbour.example");
  const organisation = async (name: string) => (await withActor(db, fay, (trx) => addOrganisation(trx, fay, { name, kind: "third_sector", area: "City of Edinburgh" }))).organisationId;
  const harbour = await organisation("Harbour Link Workers");
  const foodHub = await organisation("Leith Food Hub");
  const advice = await organisation("Shore Advice Centre");
  const stranger = await organisation("Far Away Trust");

  const seat = async (organisationId: string, name: string, role: PostRole, managedBy?: string) => {
    const email = `${name.split(" ")[0]?.toLowerCase()}@harbour.example`;
    const { postId } = await withActor(db, fay, (trx) => addPost(trx, fay, { organisationId, title: role === "manager" ? "Manager" : "Worker", role, managedBy }));
    const { token: link } = await withActor(db, fay, (trx) => invite(trx, fay, { postId, name, email, purpose: "", baseUrl: "http://localhost" }));
    return { postId, actor: await seated(db, link, name, email) };
  };
  const jo = await seat(harbour, "Jo Reid", "manager");
  const aileen = await seat(harbour, "Aileen Moir", "link_worker", jo.postId);
  const callum = await seat(harbour, "Callum Ross", "link_worker");
  const bashir = await seat(foodHub, "Bashir Khan", "worker");
  const sana = await seat(advice, "Sana Iqbal", "manager");
  const stran = await seat(stranger, "Stran Far", "manager");
  const vol = await seat(harbour, "Vol Unteer", "volunteer");

  const kerr = (await withActor(db, aileen.actor, (trx) => addClient(trx, aileen.actor, { name: "Mrs Kerr", phone: "0131 496 0001", takeCare: "No messages", whatMatters: "The Thursday lunch." }))).clientId;
  return {
    db, fay, harbour, foodHub, advice, stranger, kerr,
    jo: jo.actor, aileen: aileen.actor, callum: callum.actor, bashir: bashir.actor, sana: sana.actor, stran: stran.actor, vol: vol.actor,
    posts: { jo: jo.postId, aileen: aileen.postId, callum: callum.postId, bashir: bashir.postId },
    /** Mrs Kerr agrees, to Aileen. */
    agree: (grants: { to: string; what?: SharedClass | "all"; purpose?: Purpose; access?: Access; days?: number }[], clientId = kerr) =>
      withActor(db, aileen.actor, (trx) =>
        recordConsent(trx, aileen.actor, clientId, {
          saidAt: new Date(),
          how: "voice",
          words: "Yes, that is fine.",
          told: "",
          grants: grants.map(({ to, what, purpose, access, days }) => ({
            organisationId: to,
            sectionClass: what ?? (to === harbour ? "all" : "shared_plan"),
            purpose: purpose ?? (to === harbour ? "keep_notes" : "working_together"),
            access: access ?? "write",
            until: new Date(Date.now() + (days ?? 180) * 86_400_000),
          })),
        }),
      ),
  };
}

/** Takes the invitation and answers the actor it makes. */
async function seated(db: Database, token: string, name: string, email: string): Promise<Actor> {
  const { accountId } = await acceptInvitation(db, { token, name, device: "shared", browser: "test" });
  const seats = await asking(db, { account: accountId }, (trx) => seatsOf(trx, accountId));
  return { accountId, name, email, sessionId: randomUUID(), device: "shared", seats, seat: seats[0] };
}

/** What an actor may do in one transaction, as loaders and actions do it. */
export function as<T>(scene: Pick<Scene, "db">, actor: Actor, work: (trx: Database) => Promise<T>): Promise<T> {
  return withActor(scene.db, actor, work);
}

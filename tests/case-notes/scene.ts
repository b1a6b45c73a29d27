import type { Database } from "~db/client";
import { addClient, recordConsent } from "~/features/case-notes/commands.server";
import type { Access, Purpose } from "~/features/case-notes/consent";
import type { SharedClass } from "~/features/case-notes/section";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { castOf } from "../support/cast";

export type Scene = Awaited<ReturnType<typeof setScene>>;
export type Wish = { to: string; what?: SharedClass | "all"; purpose?: Purpose; access?: Access; days?: number };

/** The usual cast, a colleague of Aileen's who holds nothing (Callum), and Mrs Kerr, whom Aileen leads and Jo manages. */
export async function setScene(db: Database) {
  const cast = await castOf(db);
  const { harbour, foodHub, advice } = cast.organisations;
  const callum = await cast.another("Callum Shaw", harbour, "link_worker");
  const { aileen } = cast;
  const { clientId: kerr } = await withActor(db, aileen, (trx) => addClient(trx, aileen, { name: "Mrs Kerr", phone: "01632 960 001", takeCare: "No messages", whatMatters: "The Thursday lunch." }));
  return {
    ...cast,
    db,
    callum,
    harbour,
    foodHub,
    advice,
    kerr,
    /** Mrs Kerr agrees, to Aileen. */
    agree: (wishes: Wish[], clientId = kerr) =>
      withActor(db, aileen, (trx) =>
        recordConsent(trx, aileen, clientId, {
          saidAt: new Date(),
          how: "voice",
          words: "Yes, that is fine.",
          told: "",
          grants: wishes.map(({ to, what, purpose, access, days }) => ({
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

/** What an actor may do in one transaction, as loaders and actions do it. */
export function as<T>(scene: Pick<Scene, "db">, actor: Actor, work: (trx: Database) => Promise<T>): Promise<T> {
  return withActor(scene.db, actor, work);
}

import { addOrganisation, addPost, foundNetwork, invite, takeSeat } from "~/features/people/commands.server";
import { beginSession, findActor } from "~/features/people/sessions.server";
import { cookieName } from "~/features/people/session-cookie";
import type { Actor, PostRole } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { asking, type Database } from "~db/client";

/** An actor with a real session: pass it to commands, or its `cookie` to the server. */
export type Member = Actor & { cookie: string };
export type Organisations = Record<"network" | "harbour" | "foodHub" | "advice" | "stranger" | "practice" | "council", string>;
export type CastNames = "fay" | "aileen" | "jo" | "bashir" | "sana" | "amir" | "stran" | "rec" | "vol" | "com";
export type Cast = Record<CastNames, Member> & {
  organisations: Organisations;
  posts: Record<CastNames, string>;
  /** Somebody more, in a post of their own. */
  another: (name: string, organisation: string, role: PostRole, managedBy?: string) => Promise<Member>;
};

/**
 * The small recurring cast, made through the commands of the product:
 * Harbour Link Workers (Aileen, link worker; Jo, her manager; Vol, a volunteer), Quayside Food Hub (Bashir, worker;
 * Sana, manager), Shore Advice Centre (Amir), Inland Trust, whom nobody named (Stran), a practice (Rec, at its
 * desk), the council (Com, commissioner) and the network's facilitator (Fay). All invented.
 */
export async function castOf(db: Database, kind: "demonstration" | "real" = "real"): Promise<Cast> {
  const { token } = await foundNetwork(db, { name: "Harbour and Shore", kind, facilitatorName: "Fay Innes", facilitatorEmail: "fay@network.example" });
  const first = await takeSeat(db, { token, name: "Fay Innes" });
  const fay = await actorFor(db, first.accountId);
  const organisation = async (name: string, of: Parameters<typeof addOrganisation>[2]["kind"]) =>
    (await withActor(db, fay, (trx) => addOrganisation(trx, fay, { name, kind: of, area: "Harbour" }))).organisationId;
  const organisations: Organisations = {
    network: fay.seat?.organisationId ?? "",
    harbour: await organisation("Harbour Link Workers", "link_worker_service"),
    foodHub: await organisation("Quayside Food Hub", "third_sector"),
    advice: await organisation("Shore Advice Centre", "third_sector"),
    stranger: await organisation("Inland Trust", "third_sector"),
    practice: await organisation("Pier Road Practice", "gp_practice"),
    council: await organisation("Harbour Council", "statutory"),
  };
  const another = (name: string, organisationId: string, role: PostRole, managedBy?: string) => seated(db, fay, { name, organisationId, role, managedBy });
  const jo = await another("Jo Fraser", organisations.harbour, "manager");
  const aileen = await another("Aileen Murray", organisations.harbour, "link_worker", jo.seat?.postId);
  const sana = await another("Sana Malik", organisations.foodHub, "manager");
  const members: Record<CastNames, Member> = {
    fay,
    jo,
    aileen,
    sana,
    bashir: await another("Bashir Khan", organisations.foodHub, "worker", sana.seat?.postId),
    amir: await another("Amir Rose", organisations.advice, "worker"),
    stran: await another("Stran Ross", organisations.stranger, "worker"),
    rec: await another("Rec Burns", organisations.practice, "practice"),
    vol: await another("Vol Olsen", organisations.harbour, "volunteer"),
    com: await another("Com Grant", organisations.council, "commissioner"),
  };
  const posts = Object.fromEntries(Object.entries(members).map(([name, member]) => [name, member.seat?.postId ?? ""])) as Record<CastNames, string>;
  return { ...members, organisations, posts, another };
}

/** An account as the product sees it: a session of its own, begun and found again the usual way. */
export async function actorFor(db: Database, accountId: string, device: "mine" | "shared" = "mine"): Promise<Member> {
  const token = await asking(db, {}, (trx) => beginSession(trx, { accountId, device, method: "fixture", browser: "test" }));
  const actor = await findActor(db, token);
  if (!actor) throw new Error("A session just begun was not found again.");
  return { ...actor, cookie: `${cookieName({ secure: false })}=${token}` };
}

type NewSeat = { name: string; organisationId: string; role: PostRole; managedBy?: string | undefined };

async function seated(db: Database, by: Actor, { name, organisationId, role, managedBy }: NewSeat): Promise<Member> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.test`;
  const title = role.replaceAll("_", " ");
  const { token } = await withActor(db, by, async (trx) => {
    const { postId } = await addPost(trx, by, { organisationId, title, role, employedBy: organisationId, managedBy });
    return invite(trx, by, { postId, name, email, purpose: "", baseUrl: "http://localhost" });
  });
  return actorFor(db, (await takeSeat(db, { token, name })).accountId);
}

import { randomBytes } from "node:crypto";
import { addClient, beginNote, recordConsent } from "~/features/case-notes/commands.server";
import { acceptInvitation, addPost, foundNetwork, invite } from "~/features/people/commands.server";
import { networkOf } from "~/features/people/network.server";
import { cookieName } from "~/features/people/session-cookie";
import { sql } from "kysely";
import type { Services } from "~/shared/services.server";
import { daysAgo, inDays, planting, type Planted } from "../planting";

export type LoadNetwork = {
  baseUrl: string;
  /** Holds `{document}`. */
  syncUrl: string;
  people: { email: string; name: string; organisation: string; post: string; cookie: string }[];
  documents: {
    id: string;
    client: string;
    note: string;
    class: string;
    /** Indexes into `people`. */
    writers: number[];
    readers: number[];
    outsiders: number[];
    grants: { id: string; organisation: string; withdrawPath: string; withdrawBy: number }[];
  }[];
};

type Organisation = { id: string; name: string; people: number[] };

/**
 * A network to put load on: one service of link workers, two organisations that write with them, one that
 * reads, one that may see nothing; each document is the shared plan of one person supported.
 */
export async function plantLoadNetwork(services: Pick<Services, "db" | "config" | "log">, { people, documents }: { people: number; documents: number }): Promise<LoadNetwork> {
  const { db, config } = services;
  const plant = planting(services);
  const run = randomBytes(3).toString("hex");
  const facilitator = await anyFacilitator(services, run);
  const names = ["Load Link Workers", "Load Pantry", "Load Advice", "Load Readers", "Load Strangers"];
  const organisations: Organisation[] = [];
  for (const name of names) {
    const id = await plant.organisation(facilitator, { name: `${name} ${run}`, kind: name === "Load Link Workers" ? "link_worker_service" : "third_sector" });
    organisations.push({ id, name: `${name} ${run}`, people: [] });
  }
  const planted: Planted[] = [];
  const made: LoadNetwork["people"] = [];
  for (let i = 0; i < people; i++) {
    const organisation = organisations[seatFor(i, people)] as Organisation;
    const person = { name: `Person ${i + 1}`, email: `p${i + 1}.${run}@load.example` };
    const post = `${organisation === organisations[0] ? "Link worker" : "Worker"} ${i + 1}`;
    const { postId } = await plant.as(facilitator, (trx, actor) => addPost(trx, actor, { organisationId: organisation.id, title: post, role: organisation === organisations[0] ? "link_worker" : "worker" }));
    const { token } = await plant.as(facilitator, (trx, actor) => invite(trx, actor, { postId, ...person, purpose: "", baseUrl: config.baseUrl }));
    const { accountId, sessionToken } = await acceptInvitation(db, { token, name: person.name, device: "mine", browser: "fixture" });
    organisation.people.push(i);
    planted.push(await plant.become(accountId, postId));
    made.push({ ...person, organisation: organisation.id, post, cookie: `${cookieName(config)}=${sessionToken}` });
  }
  const network: LoadNetwork = { baseUrl: config.baseUrl, syncUrl: `${config.baseUrl.replace(/^http/, "ws")}/sync/{document}?acks=1`, people: made, documents: [] };
  for (let i = 0; i < documents; i++) network.documents.push(await plantDocument(plant, organisations, planted, i));
  await plant.finish([facilitator, ...planted]);
  return network;
}

/** Two in five hold cases, two in five write with them, the rest read or see nothing. */
function seatFor(index: number, people: number): number {
  if (people < 5) return index % 2;
  return [0, 1, 0, 1, 2, 0, 1, 3, 2, 4][index % 10] ?? 0;
}

async function plantDocument(plant: ReturnType<typeof planting>, organisations: Organisation[], planted: Planted[], index: number): Promise<LoadNetwork["documents"][number]> {
  const [home, pantry, advice, readers, strangers] = organisations as [Organisation, Organisation, Organisation, Organisation, Organisation];
  const holderIndex = home.people[index % home.people.length] as number;
  const holder = planted[holderIndex] as Planted;
  const { clientId } = await plant.as(holder, (trx, actor) => addClient(trx, actor, { name: `Load person ${index + 1}` }));
  const until = inDays(300);
  const share = (organisation: Organisation, access: "read" | "write") => ({ organisationId: organisation.id, purpose: access === "write" ? ("working_together" as const) : ("review" as const), sectionClass: "shared_plan" as const, access, until });
  await plant.as(holder, (trx, actor) =>
    recordConsent(trx, actor, clientId, {
      saidAt: new Date(),
      how: "screen",
      words: "",
      told: "",
      grants: [{ organisationId: home.id, purpose: "keep_notes", sectionClass: "all", access: "write", until }, share(pantry, "write"), share(advice, "write"), share(readers, "read")],
    }),
  );
  const { noteId, sections } = await plant.as(holder, (trx, actor) => beginNote(trx, actor, clientId, { kind: "plan", happenedOn: daysAgo(0), classes: ["shared_plan"] }));
  const grants = await plant.as(holder, (trx) =>
    trx.selectFrom("consent_grant").where("client_id", "=", clientId).where("purpose", "<>", "keep_notes").where("ended_at", "is", null).select(["id", "organisation_id"]).execute(),
  );
  return {
    id: sections[0]?.documentId ?? "",
    client: clientId,
    note: noteId,
    class: "shared_plan",
    writers: [holderIndex, ...pantry.people, ...advice.people],
    readers: readers.people,
    outsiders: [...strangers.people, ...home.people.filter((one) => one !== holderIndex)],
    grants: grants.map((grant) => ({ id: grant.id, organisation: grant.organisation_id, withdrawPath: `/consent-grants/${grant.id}/withdrawal`, withdrawBy: holderIndex })),
  };
}

/** The network's facilitator acts for the fixtures; where there is no network yet, one is founded. */
async function anyFacilitator({ db, config }: Pick<Services, "db" | "config">, run: string): Promise<Planted> {
  const plant = planting({ db, config });
  if (!(await networkOf(db))) {
    const { token } = await foundNetwork(db, { name: `Load ${run}`, kind: "real", facilitatorName: "Load Facilitator", facilitatorEmail: `facilitator.${run}@load.example` });
    return plant.follow(token, "Load Facilitator");
  }
  const { rows } = await sql<{ account_id: string; post_id: string }>`select account_id, post_id from app.first_facilitator()`.execute(db);
  const [found] = rows;
  if (!found) throw new Error("This network has no facilitator to act for the fixtures.");
  return plant.become(found.account_id, found.post_id);
}

import { sql } from "kysely";
import { cookieName } from "~/features/people/session-cookie";
import { beginSession } from "~/features/people/sessions.server";
import type { PostRole } from "~/shared/actor";
import type { Services } from "~/shared/services.server";
import { asking, type Database } from "~db/client";
import { elsewhereOf } from "./visitors-places";

/** Somebody signed in, and things they may open: what a path of the route manifest is filled with. */
export type Visitor = { role: PostRole; cookie: string; places: Record<string, string>[] };

/** So many of each role that the figures are nobody's in particular. */
const each: Partial<Record<PostRole, number>> = { link_worker: 12, worker: 12, manager: 8, practice: 2, volunteer: 2, commissioner: 2, facilitator: 2 };
const placesEach = 8;

/**
 * Signs in people of every role of a network that is there, for harnesses that ask pages. Sessions begin as every
 * session does; what each may open is asked of row-level security, as them.
 */
export async function signInVisitors({ db, config }: Pick<Services, "db" | "config">, facilitator: string): Promise<Visitor[]> {
  const seats = await asking(db, { account: facilitator }, (trx) => trx.selectFrom("app.seat").orderBy("account_id").select(["account_id", "role", "organisation_id", "post_id"]).execute());
  const visitors: Visitor[] = [];
  for (const [role, count] of Object.entries(each) as [PostRole, number][]) {
    const some = spread(seats.filter((seat) => seat.role === role), count);
    for (const seat of some) {
      const accountId = seat.account_id ?? "";
      const token = await asking(db, {}, (trx) => beginSession(trx, { accountId, device: "mine", browser: "harness", method: "fixture" }));
      const shared = { organisationId: seat.organisation_id ?? "", postId: seat.post_id ?? "" };
      const places = await asking(db, { account: accountId }, placesOf);
      const gaps = await asking(db, { account: accountId }, gapsOf);
      const elsewhere = role === "commissioner" ? [] : await asking(db, { account: accountId }, (trx) => elsewhereOf(trx, placesEach));
      const rows = Array.from({ length: Math.max(1, places.length, elsewhere.length) }, (_, n) => ({ ...shared, ...places[n % places.length], ...gaps[n % gaps.length], ...elsewhere[n] }));
      visitors.push({ role, cookie: `${cookieName(config)}=${token}`, places: rows });
    }
  }
  return visitors;
}

/** So many sessions of people who act in the network, in turn: browsers that are open on the same page. @returns their cookies */
export async function signInCrowd({ db, config }: Pick<Services, "db" | "config">, facilitator: string, count: number): Promise<string[]> {
  const seats = await asking(db, { account: facilitator }, (trx) => trx.selectFrom("app.seat").where("role", "<>", "commissioner").orderBy("account_id").select("account_id").execute());
  const cookies: string[] = [];
  for (let n = 0; n < count; n++) {
    const accountId = seats[n % seats.length]?.account_id ?? "";
    const token = await asking(db, {}, (trx) => beginSession(trx, { accountId, device: "mine", browser: "harness", method: "fixture" }));
    cookies.push(`${cookieName(config)}=${token}`);
  }
  return cookies;
}

/** People, notes and sections an account may read: those with the most notes first, since they cost most, then others. */
async function placesOf(trx: Database): Promise<Record<string, string>[]> {
  const { rows } = await sql<{ clientId: string; name: string; noteId: string; sectionId: string; documentId: string; eventId: string | null; grantId: string | null; writes: boolean; holds: boolean }>`
    with mine as (select c.id, c.name, c.id = any(array(select app.my_held_clients())) as holds from client c),
      chosen as (
        (select m.*, (select count(*) from note n where n.client_id = m.id) as notes from mine m order by notes desc, m.id limit ${placesEach / 2})
        union (select m.*, 0 from mine m where not m.holds order by m.id limit ${placesEach / 4})
        union (select m.*, 0 from mine m order by md5(m.id::text) limit ${placesEach / 4}))
    select distinct on (p.id) p.id as "clientId", p.name, p.holds, s.note_id as "noteId", s.id as "sectionId", d.id as "documentId",
      (select e.id from consent_event e where e.client_id = p.id and e.kind = 'given' limit 1) as "eventId",
      (select g.id from consent_grant g where g.client_id = p.id and g.ended_at is null and g.purpose <> 'keep_notes' limit 1) as "grantId",
      s.scope = any(array(select app.my_writable_scopes())) as writes
    from chosen p join section s on s.client_id = p.id and s.class = 'shared_plan' join document d on d.section_id = s.id
    order by p.id, s.created_at desc`.execute(trx);
  return rows.map(({ holds, writes, ...row }) => {
    const known = Object.entries(row).filter((entry): entry is [string, string] => entry[1] !== null);
    return { ...Object.fromEntries(known), ...(holds ? { holds: "yes" } : {}), ...(writes ? { writes: "yes" } : {}) };
  });
}

/** Gaps to open, none whose words wait for a look: those that most see, since they cost most, then others; none for whoever does not act. */
async function gapsOf(trx: Database): Promise<{ gapId: string }[]> {
  const { rows } = await sql<{ gapId: string }>`
    with fine as (select id from gap where place <> 'taken_down' and not exists (select from words_flag w where w.gap_id = gap.id and w.reviewed_at is null))
    (select gap_id as "gapId" from gap_join join fine on fine.id = gap_id where ended_at is null group by gap_id order by count(*) desc, gap_id limit ${placesEach / 2})
    union (select id from fine order by md5(id::text) limit ${placesEach / 2})`.execute(trx);
  return rows;
}

/** So many of a list, evenly over it. */
function spread<T>(list: T[], count: number): T[] {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)] as T);
}

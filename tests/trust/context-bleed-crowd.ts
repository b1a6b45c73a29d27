import { cookieFor } from "../support/server";
import type { TestDatabase } from "../support/database";

export type One = { number: number; accountId: string; tenureId: string; organisationId: string; clientIds: string[]; cookie: string };

/**
 * Two hundred colleagues in twenty organisations, each holding the cases of people nobody else sees. Planted
 * in a few statements: what the commands would write, without asking them ten thousand times.
 */
export async function crowdOf({ admin, db }: Pick<TestDatabase, "admin" | "db">, size: { people: number; each: number; signedIn: number }): Promise<One[]> {
  const rows = await admin.begin(async (trx) => {
    await trx.unsafe(`
    create temporary table crowd as select n, gen_random_uuid() as account, gen_random_uuid() as post, gen_random_uuid() as tenure, (n % 20) as place from generate_series(1, ${size.people}) n;
    create temporary table places as select place, gen_random_uuid() as organisation from generate_series(0, 19) place;
    insert into organisation (id, name, kind, source) select organisation, 'Place ' || place, 'third_sector', 'hand' from places;
    insert into account (id, name, email) select account, 'Colleague ' || n, 'colleague' || n || '@example.test' from crowd;
    insert into post (id, organisation_id, title, role) select post, organisation, 'Worker', 'worker' from crowd join places using (place);
    insert into tenure (id, account_id, post_id) select tenure, account, post from crowd;
    create temporary table theirs as select n, m, gen_random_uuid() as client from crowd, generate_series(1, ${size.each}) m;
    insert into client (id, reference, home_organisation_id, name, created_by)
      select client, upper(lpad(to_hex(n), 3, '0')) || '-' || upper(lpad(to_hex(m), 3, '0')), organisation, 'Somebody of ' || n || '.', account from theirs join crowd using (n) join places using (place);
    insert into client_contact (client_id, phone) select client, '0' || n from theirs;
    insert into caseload (id, client_id, post_id, part, added_by) select gen_random_uuid(), client, post, 'lead', account from theirs join crowd using (n);
    insert into client_words (id, client_id, words, said_on, recorded_by) select gen_random_uuid(), client, 'Words of ' || n || '.', now()::date, account from theirs join crowd using (n);
    analyze client; analyze caseload; analyze tenure;`).simple();
    return trx`select n, account, tenure, organisation, array_agg(client) as clients from crowd join places using (place) join theirs using (n) group by 1, 2, 3, 4 order by n`;
  });
  const crowd: One[] = [];
  for (const row of rows) {
    const accountId = String(row.account);
    crowd.push({ number: Number(row.n), accountId, tenureId: String(row.tenure), organisationId: String(row.organisation), clientIds: (row.clients as string[]).toSorted(), cookie: crowd.length < size.signedIn ? await cookieFor(db, accountId) : "" });
  }
  return crowd;
}

import { sql } from "kysely";
import type { Database } from "~db/client";
import { turnoutRole, type TurnoutRole } from "./words";

export type OneTurnout = { invited: number; came: number; byRole: { role: TurnoutRole; asked: number; came: number }[] };

/** Who was asked to one event and who came, by role; whoever walked in was not asked. */
export async function turnoutOf(trx: Database, eventId: string): Promise<OneTurnout> {
  const { rows } = await sql<{ role: string | null; asked: number; came: number }>`
    select coalesce(v.guest_role, p.role) as role, count(*) filter (where v.came_by <> 'walked_in')::int as asked, count(t.id)::int as came
    from event_invitee v left join post p on p.id = v.invited_post_id left join event_presence t on t.invitee_id = v.id and t.ended_at is null
    where v.event_id = ${eventId} and v.ended_at is null group by 1 order by 3 desc, 2 desc, 1`.execute(trx);
  const byRole = rows.map(({ role, asked, came }) => ({ role: turnoutRole(role), asked, came }));
  return { invited: sum(byRole.map(({ asked }) => asked)), came: sum(byRole.map(({ came }) => came)), byRole };
}

const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0);

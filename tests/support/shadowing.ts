import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import type { Actor } from "~/shared/actor";
import { instantOf } from "~/shared/zoned";

const seatOf = (actor: Actor) => ({ account_id: actor.accountId, post_id: actor.seats[0]?.postId ?? "", organisation_id: actor.seats[0]?.organisationId ?? "" });

/** A morning somebody offers, as bare rows: nobody is told of it. */
export async function plantDay(admin: postgres.Sql, host: Actor, { on, where = "The hall", access = "", places = 1 }: { on: string; where?: string; access?: string; places?: number }): Promise<string> {
  const [offer, day] = [randomUUID(), randomUUID()];
  await admin`insert into shadow_offer ${admin({ id: offer, where_words: where, expect_words: "Sorting, then the counter.", access_words: access, ...seatOf(host) })}`;
  await admin`insert into shadow_day ${admin({ id: day, offer_id: offer, starts_at: instantOf(on, "09:30"), ends_at: instantOf(on, "13:00"), places })}`;
  return day;
}

/** A booking of it, as it stands, with the place it takes. */
export async function plantBooking(admin: postgres.Sql, guest: Actor, dayId: string, state: "asked" | "confirmed"): Promise<string> {
  const id = randomUUID();
  await admin`insert into shadow_booking ${admin({ id, day_id: dayId, state, ...seatOf(guest) })}`;
  await admin`update shadow_day set taken = taken + 1 where id = ${dayId}`;
  return id;
}

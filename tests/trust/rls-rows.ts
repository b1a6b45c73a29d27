import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import type { Actor } from "~/shared/actor";
import type { Scene } from "./access/scene";

/** At least one row in every table that somebody else's eyes must not reach, where the scene has left it empty. */
export async function rowsEverywhere(admin: postgres.Sql, { subjects, members }: Scene): Promise<void> {
  const { live } = subjects;
  const { aileen, fay } = members;
  const documentId = live.note.documentOf("shared_plan");
  const tenureId = aileen.seats[0]?.tenureId ?? "";
  const organisationId = aileen.seats[0]?.organisationId ?? "";
  await admin`insert into note_closing (note_id, client_id, line, closed_by) values (${subjects.none.note.noteId}, ${subjects.none.clientId}, 'Done', ${aileen.accountId})`;
  await admin`insert into late_words (id, document_id, client_id, account_id, why, data) values (gen_random_uuid(), ${documentId}, ${live.clientId}, ${aileen.accountId}, 'withdrawn', '\\x00')`;
  await admin`insert into document_update (document_id, seq, connection_id, session_id, account_id, tenure_id, data) values (${documentId}, 1, 1, 'x', ${aileen.accountId}, ${tenureId}, '\\x0000')`;
  await admin`insert into document_snapshot (document_id, seq, data) values (${documentId}, 1, '\\x0000')`;
  await admin`insert into document_writer (document_id, client_number, account_id) values (${documentId}, 7, ${aileen.accountId})`;
  await admin`insert into document_connection (document_id, client_id, session_id, account_id, tenure_id, organisation_id, level, client_generation, staff_generation, until)
    values (${documentId}, ${live.clientId}, 'x', ${aileen.accountId}, ${tenureId}, ${organisationId}, 'write', 1, 1, now() + interval '1 hour')`;
  const [one] = await admin`insert into organisation_import (id, started_by, file_name, source, licence) values (gen_random_uuid(), ${fay.accountId}, 'a.csv', 'register', 'open') returning id`;
  await admin`insert into organisation_import_refusal (import_id, line, reason, excerpt) values (${one?.id}, 1, 'x', 'x')`;
  await admin`insert into passkey (id, account_id, public_key, counter, name) values ('key', ${aileen.accountId}, '\\x00', 0, 'Phone')`;
  await admin`insert into sign_in_code (id, email, code_hash, expires_at) values (gen_random_uuid(), 'a@example.test', '\\x00', now() + interval '1 hour')`;
  await admin`insert into challenge (id, value, account_id, expires_at) values ('c', 'v', ${aileen.accountId}, now() + interval '1 hour')`;
  await admin`insert into privacy_reading (account_id, version) values (${aileen.accountId}, '1') on conflict do nothing`;
  await admin`insert into mail (id, to_address, subject, body, kind) values (gen_random_uuid(), 'a@example.test', 's', 'b', 'notice')`;
  await admin`insert into calendar_feed (id, account_id, kind, secret_hash) values (gen_random_uuid(), ${aileen.accountId}, 'mine', repeat('a', 64))`;
  await admin`insert into rate_limit (key) values ('k') on conflict do nothing`;
  await rowsOfGaps(admin, { members });
  await rowsOfEvents(admin, { members });
  await rowsOfShadowing(admin, { members });
  await rowsOfTies(admin, { members });
  await rowsOfHandover(admin, { members });
  await rowsOfDeciding(admin, { members });
  await wordsToKnow(admin, { subjects, members });
  await admin`select app.chain_audit(20)`;
}

function plantingAs(admin: postgres.Sql | postgres.TransactionSql, who: Actor) {
  const [seat] = who.seats;
  const by = { account_id: who.accountId, post_id: seat?.postId ?? "", organisation_id: seat?.organisationId ?? "" };
  const plant = async (table: string, more: Record<string, unknown>, whose: Record<string, string> = by): Promise<string> => {
    const id = randomUUID();
    await admin`insert into ${admin(table)} ${admin({ id, ...whose, ...more })}`;
    return id;
  };
  return { by, plant };
}

/** One of everything about gaps and asks, by Bashir of the Food Hub. */
export async function rowsOfGaps(admin: postgres.Sql, { members: { bashir } }: Pick<Scene, "members">): Promise<void> {
  const { by, plant } = plantingAs(admin, bashir);
  const gap_id = await plant("gap", { sentence: "Nowhere warm after five", need: "warmth" });
  const about = { gap_id };
  await plant("gap_join", about);
  await plant("gap_move", { ...about, number: 2, from_place: "noticed", to_place: "seen", why: "moved" });
  for (const role of ["spotter", "lead"]) await plant("gap_role", { ...about, role });
  await plant("gap_stage", { ...about, stage: "spotted" });
  await plant("gap_tried", { ...about, line: "Asked the library" });
  await plant("gap_link", { ...about, kind: "page", title: "The library", url: "https://library.example" });
  await plant("gap_kit", { ...about, task: "room", state: "done" });
  const volunteer_id = await plant("gap_volunteer", { ...about, name: "Vi Olsen" });
  await plant("gap_training", { ...about, volunteer_id, what: "first_aid", done_on: "2026-01-10" });
  await admin`insert into gap_group ${admin({ ...about, ...by, name: "Warm Fridays" })}`;
  await plant("group_session", { ...about, starts_at: new Date("2026-12-04T17:00Z"), ends_at: new Date("2026-12-04T19:00Z") });
  await plant("gap_letter", { ...about, line: "We would send people" });
  await plant("gap_invitation", { ...about, invited_id: by.organisation_id });
  await plant("gap_outcome", { ...about, line: "The hall is open" });
  await admin`insert into gap_check (id, gap_id) values (gen_random_uuid(), ${gap_id})`;
  const ask_id = await plant("ask", { question: "Anyone with a ramp?", need: "arts" });
  const answer_id = await plant("ask_answer", { ask_id, line: "We have one" });
  await plant("ask_acceptance", { ask_id, answer_id });
  await admin`insert into ask_check (id, ask_id) values (gen_random_uuid(), ${ask_id})`;
  await plant("words_flag", { subject_kind: "gap", subject_id: gap_id, gap_id, reasons: ["name"] });
  await admin`insert into post_interest (id, post_id, need, account_id) values (gen_random_uuid(), ${by.post_id}, 'arts', ${by.account_id})`;
  await admin`insert into inbox_item (id, post_id, kind, gap_id, account_id) values (gen_random_uuid(), ${by.post_id}, 'gap.posted', ${gap_id}, ${by.account_id})`;
}

/** One of everything about learning events, planned by Bashir of the Food Hub, who comes, and a guest. */
export async function rowsOfEvents(admin: postgres.Sql, { members: { bashir } }: Pick<Scene, "members">): Promise<void> {
  const { by, plant } = plantingAs(admin, bashir);
  const dates = { starts_at: new Date(Date.now() - 3_600_000), ends_at: new Date(Date.now() + 3_600_000) };
  const series_id = await plant("event_series", { title: "Tuesdays", every: "week", from_date: "2026-12-01", until_date: "2026-12-29", wall_start: "13:00", minutes: 60 });
  const found = await plant("learning_event", { title: "Meet the hub", series_id });
  const option_id = await plant("event_option", { event_id: found, ...dates });
  const voter = await plant("event_invitee", { event_id: found, guest_name: "Guest Moir", guest_email: "guest@example.test", token_hash: "hash", came_by: "guest" });
  const account = { account_id: by.account_id };
  await plant("event_vote", { event_id: found, option_id, invitee_id: voter, says: "yes" }, account);
  const event_id = await plant("learning_event", { title: "Referrals that work", state: "set", ...dates, capacity: 12 });
  const about = { event_id };
  await plant("event_turn", { ...about, number: 2, to_state: "set", why: "moved", ...dates });
  await plant("event_planner", { ...about, planner_post_id: by.post_id });
  const invitee_id = await plant("event_invitee", { ...about, invited_post_id: by.post_id, came_by: "self" });
  await plant("event_answer", { ...about, invitee_id, says: "going" }, account);
  await plant("event_job", { ...about, what: "Tea" });
  await plant("event_door", { ...about, secret_hash: "hash" });
  await plant("event_presence", { ...about, invitee_id, how: "ticked" }, account);
  await plant("event_recap", { ...about, text: "We met" });
  await plant("event_action", { ...about, what: "Ring the practice", owner_post_id: by.post_id });
  await plant("learning_entry", { ...about, on_date: "2026-11-20", text: "Coffee first" });
  await admin`insert into inbox_item (id, post_id, kind, event_id, account_id) values (gen_random_uuid(), ${by.post_id}, 'event.invited', ${event_id}, ${by.account_id})`;
}

/**
 * One of everything about shadow days: Aileen was Bashir's guest (`bookingId`), asked him for another day, and waits to
 * hear of new ones. Beside it a handover from Bashir to Amir, booked (`handoverDay`, `handoverBooking`).
 */
export async function rowsOfShadowing(admin: postgres.Sql, { members: { aileen, bashir, amir } }: Pick<Scene, "members">) {
  const host = plantingAs(admin, bashir);
  const guest = plantingAs(admin, aileen);
  const newcomer = plantingAs(admin, amir);
  const offerOf = (more: Record<string, unknown>) => host.plant("shadow_offer", { where_words: "Blue door", expect_words: "Sorting", ...more });
  const dayOf = async (offer_id: string) => host.plant("shadow_day", { offer_id, starts_at: hours(48), ends_at: hours(52), places: 2 }, {});
  const asks = (booking_id: string, who: typeof guest) => who.plant("shadow_turn", { booking_id, number: 1, from_state: "begun", to_state: "waiting", why: "waits", account_id: null, post_id: null, organisation_id: null }, {});
  const day_id = await dayOf(await offerOf({}));
  const bookingId = await guest.plant("shadow_booking", { day_id });
  const about = { booking_id: bookingId };
  await asks(bookingId, guest);
  await admin`update shadow_booking set state = 'confirmed' where id = ${bookingId}`;
  await admin`update shadow_day set starts_at = ${hours(-8)}, ends_at = ${hours(-4)} where id = ${day_id}`;
  await admin`insert into shadow_told (day_id, booking_id, what, sequence) values (${day_id}, ${bookingId}, 'tomorrow', 0)`;
  await guest.plant("shadow_message", { ...about, line: "Which door?" });
  await guest.plant("shadow_reflection", { ...about, surprised: "The queue", differently: "Ring first" });
  await admin.begin(async (trx) => {
    await trx`select set_config('app.account', ${aileen.accountId}, true)`;
    await plantingAs(trx, aileen).plant("shadow_share", { ...about, side: "guest" });
  });
  await guest.plant("shadow_wish", { host_post_id: host.by.post_id, host_organisation_id: host.by.organisation_id, line: "A Tuesday?" });
  await guest.plant("shadow_alert", {});
  await guest.plant("shadow_agreement", { version: 1 });
  const handoverDay = await dayOf(await offerOf({ kind: "handover", newcomer_id: amir.accountId }));
  const handoverBooking = await newcomer.plant("shadow_booking", { day_id: handoverDay });
  await asks(handoverBooking, newcomer);
  return { bookingId, handoverDay, handoverBooking };
}

/** What the next person should know of each person, in a handover that was called off, so that it stands in no other's way. */
export async function wordsToKnow(admin: postgres.Sql, { subjects, members: { aileen, bashir } }: Pick<Scene, "subjects" | "members">): Promise<void> {
  const handed = new Map<string, string>();
  for (const [relation, { clientId }] of Object.entries(subjects)) {
    const { by, plant } = plantingAs(admin, relation === "theirs" ? bashir : aileen);
    const handover_id = handed.get(by.post_id) ?? (await plant("handover", { seat_post_id: by.post_id, seat_organisation_id: by.organisation_id, last_at: hours(240), state: "called_off" }));
    handed.set(by.post_id, handover_id);
    const [held] = await admin<{ id: string }[]>`select id from caseload where client_id = ${clientId} and post_id = ${by.post_id}`;
    const item_id = await plant("handover_item", { handover_id, kind: "person", subject_id: held?.id ?? randomUUID() }, {});
    await admin`insert into handover_words (item_id, client_id, words, account_id) values (${item_id}, ${clientId}, 'Ring after ten', ${by.account_id})`;
  }
}

/** Bashir hands over: Sana is asked for a gap, Amir comes into the post, and Sana plans a visit with him; meanwhile Bashir is away. */
export async function rowsOfHandover(admin: postgres.Sql, { members: { bashir, sana, amir } }: Pick<Scene, "members">): Promise<{ handoverId: string }> {
  const { by, plant } = plantingAs(admin, bashir);
  const [seat] = bashir.seats;
  const asked = sana.seats[0]?.postId ?? "";
  const handover_id = await plant("handover", { seat_post_id: by.post_id, seat_organisation_id: by.organisation_id, leaver_id: by.account_id, tenure_id: seat?.tenureId ?? "", newcomer_id: amir.accountId, last_at: hours(240) });
  await plant("handover_turn", { handover_id, number: 1, to_state: "open" });
  const item_id = await plant("handover_item", { handover_id, kind: "gap", subject_id: randomUUID(), choice: "pass", to_post_id: asked, state: "offered" }, {});
  await plant("handover_visit", { handover_id, item_id, newcomer_post_id: asked, on_date: "2027-03-20" });
  const cover_id = await plant("cover", { away_post_id: by.post_id, away_organisation_id: by.organisation_id, away_id: by.account_id, starts_at: hours(-1) });
  await plant("cover_duty", { cover_id, duty: "desk", how: "pauses" });
  return { handoverId: handover_id };
}

/** A tie between Aileen's Harbour and Bashir's Food Hub with one of everything inside, and what the network knows of organisations. */
export async function rowsOfTies(admin: postgres.Sql, { members: { aileen, bashir } }: Pick<Scene, "members">): Promise<{ tieId: string }> {
  const { by, plant } = plantingAs(admin, aileen);
  const hub = plantingAs(admin, bashir);
  const [one_id = "", other_id = ""] = [by.organisation_id, hub.by.organisation_id].toSorted();
  const tie_id = await plant("tie", { one_id, other_id, purpose: "Food and company" });
  const about = { tie_id, one_id, other_id };
  await plant("tie_turn", { ...about, number: 1, to_state: "proposed", why: "proposed" });
  await hub.plant("tie_turn", { ...about, number: 2, to_state: "held", why: "accepted" });
  await plant("tie_holder", { ...about, side_id: by.organisation_id, holder_post_id: by.post_id, part: "first" });
  await plant("tie_line", { ...about, kind: "refers", from_id: by.organisation_id });
  await plant("tie_contact", { ...about, kind: "visit", happened_at: hours(-24), line: "Tea with the cook" });
  await plant("tie_agreement", { ...about, kind: "referring", words: "Ring first", review_on: "2027-06-01" });
  await admin`insert into tie_told (tie_id, kind, mark) values (${tie_id}, 'tie.quiet', 'since then')`;
  const introduction_id = await plant("introduction", { wanted_id: hub.by.organisation_id });
  await plant("introduction_turn", { introduction_id, number: 1, to_state: "asked" });
  await plant("reach_attempt", { reached_for_id: hub.by.organisation_id, how: "phone", reached: false });
  await plant("organisation_help", { helper_id: by.organisation_id, need: "food" });
  await plant("organisation_reach", { reached_id: hub.by.organisation_id, label: "The desk", phone: "01632 960200" });
  await admin`insert into inbox_item (id, post_id, kind, tie_id, account_id) values (gen_random_uuid(), ${hub.by.post_id}, 'tie.proposed', ${tie_id}, ${by.account_id})`;
  return { tieId: tie_id };
}

/** The charter of Bashir's post at the Food Hub, and what the Food Hub and Harbour are asked to decide: each has a voice. */
export async function rowsOfDeciding(admin: postgres.Sql, { members: { aileen, bashir, sana } }: Pick<Scene, "members">): Promise<{ seatPostId: string; decisionId: string }> {
  const { by, plant } = plantingAs(admin, bashir);
  const other = plantingAs(admin, aileen);
  const seat = { seat_post_id: by.post_id };
  await plantingAs(admin, sana).plant("charter_answer", { ...seat, boss: "employer", topic: "home_visits", answer: "ask_first" });
  const note_id = await plant("charter_note", { ...seat, number: 1, words: "Once a month, with Sana" });
  await plant("charter_agreement", { ...seat, note_id, party: "post" });
  const decision_id = await plant("decision", { title: "One way to send people" });
  const about = { decision_id };
  await plant("decision_turn", { ...about, number: 1, to_state: "drafting", why: "proposed" });
  for (const named_id of [by.organisation_id, other.by.organisation_id]) await plant("decision_named", { ...about, named_id });
  await plant("decision_turn", { ...about, number: 2, to_state: "asked", why: "asked", words: "Ring first" });
  await plant("decision_voice", { ...about, number: 2, named_id: by.organisation_id, voice: "consent" });
  await other.plant("decision_voice", { ...about, number: 2, named_id: other.by.organisation_id, voice: "concern", line: "Not on Mondays" });
  await admin`insert into inbox_item (id, post_id, kind, decision_id, account_id) values (gen_random_uuid(), ${other.by.post_id}, 'decision.asked', ${decision_id}, ${by.account_id})`;
  return { seatPostId: by.post_id, decisionId: decision_id };
}

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

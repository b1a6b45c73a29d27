/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "tests/trust/turnover.test"];
export const patience = 120_000;

const migration = "db/migrations/2026-11-22-02-handover-and-cover.sql";
export const controls = [
  { name: "a post that empties is told nobody", file: migration, from: "  if lead is not null then\n    insert into inbox_item (id, post_id, kind, home_post_id) values (gen_random_uuid(), lead, 'home.needed', p_post)", to: "  if false then\n    insert into inbox_item (id, post_id, kind, home_post_id) values (gen_random_uuid(), lead, 'home.needed', p_post)" },
  { name: "an end set beforehand comes unseen", file: migration, from: "perform jobs.add_at('seat-ends', json_build_object('id', new.id), new.valid_until);", to: "null;" },
  { name: "a tie that is handed over is held by nobody", file: migration, from: "where not exists (select 1 from tie_holder x where x.tie_id = h.tie_id and x.holder_post_id = p_to and x.ended_at is null);", to: "where false;" },
  { name: "a person goes to whoever looks after the network", file: migration, from: "own_lead := (select p.id from post p where p.id = lead and p.organisation_id = h.seat_organisation_id);", to: "own_lead := lead;" },
  { name: "whoever hands over keeps their seat", file: migration, from: "  update tenure set valid_until = now(), ended_by = by_whom, ended_why = 'handover' where id = h.tenure_id", to: "  update tenure set ended_by = by_whom, ended_why = 'handover' where id = h.tenure_id" },
  { name: "a deputy who leaves goes on standing in", file: migration, from: "where n.account_id = p_account and n.cover and", to: "where false and n.account_id = p_account and n.cover and" },
  { name: "a tie whose last person went says nothing", file: "db/migrations/2026-11-22-01-ties.sql", from: " or n.holder_post_id is not null", to: "" },
];

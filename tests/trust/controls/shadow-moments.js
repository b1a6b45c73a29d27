/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/shadowing/hostile"];

const migration = "db/migrations/2026-11-21-81-shadow-days.sql";
export const controls = [
  { name: "a guest says yes to themself", file: migration, from: "when 'yes' then new.to_state = 'confirmed' and side = 'host'", to: "when 'yes' then new.to_state = 'confirmed'", by: "is one side's to make" },
  { name: "another reason goes round the agreement", file: migration, from: "if new.to_state = 'asked' and not app.has_agreed(", to: "if new.to_state = 'asked' and new.why = 'holds' and not app.has_agreed(", by: "only after the agreement" },
  { name: "a turn is judged by the time it claims", file: migration, from: "then greatest(new.at, clock_timestamp()) else new.at end;", to: "then new.at else new.at end;", by: "is judged by the clock" },
  { name: "a place is held for as long as one says", file: migration, from: "new.until := moment + interval '5 minutes'", to: "new.until := coalesce(new.until, moment + interval '5 minutes')", by: "for five minutes" },
  { name: "five places are held at once", file: migration, from: "    perform pg_advisory_xact_lock(hashtextextended('shadow_hold:' || b.account_id, 0));\n", to: "", by: "three at a time" },
  { name: "whoever says they came first waits first", file: migration, from: "greatest(moment, (select max(x.waiting_since) + interval '1 microsecond' from shadow_booking x where x.day_id = b.day_id))", to: "new.at", by: "who waited longest" },
  { name: "a handover is booked by its number", file: migration, from: "where d.id = new.day_id and (d.newcomer_id is null or d.newcomer_id = new.account_id);", to: "where d.id = new.day_id;", by: "is not there for anybody else" },
  { name: "who comes after in a post reads what was written before", file: migration, from: "(t.valid_from <= d.ends_at or d.host_account_id = t.account_id)", to: "true", by: "by the two who spent it" },
  { name: "one shares for both", file: migration, from: "if new.side is distinct from app.my_side_of_the_day(new.booking_id) then", to: "if new.side is null then", by: "are shared by both" },
  { name: "whoever asks for a day says yes to it", file: migration, from: "with check (host_post_id = any(array(select app.my_managed_posts())) and answered_by", to: "with check (answered_by", by: "by who was asked" },
  { name: "the list of acts tells who booked", file: migration, from: " and (kind not like 'shadow.%' or account_id = (select app.account()) or (select app.is_facilitator()))", to: "", by: "not read in the list of acts" },
  { name: "a notice tells whose organisation booked", file: "server/live/notices.ts", from: /heard\.organisation && !\/\^\(shadow\\\..*?\.test\(heard\.kind\)/, to: "heard.organisation", build: false, by: "not read in the list of acts" },
  { name: "places of whoever left stay taken", file: migration, from: "if new.valid_until <= now() and not app.stays(new.account_id) then perform app.give_up_all(new.account_id); end if;", to: "", by: "gives up their places" },
  { name: "visits are added once somebody comes", file: migration, from: "if new.sees_people and not old.sees_people and exists", to: "if false and exists", by: "without people to be seen" },
];

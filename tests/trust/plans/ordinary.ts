/** Somebody's things, as an ordinary page names them. */
export type Place = { account: string; tenure: string; organisation: string; post: string; client: string; note: string; section: string; document: string; step: string; event: string };
export type Ordinary = { table: string; what: string; list?: boolean; text: (at: Place) => string };

const now = "now()";
const of = (table: string, what: string, text: Ordinary["text"], list = false): Ordinary => ({ table, what, text, list });

/** What pages and commands ask of each table with rows about people, by the conditions they ask it with. */
export const ordinary: Ordinary[] = [
  of("client", "my people", () => "select * from client order by last_contact_on nulls first, name, id limit 26", true),
  of("client", "one person", ({ client }) => `select * from client where id = '${client}'`),
  of("client", "when we last spoke", ({ client }) => `update client set last_contact_on = current_date where id = '${client}'`),
  of("client", "somebody new", ({ client, organisation, account }) => `insert into client (id, reference, home_organisation_id, name, created_by) values (gen_random_uuid(), 'AAA-AAA', '${organisation}', '${client}', '${account}')`),
  of("client_contact", "how to reach them", ({ client }) => `select * from client_contact where client_id = '${client}'`),
  of("client_contact", "another number", ({ client }) => `update client_contact set phone = '1' where client_id = '${client}'`),
  of("client_words", "what matters", ({ client }) => `select * from client_words where client_id = '${client}' order by recorded_at desc limit 5`, true),
  of("client_words", "what matters now", ({ client, account }) => `insert into client_words (id, client_id, words, said_on, recorded_by) values (gen_random_uuid(), '${client}', 'x', current_date, '${account}')`),
  of("caseload", "who holds the case", ({ client }) => `select * from caseload where client_id = '${client}' and valid_until is null`, true),
  of("caseload", "whose case I hold", ({ post }) => `select client_id from caseload where post_id = '${post}' and valid_until is null limit 50`, true),
  of("caseload", "somebody more", ({ client, post, account }) => `insert into caseload (id, client_id, post_id, part, added_by) values (gen_random_uuid(), '${client}', '${post}', 'supporting', '${account}')`),
  of("lawful_basis", "the basis", ({ client }) => `select * from lawful_basis where client_id = '${client}' order by recorded_at desc`, true),
  of("lawful_basis", "a basis more", ({ client, organisation, account }) => `insert into lawful_basis (id, client_id, organisation_id, basis, condition, recorded_by) values (gen_random_uuid(), '${client}', '${organisation}', 'consent', 'explicit_consent', '${account}')`),
  of("consent_event", "what was said", ({ client }) => `select * from consent_event where client_id = '${client}' order by recorded_at desc limit 20`, true),
  of("consent_event", "one receipt", ({ event }) => `select * from consent_event where id = '${event}'`),
  of("consent_event", "something said", ({ client, account, tenure, organisation }) => `insert into consent_event (id, client_id, kind, said_at, how, terms, account_id, tenure_id, organisation_id) values (gen_random_uuid(), '${client}', 'erasure_asked', ${now}, 'voice', '{}', '${account}', '${tenure}', '${organisation}')`),
  of("consent_grant", "what holds", ({ client }) => `select * from consent_grant where client_id = '${client}' and ended_at is null and valid_until > ${now}`, true),
  of("consent_grant", "what ends soon", ({ post }) => `select g.id from consent_grant g join caseload k on k.client_id = g.client_id and k.valid_until is null where k.post_id = '${post}' and g.ended_at is null and g.valid_until between ${now} and ${now} + interval '30 days' order by g.valid_until limit 8`, true),
  of("note", "their notes", ({ client }) => `select * from note where client_id = '${client}' order by happened_on desc, created_at desc limit 21`, true),
  of("note", "one note", ({ note }) => `select * from note where id = '${note}'`),
  of("note", "a new note", ({ client, organisation, account, tenure }) => `insert into note (id, client_id, organisation_id, kind, happened_on, created_by, tenure_id) values (gen_random_uuid(), '${client}', '${organisation}', 'visit', current_date, '${account}', '${tenure}')`),
  of("note_closing", "whether it is closed", ({ note }) => `select * from note_closing where note_id = '${note}'`),
  of("section", "parts of a note", ({ note }) => `select * from section where note_id = '${note}'`, true),
  of("section", "the newest I may read of one person", ({ client }) => `select s.id from section s join note n on n.id = s.note_id where n.client_id = '${client}' order by n.happened_on desc limit 50`, true),
  of("section", "a new part", ({ note, client, organisation, account }) => `insert into section (id, note_id, client_id, class, organisation_id, created_by) values (gen_random_uuid(), '${note}', '${client}', 'own', '${organisation}', '${account}')`),
  of("document", "the document of a part", ({ section }) => `select * from document where section_id = '${section}' and retired_at is null`),
  of("document", "one document", ({ document }) => `select * from document where id = '${document}'`),
  of("next_step", "their steps", ({ client }) => `select * from next_step where client_id = '${client}' and done_at is null order by due_on limit 60`, true),
  of("next_step", "what is due today", ({ post }) => `select * from next_step where owner_post_id = '${post}' and done_at is null and due_on <= current_date order by due_on, created_at limit 13`, true),
  of("next_step", "one done", ({ step }) => `update next_step set done_at = ${now} where id = '${step}'`),
  of("next_step", "one more", ({ client, organisation, account }) => `insert into next_step (id, client_id, section_class, organisation_id, words, created_by) values (gen_random_uuid(), '${client}', 'shared_plan', '${organisation}', 'x', '${account}')`),
  of("view", "who has looked", ({ client }) => `select * from view where client_id = '${client}' order by at desc limit 60`, true),
  of("view", "what I have looked at", ({ account }) => `select * from view where account_id = '${account}' order by at desc limit 60`, true),
  of("view", "a look", ({ client, account, tenure, organisation }) => `insert into view (id, client_id, account_id, tenure_id, organisation_id, what, how) values (gen_random_uuid(), '${client}', '${account}', '${tenure}', '${organisation}', 'person', 'page')`),
  of("activity", "what was done", ({ client }) => `select * from activity where client_id = '${client}' order by at desc, id desc limit 41`, true),
  of("activity", "an act", ({ client, account, tenure, organisation }) => `insert into activity (id, kind, account_id, tenure_id, organisation_id, client_id, subject_kind) values (gen_random_uuid(), 'note.begun', '${account}', '${tenure}', '${organisation}', '${client}', 'note')`),
  of("late_words", "mine that wait", ({ account }) => `select id from late_words where account_id = '${account}' and thrown_away_at is null and handed_over_at is null`, true),
  of("session", "where I am signed in", ({ account }) => `select * from session where account_id = '${account}' and ended_at is null order by last_seen_at desc limit 50`, true),
];

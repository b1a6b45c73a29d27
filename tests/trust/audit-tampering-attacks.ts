import type postgres from "postgres";
import type { Random } from "../support/size";

type Trx = postgres.TransactionSql;
/** What the owner of the database knows, to choose where to begin. */
export type Scene = { entries: number; random: Random; someoneElse: string };
/**
 * Where it happened, so that what is reported can be held against it: at an entry exactly, at the first signed head
 * from an entry on (the chain was made whole again, so only a head can tell), or a row that no chain knows.
 */
export type Place = { at: number } | { from: number } | { row: string };
export type Attack = { name: string; run: (trx: Trx, scene: Scene) => Promise<Place> };

type Entry = { position: number; kind: "view" | "activity"; id: string };

const some = ({ entries, random }: Scene) => 1 + random.below(entries - 2);

async function entryAt(trx: Trx, position: number): Promise<Entry> {
  const [row] = await trx`select position, kind, entry_id as id from audit_chain where position = ${position}`;
  return { position: Number(row?.position), kind: row?.kind, id: String(row?.id) };
}

/** An entry of one kind, the next from a random place on. */
async function entryOf(trx: Trx, scene: Scene, kind: "view" | "activity"): Promise<Entry> {
  const [row] = await trx`select position from audit_chain where kind = ${kind} order by (position < ${some(scene)}), position limit 1`;
  return entryAt(trx, Number(row?.position));
}

/** Builds the chain anew over whatever the rows say now, from an entry on: what a careful owner would do. */
async function recompute(trx: Trx, from = 1, order: "position" | "position desc" = "position"): Promise<void> {
  await trx.unsafe(`create temporary table kept on commit drop as select kind, entry_id, position from audit_chain where position >= ${from}`);
  await trx`delete from audit_chain where position >= ${from}`;
  await trx.unsafe(`insert into audit_pending (kind, entry_id) select kind, entry_id from kept k
    where exists (select 1 from view v where v.id = k.entry_id) or exists (select 1 from activity a where a.id = k.entry_id) order by ${order}`);
  await trx`select app.chain_audit(1000000)`;
}

async function cutFrom(trx: Trx, position: number): Promise<void> {
  await trx`delete from view where id in (select entry_id from audit_chain where position >= ${position})`;
  await trx`delete from activity where id in (select entry_id from audit_chain where position >= ${position})`;
  await trx`delete from audit_chain where position >= ${position}`;
}

async function copyOfALook(trx: Trx, how = "how"): Promise<string> {
  const [row] = await trx.unsafe(`insert into view (id, client_id, account_id, tenure_id, organisation_id, what, how) select gen_random_uuid(), client_id, account_id, tenure_id, organisation_id, what, ${how} from view limit 1 returning id`);
  return String(row?.["id"]);
}

/** Changes one column of one entry. */
function edit(name: string, kind: "view" | "activity", change: (scene: Scene) => string): Attack {
  return {
    name,
    run: async (trx, scene) => {
      const { position, id } = await entryOf(trx, scene, kind);
      await trx.unsafe(`update ${kind} set ${change(scene)} where id = '${id}'`);
      return { at: position };
    },
  };
}

/** Does something to a random look, then makes the chain whole again, all of it or only from there on. */
function covered(name: string, whole: boolean, act: (trx: Trx, entry: Entry, scene: Scene) => Promise<unknown>): Attack {
  return {
    name,
    run: async (trx, scene) => {
      const entry = await entryOf(trx, scene, "view");
      await act(trx, entry, scene);
      await recompute(trx, whole ? 1 : entry.position);
      return { from: entry.position };
    },
  };
}

const rename = (trx: Trx, { id }: Entry, { someoneElse }: Scene) => trx`update view set account_id = ${someoneElse} where id = ${id}`;
const remove = (trx: Trx, { id }: Entry) => trx`delete from view where id = ${id}`;

export const attacks: readonly Attack[] = [
  edit("a look that names somebody else", "view", ({ someoneElse }) => `account_id = '${someoneElse}'`),
  edit("a look moved by a microsecond", "view", () => "at = at + interval '1 microsecond'"),
  edit("a look of another kind", "view", () => "how = case how when 'page' then 'print' else 'page' end"),
  edit("an act of another kind", "activity", () => "kind = kind || '.changed', subject_kind = 'x'"),
  edit("an act with other details", "activity", () => `detail = detail || '{"x":1}'`),
  edit("an act that says when it was not", "activity", () => "at = at - interval '1 day'"),
  {
    name: "a look deleted",
    run: async (trx, scene) => {
      const entry = await entryOf(trx, scene, "view");
      await remove(trx, entry);
      return { at: entry.position };
    },
  },
  {
    name: "a look and its link deleted",
    run: async (trx, scene) => {
      const entry = await entryOf(trx, scene, "view");
      await remove(trx, entry);
      await trx`delete from audit_chain where position = ${entry.position}`;
      return { at: entry.position };
    },
  },
  {
    name: "a link deleted",
    run: async (trx, scene) => {
      const position = some(scene);
      await trx`delete from audit_chain where position = ${position}`;
      return { at: position };
    },
  },
  {
    name: "a look inserted with the trigger switched off",
    run: async (trx) => {
      await trx`alter table view disable trigger user`;
      return { row: await copyOfALook(trx) };
    },
  },
  {
    name: "a look inserted among the old ones, and the chain recomputed from there",
    run: async (trx, scene) => {
      const { position, id } = await entryOf(trx, scene, "view");
      await trx`alter table view disable trigger user`;
      const row = await copyOfALook(trx);
      await trx`update audit_chain set entry_id = ${row} where position = ${position}`;
      await trx`insert into audit_chain select max(position) + 1, 'view', ${id}, sha256('x'), sha256('x') from audit_chain`;
      await recompute(trx, position);
      return { from: position };
    },
  },
  {
    name: "two links changed places",
    run: async (trx, scene) => {
      const position = some(scene);
      await trx`update audit_chain set position = -1 where position = ${position}`;
      await trx`update audit_chain set position = ${position} where position = ${position + 1}`;
      await trx`update audit_chain set position = ${position + 1} where position = -1`;
      return { at: position };
    },
  },
  {
    name: "the order turned round from somewhere on, and the chain recomputed",
    run: async (trx, scene) => {
      const position = some(scene);
      await recompute(trx, position, "position desc");
      return { from: position };
    },
  },
  {
    name: "the tail cut off, rows and all",
    run: async (trx, { entries, random }) => {
      const cut = entries - random.below(5);
      await cutFrom(trx, cut);
      return { from: cut };
    },
  },
  covered("an edit, and the whole chain recomputed", true, rename),
  covered("an edit, and the chain recomputed from there", false, rename),
  covered("a look deleted, and the whole chain recomputed", true, remove),
  {
    name: "an older backup restored",
    run: async (trx, scene) => {
      const cut = 2 + scene.random.below(scene.entries - 2);
      await cutFrom(trx, cut);
      return { from: cut };
    },
  },
  {
    name: "an older backup restored, and life going on from there until it is as long again",
    run: async (trx, scene) => {
      const cut = some(scene);
      await cutFrom(trx, cut);
      for (let more = cut; more <= scene.entries; more += 1) await copyOfALook(trx);
      await trx`select app.chain_audit(1000000)`;
      return { from: cut };
    },
  },
  {
    name: "a fork: the tail replaced by another of the same length",
    run: async (trx, { entries }) => {
      await cutFrom(trx, entries - 4);
      for (let more = 0; more < 5; more += 1) await copyOfALook(trx);
      await trx`select app.chain_audit(1000000)`;
      return { from: entries - 4 };
    },
  },
  {
    name: "everything thrown away",
    run: async (trx) => {
      for (const table of ["audit_chain", "audit_pending", "view", "activity"]) await trx.unsafe(`delete from ${table}`);
      return { from: 1 };
    },
  },
  {
    name: "the hash of an entry",
    run: async (trx, scene) => {
      const position = some(scene);
      await trx`update audit_chain set entry_hash = sha256('x') where position = ${position}`;
      return { at: position };
    },
  },
  {
    name: "the hash of the chain",
    run: async (trx, scene) => {
      const position = some(scene);
      await trx`update audit_chain set chain_hash = sha256('x') where position = ${position}`;
      return { at: position };
    },
  },
];

import * as Y from "yjs";
import { randomFrom } from "../../support/size";
import { accounts, documents, faults, give, openTab, people } from "./acts";
import { bytesOf } from "./oracle";
import { World } from "./world";

export type Outcome = { seed: number; steps: number; broken: string | undefined; trace: string[]; counts: Record<Counted, number> };
type Counted = "acts" | "steps" | "rows" | "frames" | "acknowledged" | "snapshots" | "rightsEnded" | "setApart";

const mostActs = 200;
/** Once all is healed: how long until everybody must have the same, simulated milliseconds. */
const patience = 60_000;
/** Longer than a lost notification may cost. */
const settles = 8_000;

/** Lives through one world, the same for the same seed. `most` cuts it short, to find the shortest that fails. */
export async function run(seed: number, most = mostActs): Promise<Outcome> {
  const world = new World(seed);
  const restore = world.install();
  try {
    return await live(world, seed, most);
  } finally {
    restore();
  }
}

/** What went wrong, in the shortest life of this seed in which something does. */
export async function report(outcome: Outcome): Promise<string> {
  let shortest = outcome;
  for (let most = outcome.counts.acts; most > 0; most -= Math.ceil(most / 10)) {
    const shorter = await run(outcome.seed, most - 1);
    if (shorter.broken !== undefined && shorter.counts.acts < shortest.counts.acts) shortest = shorter;
  }
  return `${shortest.broken}\nSEED=${outcome.seed} npm run trust -- simulation\n${shortest.trace.slice(-25).join("\n")}`;
}

async function live(world: World, seed: number, most: number): Promise<Outcome> {
  const plan = planOf(seed);
  const { clock, watch, store } = world;
  const acts = Math.min(plan.acts, most);
  for (const { id, clientId } of documents) store.addDocument(id, clientId);
  world.notifyLost = plan.notifyLost;
  world.slowestWire = plan.slowestWire;
  world.startServer();
  for (const account of accounts) if (world.random.next() < 0.8) give(world, account, world.random.next() < 0.6);
  for (let tab = 0; tab < plan.tabs; tab++) openTab(world);

  let done = 0;
  let over = false;
  const act = () => {
    if (done++ >= acts) {
      world.heal();
      return void clock.after(settles, look, world);
    }
    plan.pick(world.random.next()).run(world);
    clock.after(world.random.next() < 0.05 ? world.random.below(5_000) : world.random.next() ** 2 * plan.pace, act, world);
  };
  let until = Number.POSITIVE_INFINITY;
  const look = () => {
    until = Math.min(until, clock.time + patience);
    const unsettled = !isQuiet(world) || clock.time < world.changedAt + settles;
    if (unsettled && clock.time < until) return void clock.after(500, look, world);
    over = true;
    if (isQuiet(world)) compare(world);
    else watch.breaks(`R8: it never becomes quiet: ${restless(world).join("; ")}`);
  };
  clock.after(0, act, world);
  while (!over && watch.broken === undefined) {
    try {
      if (!(await clock.step())) watch.breaks("nothing is left to happen");
    } catch (error) {
      watch.breaks(`it threw: ${error instanceof Error ? error.stack?.split("\n").slice(0, 4).join(" ") : String(error)}`);
    }
  }
  const { rows, frames, acknowledged, saved, frozen } = watch.counts;
  const counts = { acts: done, steps: clock.steps, rows, frames, acknowledged, snapshots: saved, rightsEnded: frozen, setApart: store.lateWords.length };
  return { seed, steps: clock.steps, broken: watch.broken, trace: world.trace, counts };
}

const nothing = { run: () => {} };

/** What this seed has in store. */
function planOf(seed: number) {
  const random = randomFrom(seed ^ 0x5eed);
  const chosen = Object.values(faults).filter(({ chance = 0.4 }) => random.next() < chance);
  const all = [...Object.values(people), ...chosen];
  const sum = all.reduce((total, { weight }) => total + weight, 0);
  return {
    acts: 10 + Math.floor(random.next() ** 2 * (mostActs - 10)) + 1,
    tabs: 1 + random.below(8),
    pace: random.pick([10, 60, 250]),
    notifyLost: random.pick([0, 0, 0.3, 1]),
    slowestWire: random.pick([1, 30, 200]),
    pick(at: number) {
      let left = at * sum;
      return all.find(({ weight }) => (left -= weight) < 0) ?? nothing;
    },
  };
}

function restless(world: World): string[] {
  return world.tabs
    .filter((tab) => tab.over === undefined && !(tab.state === "open" && (tab.synced || tab.readOnly) && tab.connection?.quiet && !tab.saving.unsaved))
    .filter((tab) => tab.kind === "ours" || tab.state !== "open" || !tab.synced)
    .map((tab) => `${tab.name} ${tab.state}${tab.synced ? "" : " unsynced"}${tab.saving.unsaved ? " unsaved" : ""}`);
}
const isQuiet = (world: World) => world.server !== undefined && !world.server.isStopping && restless(world).length === 0;

/** Everybody has what the log says, and only those are here who may be. */
function compare(world: World): void {
  const { watch, store } = world;
  const expected = new Map([...store.documents.keys()].map((id) => [id, watch.oracleOf(id).bytes]));
  for (const tab of world.tabs) {
    if (tab.over !== undefined) continue;
    if (!world.mayRead(tab)) watch.breaks(`R9: ${tab.name} is still open, and its right has ended`);
    else if (bytesOf([Y.encodeStateAsUpdate(tab.doc)]) !== expected.get(tab.documentId)) watch.breaks(`I2: ${tab.name} does not have what the log says: ${watch.oracleOf(tab.documentId).differs(tab.doc)}`);
  }
  for (const { id, log, snapshot } of store.documents.values()) {
    const rows = log.filter((row) => row.seq > (snapshot?.seq ?? 0)).map((row) => row.data);
    if (bytesOf([...(snapshot ? [snapshot.data] : []), ...rows]) !== expected.get(id)) watch.breaks(`I7: what ${id} is loaded from is not what its log says`);
  }
  world.killServer();
  const { opens, lost, upgrades } = world.counts;
  if (store.views.length !== opens || opens > upgrades + lost) watch.breaks(`I8: ${store.views.length} looks for ${opens} opens, ${upgrades} of them asked for and ${lost} asked again`);
}

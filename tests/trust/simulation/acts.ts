import type { Tab } from "./tab";
import type { World } from "./world";

/** `chance`: how likely a world has this fault at all. */
type Act = { weight: number; chance?: number; run(world: World): void };

const minute = 60_000;
const farAway = 30 * 24 * 60 * minute;
export const documents = [
  { id: "00000000-0000-4000-8000-000000000001", clientId: "mrs-k" },
  { id: "00000000-0000-4000-8000-000000000002", clientId: "mr-l" },
] as const;
export const accounts = ["aileen", "bashir", "sana", "amir", "jo"] as const;
const mostTabs = 8;

/** What people do: always possible. */
export const people: Record<string, Act> = {
  type: { weight: 40, run: (world) => withHand(world, (tab) => tab.type(`${wordsOf(world)} `)) },
  erase: { weight: 8, run: (world) => withHand(world, (tab) => tab.erase()) },
  undo: { weight: 6, run: (world) => withHand(world, (tab) => tab.undo()) },
  caret: { weight: 8, run: (world) => withOpen(world, (tab) => tab.caret()) },
  look: { weight: 2, run: (world) => withOpen(world, (tab) => (world.random.next() < 0.5 ? tab.lookAround() : tab.askAgain())) },
  open: { weight: 4, run: openTab },
  wait: { weight: 5, run: () => {} },
};

/** What happens to them. Each world has some of these, so that rare ones meet each other undisturbed by the rest. */
export const faults: Record<string, Act> = {
  close: { weight: 2, run: (world) => withOpen(world, (tab) => { world.note(`${tab.name} closes`); world.leave(tab, 1001, true); tab.end("closed"); }) },
  offline: { weight: 5, run: (world) => withOpen(world, (tab) => { world.note(`${tab.name} goes offline`); world.leave(tab, 1006, world.random.next() < 0.5); again(world, tab, 4_000); }) },
  drop: { weight: 6, run: (world) => withOpen(world, (tab) => { world.note(`${tab.name} loses its connection`); world.leave(tab, 1006, world.random.next() < 0.5); again(world, tab, 30); }) },
  defy: { weight: 3, chance: 0.3, run: (world) => withOpen(world, (tab) => { if (!tab.readOnly || tab.kind === "ours") return; world.note(`${tab.name} writes all the same`); tab.defies = true; tab.type("mine "); }) },
  partition: { weight: 4, run: (world) => withOpen(world, (tab) => { world.note(`${tab.name} is cut off`); const { connection } = tab; connection?.stall(true); world.clock.after(world.random.below(8_000), () => connection?.stall(false), world); }) },
  slowReader: { weight: 4, run: (world) => withOpen(world, (tab) => { world.note(`${tab.name} stops reading`); const { connection } = tab; connection?.read(false); world.clock.after(world.random.below(8_000), () => connection?.read(true), world); }) },
  paste: { weight: 6, chance: 0.12, run: (world) => withHand(world, (tab) => tab.type("paste ".repeat(2_000 + world.random.below(9_000)))) },
  swamp: { weight: 3, chance: 0.06, run: swamp },
  crash: { weight: 1, run: (world) => world.killServer() },
  restart: { weight: 1, run: (world) => world.stopServer() },
  storeAway: { weight: 1.5, run: (world) => { world.note("PostgreSQL is away"); world.trouble.down = true; back(world); } },
  storeCrash: { weight: 1, run: (world) => { world.crashStore(); back(world); } },
  abort: { weight: 2, run: (world) => { world.note("transactions are rolled back"); world.trouble.aborts += 1 + world.random.below(3); } },
  loseAnswer: { weight: 2, run: (world) => { world.note("answers are lost"); world.watch.unsure = true; world.trouble.lostAnswers += 1 + world.random.below(2); } },
  ghost: { weight: 1, run: (world) => { world.note("a transaction commits unheard"); world.watch.unsure = true; world.trouble.ghosts += 1; } },
  slowStore: { weight: 1, run: (world) => { world.trouble.slowest = world.random.pick([2, 8, 60, 400]); } },
  revoke: { weight: 3, run: (world) => { const [account, document] = [world.random.pick(accounts), anyDocument(world)]; world.note(`${account} is shut out of ${document.clientId}`); world.store.setRight(account, document.id, undefined); world.changed({ client: document.clientId }); } },
  restore: { weight: 3, run: (world) => give(world, world.random.pick(accounts)) },
  signOut: { weight: 1, run: signOut },
  jump: { weight: 0.7, run: (world) => { const by = world.random.pick([5_000, 10 * minute, 61 * minute]); world.note(`the clock is put forward ${by / 1_000} s`); world.watch.look(); world.clock.jump(by); world.marks(); } },
  fold: { weight: 5, run: (world) => world.inServer(({ hub, folding }) => { for (const room of hub.rooms.values()) void folding.fold(room); }) },
  foldFails: { weight: 0.5, run: (world) => { world.workshopFails = world.random.pick([0, 0.5]); } },
};

/** Gives a right, wide or narrow, long or about to lapse. */
export function give(world: World, account: (typeof accounts)[number], always = false): void {
  const { random, store, clock } = world;
  const document = anyDocument(world);
  const level = always || random.next() < 0.7 ? "write" : "read";
  const lasts = always || random.next() < 0.8 ? farAway : random.below(20_000);
  if (lasts < farAway) world.clock.after(lasts, () => world.marks(), world);
  world.note(`${account} may ${level} about ${document.clientId}${lasts < farAway ? ` for ${lasts} ms` : ""}`);
  store.setRight(account, document.id, { level, until: clock.wall() + lasts });
  world.changed({ client: document.clientId });
}

function signOut(world: World): void {
  const [sessionId, session] = world.random.pick([...world.store.sessions]);
  if (session.ended || world.store.sessionUntil(sessionId) === undefined) return;
  world.note(`${session.accountId} signs out`);
  world.store.endSession(sessionId);
  world.changed({ account: session.accountId });
}

export function openTab(world: World): void {
  const { random, store, tabs, clock } = world;
  if (tabs.filter((tab) => tab.over === undefined).length >= mostTabs) return;
  const accountId = random.pick(accounts);
  const own = [...store.sessions.values()].filter((one) => one.accountId === accountId && store.sessionUntil(one.id) !== undefined);
  let sessionId = own.length > 0 ? random.pick(own).id : "";
  if (!sessionId || random.next() < 0.2) store.addSession((sessionId = `session ${store.sessions.size} of ${accountId} ${clock.steps}`), accountId);
  const tab = world.openTab({ accountId, sessionId }, anyDocument(world).id, random.next() < 0.5 ? "ours" : "plain");
  world.note(`${tab.name} (${tab.kind}) opens`);
}

/** Somebody stops reading while others paste more than the marks of a slow reader allow. */
function swamp(world: World): void {
  withOpen(world, (slow) => {
    world.note(`${slow.name} stops reading, others paste`);
    const { connection } = slow;
    connection?.read(false);
    world.clock.after(1_000 + world.random.below(6_000), () => connection?.read(true), world);
    const others = world.tabs.filter((tab) => tab !== slow && tab.documentId === slow.documentId);
    for (let left = 3 + world.random.below(20); left > 0 && others.length > 0; left--) world.clock.after(world.random.below(1_000), () => { const tab = world.random.pick(others); if (tab.mayType) tab.type("paste ".repeat(10_000)); }, world);
  });
}

/** Mostly the one document, so that people meet. */
function anyDocument({ random }: World): (typeof documents)[number] {
  return random.next() < 0.85 ? documents[0] : documents[1];
}

function withHand(world: World, run: (tab: Tab) => void): void {
  const able = world.tabs.filter((tab) => tab.mayType);
  if (able.length > 0) run(world.random.pick(able));
}
function withOpen(world: World, run: (tab: Tab) => void): void {
  const open = world.tabs.filter((tab) => tab.state === "open");
  if (open.length > 0) run(world.random.pick(open));
}

function again(world: World, tab: Tab, within: number): void {
  world.clock.after(world.random.below(within), () => world.connect(tab), world);
}
function back(world: World): void {
  world.clock.after(world.random.pick([50, 1_000, 6_000]) * (0.5 + world.random.next()), () => world.storeReturns(), world);
}

const syllables = ["mo", "ra", "tide", "soup", "kin", "walk", "tea", "ben", "loch", "call"];
function wordsOf({ random }: World): string {
  return random.pick(syllables) + random.pick(syllables);
}

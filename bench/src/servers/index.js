/** The servers of a run, by name. `stores` says whether words outlive the process; `acks` whether it says "saved". */
import { peersPostgres } from "../processes/postgres.js";
import { makeScratch, removeScratch } from "../processes/scratch.js";
import { startOurs } from "./ours.js";
import { startPeer } from "./peer.js";

let databases = 0;

export const servers = {
  relay: { title: "raw relay", stores: false, start: () => startPeer({ script: "hosts/relay.js", wire: "relay" }) },
  yws: { title: "y-websocket-server", stores: false, start: () => startPeer({ script: "hosts/y-websocket.js", wire: "y-websocket" }) },
  "yws-leveldb": { title: "y-websocket-server + LevelDB", stores: true, start: startWithLevelDb },
  hp3: { title: "Hocuspocus 3", stores: false, start: () => startHocuspocus(3) },
  hp4: { title: "Hocuspocus 4", stores: false, start: () => startHocuspocus(4) },
  "hp3-pg": { title: "Hocuspocus 3 + PostgreSQL", stores: true, acks: true, start: () => startHocuspocusOnPostgres(3) },
  "hp4-pg": { title: "Hocuspocus 4 + PostgreSQL", stores: true, acks: true, start: () => startHocuspocusOnPostgres(4) },
  ours: { title: "Common Thread", stores: true, acks: true, ours: true, start: startOurs },
};

function startWithLevelDb() {
  const directory = makeScratch();
  const cleanUp = () => removeScratch(directory);
  return startPeer({ script: "hosts/y-websocket.js", wire: "y-websocket", settings: { leveldb: directory }, cleanUp });
}

const startHocuspocus = (major, more = {}) =>
  startPeer({ script: "hosts/hocuspocus.js", wire: "hocuspocus", ...more, settings: { major, ...more.settings } });

async function startHocuspocusOnPostgres(major) {
  const cluster = await peersPostgres();
  const database = `bench_${++databases}`;
  await cluster.createDatabase(database);
  return startHocuspocus(major, {
    settings: { postgres: cluster.url(database) },
    postgresPids: [cluster.pid],
    cleanUp: () => cluster.dropDatabase(database).catch(() => {}),
  });
}

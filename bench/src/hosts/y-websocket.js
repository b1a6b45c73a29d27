/** `@y/websocket-server` as its authors start it; with a LevelDB directory, every update is stored as it arrives. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { get } from "node:http";
import { sayReady, settings } from "./ready.js";

process.env.HOST = "127.0.0.1";
process.env.PORT = String(settings.port);

keepQuietAboutTwoMajors();
if (settings.leveldb) await persistIn(settings.leveldb);
await import("@y/websocket-server/server");
waitUntilItAnswers();

async function persistIn(directory) {
  const { setPersistence } = await import("@y/websocket-server/utils");
  const { LeveldbPersistence } = await import("y-leveldb");
  const Y = await import("yjs");
  const serverY = await yjsOfTheServer();
  const store = new LeveldbPersistence(directory);
  setPersistence({
    provider: store,
    async bindState(name, doc) {
      doc.on("update", (update, origin) => origin !== store && store.storeUpdate(name, update));
      const stored = await store.getYDoc(name);
      serverY.applyUpdate(doc, Y.encodeStateAsUpdate(stored), store);
    },
    async writeState() {},
  });
}

/** The server brings a Yjs of its own major; documents must be changed through that very copy. */
function yjsOfTheServer() {
  const require = createRequire(fileURLToPath(import.meta.resolve("@y/websocket-server/utils")));
  const manifest = require.resolve("yjs/package.json");
  return import(pathToFileURL(join(dirname(manifest), require(manifest).module)).href);
}

/** The store has Yjs 13, the server 14; only bytes pass between them, so the warning about two copies does not apply. */
function keepQuietAboutTwoMajors() {
  const complain = console.error;
  console.error = (...words) => String(words[0]).startsWith("Yjs was already imported") || complain(...words);
}

function waitUntilItAnswers() {
  get({ host: "127.0.0.1", port: settings.port }, (response) => {
    response.resume();
    sayReady();
  }).on("error", () => setTimeout(waitUntilItAnswers, 20));
}

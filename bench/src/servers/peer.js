/** A peer under test: its process, its address, and how to crash and revive it on the same storage. */
import { freePort } from "../processes/ports.js";
import { killChild, startHost, stopChild } from "../processes/host.js";
import { readUsage } from "../processes/usage.js";

/**
 * Starts `script` and answers the instance every scenario works with.
 * @param {{ script: string, wire: "relay" | "y-websocket" | "hocuspocus", settings?: object, postgresPids?: number[], cleanUp?: () => Promise<void> | void }} peer
 */
export async function startPeer({ script, wire, settings = {}, postgresPids = [], cleanUp = () => {} }) {
  const port = await freePort();
  let child = await startHost(script, { ...settings, port });
  return {
    usage: () => readUsage(child.pid, postgresPids),
    seat: (documentIndex) => seatAt(port, wire, `document-${documentIndex}`),
    kill: () => killChild(child),
    stopGently: () => stopChild(child),
    async restart() {
      child = await startHost(script, { ...settings, port });
    },
    async stop() {
      await stopChild(child);
      await cleanUp();
    },
  };
}

/** Where one person sits down at one document. */
function seatAt(port, wire, document) {
  const path = wire === "hocuspocus" ? "" : document;
  return { wire, document, url: `ws://127.0.0.1:${port}/${path}`, headers: {} };
}

/** The machine and the versions a run was made with; nothing that names the machine or its place. */
import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";

export function describeMachine(postgresVersion) {
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    processor: cpus()[0]?.model ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: `${type()} ${release().split("-")[0]}`,
    node: process.version,
    postgres: postgresVersion ?? null,
    peers: pinnedVersions(),
  };
}

function pinnedVersions() {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return manifest.dependencies;
}

export function describeInWords({ date, cores, processor, memoryGiB, kernel, node, postgres, peers }) {
  return (
    `${date}. ${cores} cores (${processor}), ${memoryGiB} GiB, ${kernel}, Node ${node}, ${postgres ? `PostgreSQL ${postgres} with fsync on` : "no PostgreSQL among the peers"}, all on loopback. ` +
    `Peers: @y/websocket-server ${peers["@y/websocket-server"]}, Hocuspocus ${version(peers["hocuspocus-3-server"])} and ${version(peers["hocuspocus-4-server"])}. ` +
    `Clients: yjs ${peers.yjs}, y-protocols ${peers["y-protocols"]}, ws ${peers.ws}.`
  );
}

const version = (alias) => alias.split("@").at(-1);

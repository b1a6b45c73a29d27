import type { Server, ServerOptions } from "node:http";
import type { Duplex } from "node:stream";
import type { Socket } from "node:net";

/** Connections of one address that have not asked for anything yet, at once. */
const mostSilent = 256;

/** How long Node waits: for a whole question, and for the headers of one; whoever says nothing is gone within five seconds. */
export const patience: ServerOptions = { headersTimeout: 4_000, requestTimeout: 120_000, connectionsCheckingInterval: 500 };

/**
 * Keeps half-open connections from piling up. Who has waited longest without a word goes first: honest browsers
 * speak at once, so a flood pushes out its own.
 */
export function boundSilence(server: Server): void {
  const silent = new Map<string, Set<Socket>>();
  const addresses = new WeakMap<Duplex, string>();
  const spoke = (wire: Duplex) => {
    const address = addresses.get(wire);
    if (address === undefined) return;
    addresses.delete(wire);
    const others = silent.get(address);
    others?.delete(wire as Socket);
    if (others?.size === 0) silent.delete(address);
  };
  server.on("connection", (wire) => {
    const address = wire.remoteAddress ?? "";
    const others = silent.get(address) ?? new Set();
    silent.set(address, others.add(wire));
    addresses.set(wire, address);
    wire.once("close", () => spoke(wire));
    const [oldest] = others;
    if (others.size > mostSilent && oldest) {
      spoke(oldest);
      oldest.destroy();
    }
  });
  server.prependListener("request", ({ socket }) => spoke(socket));
  server.prependListener("upgrade", (_request, wire) => spoke(wire));
}

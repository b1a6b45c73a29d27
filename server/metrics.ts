import { createServer, type Server } from "node:http";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Services } from "~/shared/services.server";
import type { Hub } from "./documents/hub";

/** Figures for Prometheus on a loopback port of their own: counts and times, never an id of a person. */
export function startMetrics({ config, log }: Pick<Services, "config" | "log">, hub: Hub): { stop: () => void } {
  if (config.metricsPort === 0) return { stop: () => {} };
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const figures = {
    documents_open: ["Live documents held in memory", () => hub.rooms.size],
    document_connections: ["People connected to live documents", () => [...hub.rooms.values()].reduce((sum, room) => sum + room.peers.size, 0)],
    document_longest_queue_bytes: ["Most that waits unread for one connection, bytes", () => Math.max(0, ...[...hub.rooms.values()].flatMap((room) => [...room.peers].map((peer) => peer.backlog)))],
    document_waiting_bytes: ["Words taken but not committed yet, bytes", () => hub.figures().waitingBytes],
    document_updates_stored_total: ["Updates committed since the start", () => hub.figures().stored],
    document_updates_refused_total: ["Updates refused since the start", () => hub.figures().refused],
    document_connections_ended_total: ["Connections shut out because a right had ended", () => hub.figures().shutOut],
  } as const;
  for (const [name, [help, read]] of Object.entries(figures)) {
    const gauge = new Gauge({
      name: `common_thread_${name}`,
      help,
      registers: [],
      collect() {
        this.set(read());
      },
    });
    registry.registerMetric(gauge);
  }
  const server: Server = createServer((request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { "Content-Type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.on("error", (error) => log.warn({ error: String(error) }, "figures are not served; choose another METRICS_PORT"));
  server.listen(config.metricsPort ?? config.port + 1, "127.0.0.1");
  server.unref();
  return { stop: () => void server.close() };
}

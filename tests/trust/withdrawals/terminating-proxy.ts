import http, { type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import https from "node:https";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { freePort } from "../../support/server";
import { certificate, key } from "./certificate";

/**
 * What stands before the product where it runs: a proxy that ends TLS, says who asked in X-Forwarded-*, and speaks
 * plain HTTP behind itself. When the product resets a socket, it resets its own side too.
 */
export async function terminatingProxy(): Promise<{ port: number; baseUrl: string; leadsTo: (port: number) => void; stop: () => Promise<void> }> {
  const port = await freePort();
  const behind = { host: "127.0.0.1", port: 0 };
  const below = new Map<number, Socket>();
  const server = https.createServer({ key, cert: certificate }, (request, response) => {
    const onward = http.request({ ...behind, method: request.method, path: request.url, headers: forwarded(request) }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  server.on("connection", (socket: Socket) => {
    const from = socket.remotePort ?? 0;
    below.set(from, socket);
    socket.once("close", () => below.delete(from));
  });
  server.on("upgrade", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const onward = connect(behind, () => {
      const lines = Object.entries(forwarded(request)).flatMap(([name, value]) => [value ?? []].flat().map((one) => `${name}: ${one}`));
      onward.write(`GET ${request.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    onward.on("error", () => below.get((client as TLSSocket).remotePort ?? 0)?.resetAndDestroy());
    onward.on("close", () => client.destroy());
    client.on("error", () => onward.destroy());
    client.on("close", () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port,
    baseUrl: `https://localhost:${port}`,
    leadsTo: (inner) => (behind.port = inner),
    stop: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections(), below.forEach((socket) => socket.destroy()))),
  };
}

function forwarded({ headers, socket }: IncomingMessage): IncomingHttpHeaders {
  return { ...headers, "x-forwarded-for": socket.remoteAddress ?? "", "x-forwarded-proto": "https", "x-forwarded-host": headers.host ?? "" };
}

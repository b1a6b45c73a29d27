import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { findSession } from "~/features/people/sessions.server";
import { tokenFrom } from "~/features/people/session-cookie";
import type { Services } from "~/shared/services.server";
import type { Crowd } from "./crowd";
import { mayOpenSocket } from "./origin";

type Handlers = {
  /** Live documents: y-websocket protocol. */
  sync(request: IncomingMessage, wire: Duplex, head: Buffer, asking: { documentId: string; sessionId: string | undefined; wantsAcknowledgements: boolean }): Promise<void>;
};

/** How long a stranger may take to be judged before the wire is cut, milliseconds. */
const patience = 5_000;

/** One router owns every socket path, so that a document that takes time to authorise keeps its connection. */
export function routeUpgrades(server: Server, { db, config, log }: Services, crowd: Crowd, handlers: Handlers): void {
  server.on("upgrade", (request, wire, head) => {
    wire.on("error", () => wire.destroy());
    // Socket.IO hears the same event and answers its own path (server/live), by this very test.
    if (request.url?.startsWith("/live/")) return;
    const late = setTimeout(() => wire.destroy(), patience);
    // Whatever cannot be asked is a no, and never the end of the process for everybody else.
    judge(request, wire, head)
      .catch((error: unknown) => {
        log.warn({ error: String(error) }, "socket could not be judged");
        refuse(wire, "503 Service Unavailable");
      })
      .finally(() => clearTimeout(late));
  });

  async function judge(request: IncomingMessage, wire: Duplex, head: Buffer): Promise<void> {
    const url = URL.canParse(request.url ?? "", "http://host") ? new URL(request.url ?? "", "http://host") : undefined;
    const documentId = url?.pathname.match(/^\/sync\/([^/]{1,64})$/)?.[1];
    if (!mayOpenSocket(request.headers, config.origins)) {
      log.warn({ kind: documentId ? "document" : "nothing", origin: request.headers.origin === undefined ? "unsaid" : "said" }, "socket from another site refused");
      return refuse(wire, "403 Forbidden");
    }
    if (!documentId || !url) return refuse(wire, "404 Not Found");
    if (!(await crowd.arrives(request))) return refuse(wire, "429 Too Many Requests");
    const session = await findSession(db, tokenFrom(config, request.headers.cookie));
    if (!session) crowd.isNobodys(request);
    else if (!crowd.isOf(wire, session.accountId)) return refuse(wire, "429 Too Many Requests");
    await handlers.sync(request, wire, head, { documentId, sessionId: session?.id, wantsAcknowledgements: url.searchParams.get("acks") === "1" });
  }
}

function refuse(wire: Duplex, status: string): void {
  wire.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

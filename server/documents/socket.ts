import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { closeCodes } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import type { Gate } from "./gate";
import type { Hub } from "./hub";
import { largestAnswer, largestFrame, largestMessage, otherBucket, updateBucket } from "./limits";
import { Peer } from "./peer";
import { isStep2, readMessage, readOnlyFrame, step1Frame, step2Frame, updateFrame, type Message } from "./wire";
import { encodeClocks } from "./claims";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type Asking = { documentId: string; sessionId: string | undefined; wantsAcknowledgements: boolean };

/** Document sockets: judged before the socket is taken, then the y-websocket protocol. */
export function createDocumentSockets(hub: Hub, gate: Gate, log: Services["log"]) {
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: largestFrame });

  return async function accept(request: IncomingMessage, wire: Duplex, head: Buffer, asking: Asking): Promise<void> {
    const verdict = await judge(asking);
    if (wire.destroyed) return;
    sockets.handleUpgrade(request, wire, head, (socket) => {
      socket.on("error", () => {});
      if (typeof verdict === "number") return socket.close(verdict);
      socket.pause();
      begin(socket, wire, asking, verdict).catch((error: unknown) => {
        log.warn({ error: String(error) }, "document could not be opened");
        socket.resume();
        socket.close(1013);
      });
    });
  };

  /** The judgement, or the code to close with: not found for what may not be seen. */
  async function judge({ documentId, sessionId }: Asking) {
    if (!sessionId) return closeCodes.signedOut;
    if (!uuid.test(documentId)) return closeCodes.notFound;
    try {
      return (await gate.open(documentId, sessionId)) ?? closeCodes.notFound;
    } catch (error) {
      log.warn({ error: String(error) }, "document could not be judged");
      return 1013;
    }
  }

  async function begin(socket: WebSocket, wire: Duplex, asking: Asking, judgement: NonNullable<Awaited<ReturnType<Gate["open"]>>>) {
    const room = await hub.roomFor(asking.documentId, judgement);
    const peer = new Peer(room, judgement, asking.sessionId ?? "", asking.wantsAcknowledgements, socket, wire);
    const updates = updateBucket();
    const others = otherBucket();
    socket.on("close", () => hub.leave(peer));
    socket.on("message", (data: RawData) => {
      if (peer.ended) return;
      const bytes = data as Buffer;
      if (bytes.byteLength > (isStep2(bytes) ? largestAnswer : largestMessage)) return peer.cut(closeCodes.tooLarge);
      let message: Message;
      try {
        message = readMessage(bytes);
      } catch {
        return peer.cut(closeCodes.refused);
      }
      const bucket = message.kind === "update" ? updates : others;
      const wait = bucket.take();
      if (wait > 0) {
        if (bucket === others) return peer.cut(closeCodes.tooFast);
        peer.pause("rate");
        setTimeout(() => peer.resume("rate"), wait).unref();
      }
      try {
        hear(peer, message);
      } catch (error) {
        // One person's bytes never end the process for everybody.
        log.error({ document: room.documentId, account: peer.accountId, error: String(error) }, "message could not be taken");
        peer.cut(closeCodes.refused);
      }
    });
    if (socket.readyState !== socket.OPEN) return hub.leave(peer);
    hub.join(peer);
    if (peer.level === "write") hub.answer(peer, () => peer.send(step1Frame(encodeClocks(room.clocks))));
    else peer.send(readOnlyFrame("read only"));
    hub.tellPresence(peer);
    socket.resume();
  }

  function hear(peer: Peer, message: Message): void {
    switch (message.kind) {
      case "step1":
        return hub.answer(peer, () => {
          const [first, ...rest] = peer.room.since(message.stateVector);
          peer.sentSeq = peer.room.seq;
          if (first) peer.send(step2Frame(first));
          for (const more of rest) peer.send(updateFrame(more));
        });
      case "step2":
      case "update": {
        const refused = hub.take(peer, message.update, message.kind === "update" ? 1 : 0);
        if (refused) peer.cut(refused === "read only" ? closeCodes.ended : closeCodes.refused);
        return;
      }
      case "awareness":
        return hub.hearPresence(peer, message.entries);
      case "queryAwareness":
        return hub.tellPresence(peer);
      case "unknown":
        return peer.cut(closeCodes.refused);
    }
  }
}

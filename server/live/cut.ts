import type { Socket } from "socket.io";

/** Bytes a reader may leave unread; a page that was cut comes back and asks its loader, which is all a notice says. */
export const mostUnread = 1024 * 1024;

const handedOver = ({ conn }: Socket) => (conn.transport as unknown as { socket?: { bufferedAmount: number } }).socket?.bufferedAmount ?? 0;

/** Ends a socket. Where something still waits unread, by a TCP reset: a polite close would stand in line behind it. */
export function cut(socket: Socket): void {
  const drained = handedOver(socket) === 0 && socket.conn.transport.writable;
  if (drained) socket.disconnect(true);
  else socket.request.socket.resetAndDestroy();
}

/** Engine.IO keeps what a paused reader does not take, without end; here the end is `mostUnread` ([R16]). */
export function cutWhenSlow(socket: Socket): void {
  const { conn } = socket;
  let waiting = 0;
  conn.on("flush", () => (waiting = 0));
  conn.on("packetCreate", ({ data }: { data?: string | ArrayBufferView }) => {
    waiting += typeof data === "string" ? data.length : (data?.byteLength ?? 0);
    if (waiting + handedOver(socket) > mostUnread) cut(socket);
  });
}

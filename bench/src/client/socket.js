/** A plain WebSocket with what the bench reads from it: bytes on the wire and why it ended. */
import WebSocket from "ws";

export function openSocket({ url, headers }) {
  return new WebSocket(url, { headers, perMessageDeflate: false, handshakeTimeout: 20_000, maxPayload: 256 * 1024 * 1024 });
}

/** Bytes of TCP payload so far, WebSocket framing included. */
export const bytesOf = (socket) => ({ out: socket._socket?.bytesWritten ?? 0, in: socket._socket?.bytesRead ?? 0 });

/**
 * Stops parsing what arrives: bytes are counted by the kernel and dropped, so that the server, not the
 * load generator, is what saturates. Calls `ended(code)` with the close code if the last bytes hold one.
 */
export function stopListening(socket, ended) {
  const stream = socket._socket;
  let last = Buffer.alloc(0);
  stream.removeAllListeners("data");
  stream.on("data", (chunk) => (last = chunk));
  stream.once("close", () => ended(closeCodeIn(last)));
  stream.resume();
}

/** The close code of a frame that ends `bytes`, or 1006 when the connection just broke. */
export function closeCodeIn(bytes) {
  for (let at = Math.max(0, bytes.length - 127); at < bytes.length - 3; at++) {
    const isCloseAtTheEnd = bytes[at] === 0x88 && bytes[at + 1] === bytes.length - at - 2;
    if (isCloseAtTheEnd) return bytes.readUInt16BE(at + 2);
  }
  return 1006;
}

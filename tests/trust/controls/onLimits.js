/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["realtime", "onLimits"];

export const controls = [
  { name: "notices are kept without end for whoever does not read", file: "server/live/cut.ts", from: "> mostUnread) cut(socket);", to: "> mostUnread) return;" },
  { name: "handshakes are answered without end", file: "server/documents/socket.ts", from: "if (bucket === others) return peer.cut(closeCodes.tooFast);", to: "" },
  { name: "a message may be as large as it likes", file: "server/documents/socket.ts", from: "if (bytes.byteLength > (isStep2(bytes) ? largestAnswer : largestMessage)) return peer.cut(closeCodes.tooLarge);", to: "" },
];

/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["realtime", "onReturn"];

export const controls = [
  { name: "who closes the page may not finish their words", file: "server/documents/hub.ts", from: "if (this.intake.isWriting(peer)) peer.room.leaving.add(peer);\n    else this.forget(peer);", to: "if (this.intake.isWriting(peer)) peer.room.leaving.add(peer);\n    this.forget(peer);" },
  { name: "what was typed while away may be no longer than one paste", file: "server/documents/socket.ts", from: "isStep2(bytes) ? largestAnswer : largestMessage", to: "largestMessage" },
];

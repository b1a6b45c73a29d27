/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. It reads the sources as they stand. */
export const suite = ["trust", "trust/simulation"];

const control = (name, file, from, to) => ({ name, file: `server/documents/${file}.ts`, from, to, build: false });

export const controls = [
  control("words are acknowledged as they come in", "intake", "else this.queue.add(piece);", "else this.queue.add(piece);\n    peer.committed += counts;\n    peer.acknowledge();"),
  control("words are shown before they are stored", "hub", "for (const { peer } of pieces) {", "for (const { peer, data } of pieces) {\n      for (const reader of peer.room.peers) if (reader !== peer) reader.show(peer.room.seq, updateFrame(data));"),
  control("nobody asks whether a reader was judged since", "peer", "isJudgedSince(clientGeneration: number, staffGeneration: number): boolean {", "isJudgedSince(clientGeneration: number, staffGeneration: number): boolean {\n    if (this.until) return true;"),
  control("a batch is stored twice", "queue", "this.tell(batch, results);", "this.tell(batch, results);\n        await this.gate.append(batch.map(({ peer, data, claim }) => ({ connectionId: peer.connectionId, data, newWriter: claim.newWriter })));"),
  control("who may only read hands in words", "intake", 'if (peer.level !== "write") {', 'if (peer.level === "none") {'),
  control("a fold loses what was written meanwhile", "room", "this.tail = this.tail.filter((row) => row.seq > seq);", "this.tail = [];"),
  control("an older form takes the place of a newer one", "room", "if (seq < this.snapshotSeq) return;", ""),
  control("what waits for another connection is taken out of its order", "intake", "if (peer.deferred.length > 0) peer.deferred.push(one);\n        else if", "if"),
  control("words held for a connection that ended are never let go", "hub", 'if (peer.held) this.setHeldApart(peer, "connection had ended");', ""),
  control("whoever comes is told at once who is there", "hub", "this.momentary.tellAll(peer);", "const all = this.presence.all(peer.room);\n    if (all) peer.send(all);"),
  control("rows stored unheard are never read", "hub", "void this.missed.before(seq, room, peer.connectionId);", ""),
  control("words given up are taken for not stored", "hub", "if (held.some(({ wasTried }) => wasTried)) void", "if (held.length < 0) void"),
  control("judging again is a new look each time", "judging", "answer ?? (await", "(await"),
  control("whoever is shut out stays", "judging", 'if (!now || now.level === "none") return this.outcomes.shutOut(peer, closeCodes.ended);', 'if (!now || now.level === "none") return;'),
  control("what was put off goes out with an older answer", "judging", "if (!this.waiting.has(peer)) this.outcomes", "this.outcomes"),
  control("a lost notification is never made up for", "rounds", "setInterval(() => void this.go(), recheckEvery)", "setInterval(() => {}, recheckEvery)"),
  control("a slow reader's own words count for everybody's", "hub", "if (!peer.lagging && peer.waiting.length === 0) peer.sentSeq", "peer.sentSeq"),
  control("two connections of one person speak at once", "intake", " || this.spokenElsewhere(peer, claim.reaches)", ""),
];

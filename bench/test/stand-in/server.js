/** The smallest server that keeps the contract for outside harnesses, to test the bench's adapter: an append-only file, no Yjs. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocketServer } from "ws";
import * as Y from "yjs";

const { PORT, HOST, DATA_DIR } = process.env;
const origin = `http://${HOST}:${PORT}`;
const log = join(DATA_DIR, "updates.log");
const rooms = new Map();
const shutOut = new Set();

if (existsSync(log)) for (const line of readFileSync(log, "utf8").split("\n").filter(Boolean)) remember(...line.split(" "));

const server = createServer((request, response) => {
  if (request.url === "/readyz") return response.end("ready");
  if (request.headers.cookie?.startsWith("person=") && request.url === "/today") return response.end("<h1>Today</h1>");
  if (request.method === "POST" && request.headers.origin === origin) return withdraw(request.url.split("/")[2], response);
  response.writeHead(404).end();
});
const sockets = new WebSocketServer({ server });

sockets.on("connection", (socket, request) => {
  const id = request.url.match(/^\/sync\/([\w-]+)\?acks=1$/)?.[1];
  const person = Number(request.headers.cookie?.split("=")[1]);
  if (request.headers.origin !== origin || !id || Number.isNaN(person)) return socket.close(4404);
  const organisation = person % 2;
  if (shutOut.has(`${id}/${organisation}`)) return socket.close(4403);
  const room = roomOf(id);
  Object.assign(socket, { organisation, sent: 0 });
  room.sockets.add(socket);
  socket.on("message", (data) => receive(room, id, socket, data));
  socket.on("close", () => room.sockets.delete(socket));
});

function receive(room, id, socket, data) {
  const decoder = decoding.createDecoder(data);
  if (decoding.readVarUint(decoder) !== 0) return;
  const step = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (step === 0) return socket.send(sync(1, room.state()));
  appendFileSync(log, `${id} ${Buffer.from(body).toString("base64")}\n`);
  room.updates.push(body);
  for (const other of room.sockets) if (other !== socket) other.send(sync(2, body));
  socket.send(encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 4);
    encoding.writeVarUint(encoder, ++socket.sent);
  }));
}

function withdraw(id, response) {
  shutOut.add(`${id}/1`);
  for (const socket of roomOf(id).sockets) if (socket.organisation === 1) socket._socket.resetAndDestroy();
  response.writeHead(302, { Location: "/" }).end();
}

function roomOf(id) {
  if (!rooms.has(id)) {
    const room = { updates: [], sockets: new Set(), state: () => Y.mergeUpdates([new Uint8Array([0, 0]), ...room.updates]) };
    rooms.set(id, room);
  }
  return rooms.get(id);
}

function remember(id, base64) {
  roomOf(id).updates.push(Buffer.from(base64, "base64"));
}

const sync = (step, body) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, body);
  });

server.listen(Number(PORT), HOST);
process.on("SIGTERM", () => process.exit(0));

/** The limit of the machine: every frame goes to the others in its document, unread and unstored. */
import { WebSocketServer } from "ws";
import { sayReady, settings } from "./ready.js";

const rooms = new Map();

const server = new WebSocketServer({ port: settings.port, host: "127.0.0.1", perMessageDeflate: false }, sayReady);

server.on("connection", (socket, request) => {
  const room = roomOf(request.url);
  room.add(socket);
  socket.on("message", (frame) => {
    for (const other of room) if (other !== socket) other.send(frame);
  });
  socket.on("close", () => room.delete(socket));
  socket.on("error", () => socket.terminate());
});

function roomOf(url) {
  if (!rooms.has(url)) rooms.set(url, new Set());
  return rooms.get(url);
}

/** A server that cannot take part in this run, and why; the others go on. */
export class ServerMissing extends Error {
  code = "SERVER_MISSING";
}

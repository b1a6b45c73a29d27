import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** Of the question postgres 3.4.9 asks about array types. */
const driversOwn = "typcategory";

/** ErrorResponse, as an administrator's restart says it. */
function goodbye(): Buffer {
  const fields = Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0");
  const head = Buffer.from("E\0\0\0\0");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/**
 * A TCP relay between the server and PostgreSQL, to stand where no code of ours stands: it holds back what
 * PostgreSQL answers, or cuts every connection with its answers unread.
 */
export async function heldBack(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const pairs = new Set<{ near: Socket; far: Socket; kept: Buffer[] }>();
  let holding = false;
  let stillborn = 0;
  let isSilent = false;
  const relay = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const pair = { near, far, kept: [] as Buffer[] };
    pairs.add(pair);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
    near.on("data", (bytes) => {
      if (stillborn === 0 || !bytes.includes(driversOwn)) return void far.write(bytes);
      stillborn -= 1;
      if (isSilent) near.destroy();
      else near.end(goodbye());
    });
    far.on("data", (bytes) => (holding ? pair.kept.push(bytes) : near.write(bytes)));
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.port = String((relay.address() as AddressInfo).port);
  return {
    url: url.href,
    /** From now on PostgreSQL's answers stay here. */
    hold: () => void (holding = true),
    letGo: () => {
      holding = false;
      for (const { near, kept } of pairs) for (const bytes of kept.splice(0)) near.write(bytes);
    },
    /** The next so many new connections end, with a goodbye or without a word, at the question the driver asks on each before any of ours. */
    endAtBirth: (many: number, how: "with a goodbye" | "without a word") => {
      stillborn = many;
      isSilent = how === "without a word";
    },
    /** How many of them were not opened yet. */
    unborn: () => stillborn,
    /** Ends every connection; what was held back is never heard. */
    cut: () => {
      holding = false;
      for (const { near, far } of pairs) {
        near.resetAndDestroy();
        far.destroy();
      }
    },
    close: async () => {
      for (const { near, far } of pairs) [near, far].forEach((socket) => socket.destroy());
      await new Promise((resolve) => relay.close(resolve));
    },
  };
}
export type HeldBack = Awaited<ReturnType<typeof heldBack>>;

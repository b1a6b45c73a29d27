import type { IncomingMessage } from "node:http";
import type { Server, Socket } from "socket.io";
import type { Services } from "~/shared/services.server";
import type { Crowd } from "../crowd";
import { Bucket } from "../documents/limits";
import { mayOpenSocket } from "../origin";

/** How often one connection may ask to be let in; an honest page asks once. */
const mostTries = 3;
/** What an open page says: a few topics to watch, and now and then others. */
const askedBySecond = 20;
const askedAtOnce = 200;

/** The door of /live: from our own pages, not too many of them, none that asks without end. */
export function createDoor({ config, log }: Pick<Services, "config" | "log">, crowd: Crowd) {
  const tries = new WeakMap<IncomingMessage, number>();

  async function admits(request: IncomingMessage): Promise<boolean> {
    return mayOpenSocket(request.headers, config.origins) && crowd.arrives(request);
  }

  return {
    allowRequest(request: IncomingMessage, answer: (error: null, ok: boolean) => void): void {
      admits(request).then(
        (ok) => answer(null, ok),
        () => answer(null, false),
      );
    },
    /** Who keeps asking costs a question to the database each time. */
    asksTooOften({ request }: Socket): boolean {
      const asked = (tries.get(request) ?? 0) + 1;
      tries.set(request, asked);
      if (asked > mostTries) request.socket.destroy();
      return asked > mostTries;
    },
    /** Whose socket it is. @returns false when there is nobody, or they hold too many */
    lets(socket: Socket, accountId: string | undefined): boolean {
      if (accountId === undefined) crowd.isNobodys(socket.request);
      return accountId !== undefined && crowd.isOf(socket.request.socket, accountId);
    },
    watchOver(io: Server): void {
      io.engine.on("connection_error", ({ code }: { code: number }) => log.warn({ kind: "notices", code }, "socket refused"));
      io.on("connection", (socket) => {
        const bucket = new Bucket(askedBySecond, askedAtOnce);
        socket.use((_event, next) => {
          if (bucket.take() > 0) return void socket.disconnect(true);
          next();
        });
      });
    },
  };
}

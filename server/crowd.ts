import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Config } from "~/shared/config";
import type { Services } from "~/shared/services.server";

/** How long a socket may live before somebody is behind it, milliseconds. */
export const strangersLive = 5_000;
/** Sockets of one address nobody is behind yet, at once. A whole office comes back at once after a restart. */
const mostUnknown = 300;
/** Sockets of one address a minute that turned out to be nobody's. */
const mostTurnedAway = 600;

/** Places under a key, at most so many of each. */
export class Places {
  private readonly taken = new Map<string, number>();
  constructor(readonly most: number) {}

  /** @returns how to give the place back, or undefined when all are taken */
  take(key: string): (() => void) | undefined {
    const before = this.taken.get(key) ?? 0;
    if (before >= this.most) return undefined;
    this.taken.set(key, before + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const left = (this.taken.get(key) ?? 1) - 1;
      if (left > 0) this.taken.set(key, left);
      else this.taken.delete(key);
    };
  }
}

/**
 * Who is at the sockets' door (ASVS 2.4.1, 13.1.2): a stranger is gone after five seconds whatever they do or leave
 * undone, an address holds only so many strangers, an account only so many sockets. What one floods, others still use.
 */
export function createCrowd({ config, log }: Pick<Services, "config" | "log">) {
  const unknown = new Places(mostUnknown);
  const known = new Places(config.socketsPerPerson);
  const turnedAway = new RateLimiterMemory({ points: mostTurnedAway, duration: 60 });
  const strangers = new WeakMap<Duplex, () => void>();
  const told = new Map<string, number>();

  /** Once in ten seconds each: a flood must not fill the log either. */
  function tell(why: string) {
    if (Date.now() - (told.get(why) ?? 0) < 10_000) return;
    told.set(why, Date.now());
    log.warn({ why }, "sockets refused for their number");
  }

  return {
    /** Somebody asks for a socket. @returns false when their address has too many questions open */
    async arrives(request: IncomingMessage): Promise<boolean> {
      const wire = request.socket;
      const address = addressOf(request, config);
      const leave = ((await turnedAway.get(address))?.consumedPoints ?? 0) <= mostTurnedAway ? unknown.take(address) : undefined;
      if (!leave || wire.destroyed) {
        leave?.();
        if (!wire.destroyed) tell("address");
        return false;
      }
      const late = setTimeout(() => wire.destroy(), strangersLive);
      const settle = () => {
        clearTimeout(late);
        leave();
      };
      strangers.set(wire, settle);
      wire.once("close", settle);
      return true;
    },
    /** It is this account's. @returns false when the account has too many already; then it stays a stranger's */
    isOf(wire: Duplex, accountId: string): boolean {
      const leave = known.take(accountId);
      if (!leave) tell("account");
      else {
        strangers.get(wire)?.();
        if (wire.destroyed) leave();
        else wire.once("close", leave);
      }
      return leave !== undefined;
    },
    /** Nobody is behind it. */
    isNobodys(request: IncomingMessage): void {
      turnedAway.consume(addressOf(request, config)).catch(() => {});
    },
  };
}
export type Crowd = ReturnType<typeof createCrowd>;

/** The address a socket comes from: behind trusted proxies the one the outermost of them saw. */
export function addressOf(request: IncomingMessage, { trustProxy }: Pick<Config, "trustProxy">): string {
  const forwarded = trustProxy > 0 ? String(request.headers["x-forwarded-for"] ?? "").split(",").map((one) => one.trim()).filter(Boolean) : [];
  return forwarded.at(-trustProxy) ?? forwarded[0] ?? request.socket.remoteAddress ?? "";
}

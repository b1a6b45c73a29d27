import { io, type Socket } from "socket.io-client";
import { addStep, addWords, changeClient } from "~/features/case-notes/commands.server";
import { changeOrganisation } from "~/features/people/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Notice } from "~/shared/realtime";
import type { Database } from "~db/client";
import { eventually } from "../../support/wait";

/** A browser's socket of notices, with everything it ever heard. */
export class Listener {
  readonly heard: Notice[] = [];

  private constructor(readonly socket: Socket) {
    socket.on("notice", (notice: Notice) => this.heard.push(notice));
  }

  /** @returns nothing when it is turned away */
  static async connect(baseUrl: string, cookie: string | undefined): Promise<Listener | undefined> {
    const socket = io(baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { ...(cookie ? { Cookie: cookie } : {}), Origin: baseUrl } });
    const listener = new Listener(socket);
    const connected = await new Promise<boolean>((resolve) => socket.once("connect", () => resolve(true)).once("connect_error", () => resolve(false)));
    return connected ? listener : undefined;
  }

  ask(event: string, said: unknown): Promise<unknown> {
    return this.socket.timeout(45_000).emitWithAck(event, said);
  }

  until(condition: () => boolean, what: string): Promise<void> {
    return eventually(condition, what);
  }
}

type About = { clientId: string; noteId: string };
let turn = 0;

/** Acts by those who hold a case, each with the kind of activity it is told as. */
export const sayThat = {
  words: async (db: Database, by: Actor, { clientId }: About) => {
    await withActor(db, by, (trx) => addWords(trx, by, clientId, { words: "Was here" }));
    return "client.words";
  },
  details: async (db: Database, by: Actor, { clientId }: About) => {
    await withActor(db, by, (trx) => changeClient(trx, by, clientId, { interpreter: `Gaelic ${++turn}` }));
    return "client.changed";
  },
  step: async (db: Database, by: Actor, { clientId, noteId }: About) => {
    await withActor(db, by, (trx) => addStep(trx, by, { clientId, noteId, sectionClass: "shared_plan", words: "Ring them" }));
    return "step.added";
  },
  /** Something every colleague hears of, after which nothing said before can still be on its way. */
  everybody: (db: Database, by: Actor, organisationId: string) =>
    withActor(db, by, (trx) => changeOrganisation(trx, by, organisationId, { name: "Shore Advice Centre", kind: "third_sector", area: `Shore ${++turn}` })),
};

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { askForVoices, decide, giveVoice, propose, type NewProposal } from "~/features/relationships/decisions/commands.server";
import { decisionPage } from "~/features/relationships/decisions/reading.server";
import type { Actor } from "~/shared/actor";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { houseOfTies } from "../ties/scene";

/** What tests of decisions do again and again, with the live words as they really are. */
export function houseOfDecisions() {
  const t = houseOfTies();
  const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-decisions-"));
  const made: { live?: ReturnType<typeof createDocuments> } = {};
  beforeAll(() => {
    made.live = createDocuments({ pool: t.house.pool, words: t.house.pool }, createLog({ ...readConfig({ DATA_DIR: dataDir }), logLevel: "silent" }));
  });
  afterAll(async () => {
    await made.live?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const live = () => {
    if (!made.live) throw new Error("The live words were asked for before they began.");
    return made.live;
  };
  const page = (actor: Actor, id: string) => t.as(actor, (trx) => decisionPage(trx, actor, live().documents, id));
  return {
    t,
    live,
    page,
    /** Bashir's Food Hub puts it forward, and names Harbour and the practice. */
    proposed: (more: Partial<NewProposal> = {}, by: Actor = t.cast.bashir) =>
      t.as(by, (trx) => propose(trx, by, { title: "One way to send people", summary: "Ring first, then send.", named: [t.cast.organisations.harbour, t.cast.organisations.practice], ...more })).then(({ decisionId }) => decisionId),
    asked: async (id: string, by: Actor = t.cast.bashir) => {
      const { decision } = await page(by, id);
      await t.as(by, (trx) => askForVoices(trx, by, live().documents, id, { version: decision.version }));
      return decision.version + 1;
    },
    says: (actor: Actor, id: string, voice: string, version: number, line = "") => t.as(actor, (trx) => giveVoice(trx, actor, id, { voice, line, version })),
    decides: (actor: Actor, id: string, version: number) => t.as(actor, (trx) => decide(trx, actor, id, { version })),
    empties: () => t.house.admin`truncate decision, inbox_item cascade`,
  };
}

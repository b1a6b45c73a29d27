import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import type { Documents } from "~/shared/services.server";
import { askForVoices, decide, giveVoice, nameOrganisation, rewordProposal, takeBackToWriting, unnameOrganisation, withdrawProposal } from "./commands.server";

/** Does what a form of a proposal says. @returns where to go @throws not_found, not_allowed, wrong_entry, conflict */
export async function actOnDecision(trx: Database, actor: Actor, documents: Documents, decisionId: string, field: (name: string) => string): Promise<string> {
  const seen = { version: Number(field("version")), line: field("line") };
  const done = (word: string) => `/decisions/${decisionId}?done=${word}`;
  switch (field("intent")) {
    case "word":
      await rewordProposal(trx, actor, decisionId, { title: field("title"), summary: field("summary") });
      return done("worded");
    case "name":
      await nameOrganisation(trx, actor, decisionId, field("organisationId"));
      return done("named");
    case "unname":
      await unnameOrganisation(trx, actor, decisionId, field("organisationId"));
      return done("unnamed");
    case "ask":
      await askForVoices(trx, actor, documents, decisionId, seen);
      return done("asked");
    case "rewrite":
      await takeBackToWriting(trx, actor, decisionId, seen);
      return done("rewritten");
    case "voice":
      await giveVoice(trx, actor, decisionId, { ...seen, voice: field("voice"), organisationId: field("organisationId") });
      return done("voiced");
    case "decide":
      await decide(trx, actor, decisionId, seen);
      return done("decided");
    case "withdraw":
      await withdrawProposal(trx, actor, decisionId, seen);
      return done("withdrawn");
    default:
      return notFound();
  }
}

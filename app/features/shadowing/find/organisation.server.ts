import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { dayAt } from "~/shared/zoned";
import { canShadow } from "../policy";
import { whomToAsk } from "./ask.server";
import { findPlace, noFilter } from "./filter";
import { daysFor, type DayCard } from "./reads.server";

const shown = 3;

export type OrganisationDays = { organisationId: string; cards: DayCard[]; hasMore: boolean; hasHosts: boolean };

/** The next days of one organisation, and whether somebody there can be asked; nothing for whoever may not come along. */
export async function daysOfOrganisation(trx: Database, actor: Actor, organisationId: string): Promise<OrganisationDays | undefined> {
  if (!canShadow(actor)) return undefined;
  const now = new Date();
  const { cards, hasMore } = await daysFor(trx, actor, { ...noFilter, organisation: organisationId }, findPlace(new URLSearchParams(), dayAt(now)), now);
  const { hosts } = await whomToAsk(trx, actor, { post: "", organisation: organisationId });
  return { organisationId, cards: cards.slice(0, shown), hasMore: hasMore || cards.length > shown, hasHosts: hosts.length > 0 };
}

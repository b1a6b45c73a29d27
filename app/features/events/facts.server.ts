import type { Database } from "~db/client";
import { isId } from "~/shared/ids";
import { lineOf, wrong } from "../gaps/access.server";
import { births, isAudience, type Birth } from "./words";

/** What an event is, in somebody's words. */
export type EventFacts = {
  title: string;
  purpose?: string | undefined;
  forRoles?: readonly string[] | undefined;
  place?: string | undefined;
  access?: string | undefined;
  desk?: string | undefined;
  /** How many can come; none: as many as like. */
  capacity?: number | null | undefined;
};
export type Born = { kind: string; gapId?: string | undefined; organisationId?: string | undefined; otherId?: string | undefined };

/** @throws wrong_entry beside the field that is wrong */
export function factsOf({ title, purpose = "", forRoles = [], place = "", access = "", desk = "", capacity = null }: EventFacts) {
  const line = (words: string, field: string, most: number, paragraphs = false) => lineOf(words, { field, most, sentence: "", mayBeEmpty: true, paragraphs });
  const roles = [...new Set(forRoles)];
  if (!roles.every(isAudience)) throw wrong("forRoles", "Choose from the list, or leave it open to everybody.");
  if (capacity !== null && (!Number.isInteger(capacity) || capacity < 1 || capacity > 500)) throw wrong("capacity", "Write how many can come, from 1 to 500, or leave it empty.");
  return {
    title: lineOf(title, { field: "title", most: 120, sentence: "Say in a few words what it is." }),
    purpose: line(purpose, "purpose", 400, true),
    for_roles: roles,
    place_words: line(place, "place", 200),
    access_words: line(access, "access", 300, true),
    desk_words: line(desk, "desk", 200),
    capacity,
  };
}

/** What an event was born from. @throws wrong_entry beside `born` */
export async function bornOf(trx: Database, born: Born | undefined) {
  if (!born) return {};
  const { kind, gapId, organisationId, otherId } = born;
  const organisations = [organisationId, otherId].filter((id) => id !== undefined);
  const whole = (Object.hasOwn(births, kind) && { gap: gapId && organisations.length === 0, tie: !gapId && organisations.length === 2 && organisationId !== otherId, declines: !gapId && organisationId }[kind as Birth]) || false;
  if (!whole || !(await areThere(trx, "gap", gapId ? [gapId] : [])) || !(await areThere(trx, "organisation", organisations))) throw wrong("born", "Choose what it comes from: a gap, or organisations of the directory.");
  return { born_kind: kind, born_gap_id: gapId ?? null, born_organisation_id: organisationId ?? null, born_other_id: otherId ?? null };
}

async function areThere(trx: Database, table: "gap" | "organisation", ids: string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  if (!ids.every(isId)) return false;
  const found = await trx.selectFrom(table).where("id", "in", ids).select("id").execute();
  return found.length === ids.length;
}

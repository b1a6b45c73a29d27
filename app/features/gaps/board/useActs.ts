import { useState } from "react";
import { copyText } from "~/kit/copyText";
import { useAnnounce } from "~/kit/LiveRegion";
import { useUndo } from "~/kit/UndoToast";
import type { GapCard } from "../cards.server";
import { places, type Column, type Place } from "../words";
import { hasWrongFields, type ActAnswer, type Intent } from "./acts";
import type { Asking } from "./Dialogs";
import type { useBoard } from "./useBoard";

type Fields = Record<string, string | undefined>;

/**
 * What people do with cards: one way for mouse, touch, keyboard and menu. It shows at once, is settled by the answer,
 * says what it did, and can be undone.
 */
export function useActs(board: ReturnType<typeof useBoard>, me: string, focusCard: (id: string, column?: string) => void) {
  const announce = useAnnounce();
  const undo = useUndo();
  const [asking, setAsking] = useState<Asking>();

  /** Focus is on the moved card before it is said where it went. */
  async function does(card: GapCard, intent: Intent, fields: Fields, expected: Partial<GapCard>, done: (now: GapCard) => string): Promise<ActAnswer> {
    if (expected.place && expected.place !== "resting") focusCard(card.id, expected.place);
    const answer = await board.does(card, intent, fields, expected);
    const now = answer.card;
    if (answer.ok && now) announce(done(now));
    else if (answer.sentence && !hasWrongFields(answer)) announce(answer.sentence);
    if (now && now.place !== (expected.place ?? card.place) && now.place !== "resting") focusCard(card.id, now.place);
    return answer;
  }

  const placed = (to: Place): Partial<GapCard> => ({ place: to, why: null, ...(to === "resting" ? {} : { movedAt: board.onTopOf(to) }) });

  async function move(card: GapCard, to: Place, fields: Fields = {}): Promise<ActAnswer> {
    const intent = to === "met" ? "meet" : "move";
    const answer = await does(card, intent, { to, version: String(card.version), ...fields }, placed(to), () => `Moved to ${places[to].title}.`);
    if (answer.ok && answer.card) offerWayBack(answer.card, card.place, `Moved to ${places[to].title}.`);
    return answer;
  }

  function offerWayBack(now: GapCard, to: Place, words: string) {
    undo.offer({ words, onUndo: () => void does(now, "move", { to, version: String(now.version), undo: "yes" }, placed(to), () => `Back in ${places[to].title}.`) });
  }

  async function seeToo(card: GapCard, fields: Fields = {}): Promise<ActAnswer> {
    const answer = await does(card, "join", fields, { people: card.people + 1, joiners: [...card.joiners, me] }, saidOf(card));
    const now = answer.card;
    if (answer.ok && now) undo.offer({ words: saidOf(card)(now), onUndo: () => void takeBack(now) });
    return answer;
  }

  async function takeBack(card: GapCard): Promise<void> {
    await does(card, "take-back", {}, { people: Math.max(card.people - 1, 0), joiners: card.joiners.filter((one) => one !== me) }, () => "Taken back.");
  }

  async function takeLead(card: GapCard): Promise<void> {
    const moves = card.place !== "working" && card.place !== "met";
    const words = "You have the lead.";
    const answer = await does(card, "take", { role: "lead" }, moves ? placed("working") : {}, () => words);
    const now = answer.card;
    if (!answer.ok || !now) return;
    undo.offer({ words, onUndo: () => void stepBack(now, card.place) });
  }

  async function stepBack(card: GapCard, before: Place): Promise<void> {
    const answer = await does(card, "step-back", { role: "lead" }, {}, () => "You have stepped back.");
    const now = answer.card;
    if (answer.ok && now && now.place !== before) await does(now, "move", { to: before, version: String(now.version), undo: "yes" }, placed(before), () => `You have stepped back. It is in ${places[before].title} again.`);
  }

  function moveTo(card: GapCard, to: Place): void {
    if (to === "met") setAsking({ kind: "meet", card });
    else if (to === "resting") setAsking({ kind: "rest", card });
    else void move(card, to);
  }

  async function copyLink(card: GapCard): Promise<void> {
    const link = new URL(`/gaps/${card.id}`, location.href).href;
    const words = (await copyText(link)) ? "Link copied." : "The link could not be copied. Open the gap and copy its address.";
    announce(words);
    undo.offer({ words });
  }

  return {
    undo,
    /** After reviving on the shelf, which led here. */
    offerRest: (card: GapCard) => offerWayBack(card, "resting", "Revived."),
    asking,
    leave: () => setAsking(undefined),
    answer({ kind, card }: Asking, fields: Fields): Promise<ActAnswer> {
      // An empty line says nothing about the one that was written before.
      if (kind === "join") return board.does(card, "join", { ...fields, line: fields["line"] || undefined }, {});
      return move(card, kind === "meet" ? "met" : "resting", fields);
    },
    takeBack: (card: GapCard) => void takeBack(card),
    seeToo: (card: GapCard) => void seeToo(card),
    tellMore: (card: GapCard) => setAsking({ kind: "join", card }),
    moveTo,
    moveById(id: string, to: Column) {
      const card = board.card(id);
      if (card) moveTo(card, to);
    },
    takeLead: (card: GapCard) => void takeLead(card),
    copyLink: (card: GapCard) => void copyLink(card),
  };
}

/** What joining did: it may have moved the card on. */
const saidOf = (before: GapCard) => (now: GapCard) => (now.place === before.place ? "You see this too." : `You see this too. Moved to ${places[now.place].title}.`);

import type { BoardPage, ChangedCards, Counts, GapCard } from "../cards.server";
import { columns, isColumn, type Column, type Place } from "../words";
import { cardsAtOnce } from "./amounts";

/** Where a column was read to; cards further down are not on the page. */
type Mark = { movedAt: string; id: string };

/** The board as one page has it. What others did never moves a card that somebody has a hand on: it waits here. */
export type BoardState = {
  /** As the server last answered, by id. */
  cards: ReadonlyMap<string, GapCard>;
  counts: Counts;
  /** Where each column was read to; none once all of it was. */
  marks: Partial<Record<Column, Mark>>;
  /** Own acts that the server has not answered yet, shown as if it had. */
  doing: ReadonlyMap<string, GapCard>;
  waiting: { cards: ReadonlyMap<string, GapCard | undefined>; counts: Counts | undefined };
  /** Cards that others have just changed. */
  tinted: ReadonlySet<string>;
  /** What a card has to say to whoever lost a race. */
  notes: ReadonlyMap<string, string>;
};

export type BoardEvent =
  | { type: "read"; page: BoardPage; /** Cards that were heard of or acted on while the page was on its way: it may be older than they are. */ recent?: readonly string[] }
  | { type: "more"; column: Column; cards: GapCard[] }
  | { type: "heard"; changed: ChangedCards; held: boolean }
  | { type: "shown" }
  | { type: "faded"; ids: readonly string[] }
  | { type: "does"; card: GapCard }
  | { type: "settled"; id: string; card: GapCard | undefined; note?: string | undefined };

export function boardFrom(page: BoardPage): BoardState {
  return {
    cards: new Map(page.columns.flatMap(({ cards }) => cards.map((card) => [card.id, card] as const))),
    counts: { ...(Object.fromEntries(page.columns.map(({ id, count }) => [id, count])) as Record<Column, number>), resting: page.resting },
    marks: Object.fromEntries(page.columns.flatMap(({ id, cards, count }) => (count > cards.length ? [[id, markOf(cards)]] : []))) as BoardState["marks"],
    doing: new Map(),
    waiting: nothingWaits,
    tinted: new Set(),
    notes: new Map(),
  };
}

/** A page read afresh. Own acts on their way outlive it, and so does what is newer than it may be. */
function readAgain(state: BoardState, page: BoardPage, recent: readonly string[]): BoardState {
  const fresh = boardFrom(page);
  const cards = new Map(fresh.cards);
  for (const id of recent) {
    const ours = state.cards.get(id);
    if (ours) cards.set(id, ours);
    else cards.delete(id);
  }
  return { ...fresh, cards, doing: state.doing, notes: state.notes };
}

const nothingWaits: BoardState["waiting"] = { cards: new Map(), counts: undefined };
const markOf = (cards: readonly GapCard[]): Mark | undefined => cards.at(-1);

export function changed(state: BoardState, event: BoardEvent): BoardState {
  switch (event.type) {
    case "read":
      return readAgain(state, event.page, event.recent ?? []);
    case "more":
      return withMore(state, event.column, event.cards);
    case "heard":
      return event.held ? wait(state, event.changed) : showAll(wait(state, event.changed));
    case "shown":
      return showAll(state);
    case "faded":
      return { ...state, tinted: new Set([...state.tinted].filter((id) => !event.ids.includes(id))) };
    case "does":
      return { ...state, doing: new Map(state.doing).set(event.card.id, event.card), notes: without(state.notes, event.card.id) };
    case "settled":
      return settle(state, event);
  }
}

/** A column's cards as they are shown: whoever moved last on top, like a page that is read afresh. */
export function cardsOf(state: BoardState, column: Column): GapCard[] {
  return [...state.cards.values()]
    .map((card) => state.doing.get(card.id) ?? card)
    .filter((card) => card.place === column)
    .sort(newestFirst);
}

/** A place's count with own acts that are on their way in it. */
export function countOf(state: BoardState, place: Place): number {
  let count = state.counts[place];
  for (const [id, card] of state.doing) {
    const from = state.cards.get(id)?.place;
    if (from === card.place) continue;
    if (card.place === place) count += 1;
    if (from === place) count -= 1;
  }
  return Math.max(count, 0);
}

export const cardIn = (state: BoardState, id: string): GapCard | undefined => state.doing.get(id) ?? state.cards.get(id);

function newestFirst(one: Mark, other: Mark): number {
  return Date.parse(other.movedAt) - Date.parse(one.movedAt) || (one.id < other.id ? 1 : -1);
}

/** A card below what was read of its column is not on the page, or *Show more* would pass over those between. */
function isOnPage({ marks }: BoardState, card: GapCard): boolean {
  if (!isColumn(card.place)) return false;
  const mark = marks[card.place];
  return mark === undefined || newestFirst(card, mark) <= 0;
}

function withMore(state: BoardState, column: Column, cards: GapCard[]): BoardState {
  const all = new Map(state.cards);
  for (const card of cards) all.set(card.id, card);
  const mark = cards.length < cardsAtOnce ? undefined : markOf(cards);
  return { ...state, cards: all, marks: { ...state.marks, [column]: mark } };
}

/** Of what was heard, what is not on the page already: own acts come back as notices too. */
function newsIn(state: BoardState, cards: readonly GapCard[], gone: readonly string[]): Map<string, GapCard | undefined> {
  const news = new Map<string, GapCard | undefined>();
  for (const card of cards) {
    const shown = state.cards.get(card.id);
    if (shown ? !isSame(shown, card) && shown.version <= card.version : isOnPage(state, card)) news.set(card.id, card);
  }
  for (const id of gone) if (state.cards.has(id)) news.set(id, undefined);
  return news;
}

const isSame = (one: GapCard, other: GapCard) => JSON.stringify(one) === JSON.stringify(other);

function wait(state: BoardState, { cards, gone, counts }: ChangedCards): BoardState {
  const all = new Map([...state.waiting.cards, ...newsIn(state, cards, gone)]);
  // What somebody undid meanwhile is no change any more.
  for (const card of cards) {
    const shown = state.cards.get(card.id);
    if (shown && isSame(shown, card)) all.delete(card.id);
  }
  if (all.size === 0) return { ...state, counts, waiting: nothingWaits };
  return { ...state, waiting: { cards: all, counts } };
}

function showAll(state: BoardState): BoardState {
  const { cards: news, counts } = state.waiting;
  if (news.size === 0) return state;
  const cards = new Map(state.cards);
  const tinted = new Set(state.tinted);
  for (const [id, card] of news) {
    if (!card) cards.delete(id);
    else if (isOnPage(state, card) || cards.has(id)) {
      cards.set(id, card);
      tinted.add(id);
    }
  }
  return { ...state, cards, counts: counts ?? state.counts, tinted, waiting: nothingWaits };
}

/** The server has answered an own act: what it says now stands, and what waited about this card is older. */
function settle(state: BoardState, { id, card, note }: { id: string; card: GapCard | undefined; note?: string | undefined }): BoardState {
  const before = state.cards.get(id);
  const cards = new Map(state.cards);
  const counts = { ...state.counts };
  if (card) {
    cards.set(id, card);
    if (before && before.place !== card.place) {
      counts[before.place] -= 1;
      counts[card.place] += 1;
    }
  }
  const notes = note === undefined ? without(state.notes, id) : new Map(state.notes).set(id, note);
  return { ...state, cards, counts, notes, doing: without(state.doing, id), waiting: { ...state.waiting, cards: without(state.waiting.cards, id) } };
}

function without<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
  if (!map.has(id)) return map;
  const rest = new Map(map);
  rest.delete(id);
  return rest;
}

export const columnIds = Object.keys(columns) as Column[];

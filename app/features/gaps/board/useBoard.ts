import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import type { BoardFilter, BoardPage, ChangedCards, GapCard } from "../cards.server";
import type { Column } from "../words";
import { act, hasWrongFields, type ActAnswer, type Intent } from "./acts";
import { askedAtOnce } from "./amounts";
import { boardFrom, cardIn, cardsOf, changed, type BoardState } from "./state";

type Options = { page: BoardPage; /** When it was read. */ now: string; filter: BoardFilter; isHeld: () => boolean };

/** How long a card that others changed stays tinted, milliseconds; the design's 3 seconds. */
const tintedFor = 3_000;
/** A whole page may be on its way for so long, and then be older than what was heard since. */
const recentFor = 15_000;

/**
 * The board of an open page: what the server said, own acts at once, and what others did as soon as nobody has a hand
 * on it. @returns the state and the ways to change it
 */
export function useBoard({ page, now, filter, isHeld }: Options) {
  const [state, dispatch] = useReducer(changed, page, boardFrom);
  const [updatedAt, setUpdatedAt] = useState(now);
  useFading(state, (ids) => dispatch({ type: "faded", ids }));

  const query = queryOf(filter);
  const looking = useLooking(query, (news) => {
    setUpdatedAt(new Date().toISOString());
    dispatch({ type: "heard", changed: news, held: isHeld() });
  });

  const shown = useRef({ page, query });
  useLayoutEffect(() => {
    if (shown.current.page === page) return;
    const recent = looking.recent();
    // With another filter nothing that was there says anything about what is.
    dispatch({ type: "read", page, recent: shown.current.query === query ? recent : [] });
    shown.current = { page, query };
    setUpdatedAt(now);
    looking.ask(recent);
  }, [page, query, now, looking]);

  async function does(card: GapCard, intent: Intent, fields: Record<string, string | undefined>, expected: Partial<GapCard>): Promise<ActAnswer> {
    dispatch({ type: "does", card: { ...card, ...expected } });
    looking.begin(card.id);
    const answer = await act(card.id, intent, fields);
    dispatch({ type: "settled", id: card.id, card: answer.card, note: answer.ok || hasWrongFields(answer) ? undefined : answer.sentence });
    looking.end(card.id);
    return answer;
  }

  async function more(column: Column): Promise<boolean> {
    const mark = state.marks[column];
    if (!mark) return true;
    const answer = await readJson<{ cards: GapCard[] }>(`/gaps/cards?${query}&${new URLSearchParams({ place: column, movedAt: mark.movedAt, after: mark.id })}`);
    if (answer) dispatch({ type: "more", column, cards: answer.cards });
    return answer !== undefined;
  }

  return {
    state,
    updatedAt,
    look: looking.ask,
    show: () => dispatch({ type: "shown" }),
    does,
    more,
    /** On top of where it goes, like a card that was just moved. */
    onTopOf: (column: Column) => new Date(Math.max(Date.now(), ...cardsOf(state, column).slice(0, 1).map((card) => Date.parse(card.movedAt) + 1))).toISOString(),
    card: (id: string) => cardIn(state, id),
  };
}

/**
 * Asks for cards that changed, one question at a time. An answer that was on its way while somebody here did something
 * to a card may be older than that act, so this card is asked for again.
 */
function useLooking(query: string, hear: (news: ChangedCards) => void) {
  const latest = useRef({ query, hear });
  useEffect(() => {
    latest.current = { query, hear };
  });
  const [looking] = useState(() => {
    const wanted = new Set<string>();
    const doing = new Map<string, number>();
    const touched = new Set<string>();
    const lately = new Map<string, number>();
    let asking = false;
    async function ask(): Promise<void> {
      if (asking) return;
      const ids = [...wanted].filter((id) => !doing.has(id)).slice(0, askedAtOnce);
      if (ids.length === 0) return;
      asking = true;
      touched.clear();
      for (const id of ids) wanted.delete(id);
      const asked = latest.current.query;
      const news = await readJson<ChangedCards>(`/gaps/cards?${asked}&ids=${ids.join(",")}`);
      asking = false;
      if (news && asked === latest.current.query) {
        for (const id of touched) wanted.add(id);
        latest.current.hear({ ...news, cards: news.cards.filter((card) => !touched.has(card.id)), gone: news.gone.filter((id) => !touched.has(id)) });
      }
      await ask();
    }
    return {
      ask(ids: Iterable<string>) {
        for (const id of ids) {
          wanted.add(id);
          lately.set(id, Date.now());
        }
        void ask();
      },
      /** Cards that were heard of or acted on a moment ago. */
      recent(): string[] {
        for (const [id, at] of lately) if (Date.now() - at > recentFor) lately.delete(id);
        return [...lately.keys()];
      },
      begin(id: string) {
        doing.set(id, (doing.get(id) ?? 0) + 1);
        touched.add(id);
      },
      end(id: string) {
        const left = (doing.get(id) ?? 1) - 1;
        if (left > 0) doing.set(id, left);
        else doing.delete(id);
        touched.add(id);
        lately.set(id, Date.now());
        void ask();
      },
    };
  });
  return looking;
}

function useFading({ tinted }: BoardState, fade: (ids: string[]) => void) {
  const latest = useRef(fade);
  useEffect(() => {
    latest.current = fade;
  });
  useEffect(() => {
    if (tinted.size === 0) return;
    const timer = setTimeout(() => latest.current([...tinted]), tintedFor);
    return () => clearTimeout(timer);
  }, [tinted]);
}

const queryOf = (filter: BoardFilter) => new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== "")).toString();

/** Nothing when nobody answers, or answers with something else: the page that stands is better than an error. */
async function readJson<T>(url: string): Promise<T | undefined> {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    if (!response.ok || !response.headers.get("Content-Type")?.includes("json")) return undefined;
    return (await response.json()) as T;
  } catch {
    return undefined;
  }
}

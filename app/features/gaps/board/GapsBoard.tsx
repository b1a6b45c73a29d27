import { useEffect, useRef, useState } from "react";
import { Board, type BoardHandle } from "~/kit/board/Board";
import { ChangesPill } from "~/kit/board/ChangesPill";
import type { Held } from "~/kit/board/held";
import { Button } from "~/kit/Button";
import { useAnnounce } from "~/kit/LiveRegion";
import { UndoToast } from "~/kit/UndoToast";
import { useOnline } from "~/kit/useOnline";
import type { GapCard } from "../cards.server";
import { columns, type Column } from "../words";
import { countWords } from "./amounts";
import { AskingDialog } from "./Dialogs";
import { GapFace } from "./GapFace";
import { cardsOf, columnIds, countOf } from "./state";
import { useActs } from "./useActs";
import type { useBoard } from "./useBoard";
import { shortly } from "./words-of-card";

export interface GapsBoardProps {
  board: ReturnType<typeof useBoard>;
  held: Held;
  me: string;
  now: string;
  chosen: Column;
  onChoose: (column: Column) => void;
  hrefOf: (column: string) => string;
  /** Where a form without scripts comes back to. */
  back: string;
  /** A card that was just posted or revived. */
  focusOn?: string | undefined;
  isRevived?: boolean | undefined;
}

/** The columns, what one can do with a card in them, and what others did meanwhile. */
export function GapsBoard({ board, held, me, now, chosen, onChoose, hrefOf, back, focusOn, isRevived }: GapsBoardProps) {
  const { state } = board;
  const handle = useRef<BoardHandle>(null);
  const online = useOnline();
  const acts = useActs(board, me, (id, column) => handle.current?.focusCard(id, column));
  const revived = isRevived && focusOn ? board.card(focusOn) : undefined;
  const offerRest = useRef(acts.offerRest);
  useEffect(() => {
    if (focusOn) handle.current?.focusCard(focusOn);
    if (revived) offerRest.current(revived);
    // As the page opens, once.
    // eslint-disable-next-line react/exhaustive-deps
  }, [focusOn]);
  const waiting = state.waiting.cards.size;
  const words = `${waiting} ${waiting === 1 ? "change" : "changes"} from others`;
  const asList = (column: Column) => ({
    id: column,
    title: columns[column].title,
    meaning: columns[column].meaning,
    count: countWords(countOf(state, column)),
    cards: cardsOf(state, column),
    more: state.marks[column] ? <ShowMore column={column} onMore={board.more} /> : null,
  });
  return (
    <>
      <ChangesPill count={waiting} words={words} action="show" shownWords="Shown." onShow={board.show} />
      <Board<GapCard>
        ref={handle}
        label="Columns"
        columns={columnIds.map(asList)}
        cardKey={(card) => card.id}
        cardLabel={(card) => shortly(card.sentence)}
        renderCard={(card, tools) => <GapFace card={card} tools={tools} acts={acts} joined={card.joiners.includes(me)} note={state.notes.get(card.id)} now={now} back={back} isDisabled={!online} />}
        onMove={(id, column) => acts.moveById(id, column as Column)}
        tinted={state.tinted}
        chosen={chosen}
        onChoose={(column) => onChoose(column as Column)}
        hrefOf={hrefOf}
        emptyWords="Nothing here yet."
        isDisabled={!online}
        held={held}
      />
      <UndoToast undo={acts.undo} />
      <AskingDialog asking={acts.asking} onClose={acts.leave} onAnswer={acts.answer} onTakeBack={acts.takeBack} />
    </>
  );
}

function ShowMore({ column, onMore }: { column: Column; onMore: (column: Column) => Promise<boolean> }) {
  const [pending, setPending] = useState(false);
  const announce = useAnnounce();
  async function more() {
    setPending(true);
    const got = await onMore(column);
    setPending(false);
    announce(got ? `More of ${columns[column].title} is shown.` : "The rest could not be fetched. Try again.");
  }
  return (
    <Button wide isPending={pending} pendingLabel="Getting more…" onPress={() => void more()}>
      Show more
    </Button>
  );
}

import { useState } from "react";
import { useNavigate } from "react-router";
import { useHeld } from "~/kit/board/held";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import type { BoardFilter, BoardPage as Page } from "../cards.server";
import type { Column } from "../words";
import { addressOf, type BoardView } from "./address";
import styles from "./board.module.css";
import { Filters } from "./Filters";
import { GapsBoard } from "./GapsBoard";
import { LiveLine } from "./LiveLine";
import type { Posted } from "./posted";
import { PostedLine } from "./PostedLine";
import { useBoard } from "./useBoard";
import { useWatched } from "./useWatched";

export interface BoardPageProps {
  page: Page;
  filter: BoardFilter;
  view: BoardView;
  areas: readonly { id: string; name: string }[];
  me: string;
  now: string;
  /** For whoever comes from posting. */
  posted: Posted | undefined;
  /** A card that was just posted or revived. */
  focusOn: string | undefined;
}

/** The board with its filters, kept true while it is open. */
export function BoardPage({ page, filter, view, areas, me, now, posted, focusOn }: BoardPageProps) {
  const held = useHeld({ onFree: () => board.show() });
  const board = useBoard({ page, now, filter, isHeld: held.isHeld });
  const watched = useWatched({ look: board.look, isBusy: held.isHeld });
  const [chosen, choose] = useChosen(filter, view);
  const { counts, cards } = board.state;
  const isEmpty = cards.size === 0 && counts.resting === 0;
  return (
    <>
      {posted ? <PostedLine posted={posted} /> : null}
      <div className={styles.filters}>
        <Filters filter={filter} view={{ ...view, column: chosen }} areas={areas} resting={counts.resting} />
        <LiveLine watched={watched} updatedAt={board.updatedAt} />
      </div>
      {isEmpty ? <NoGaps isFiltered={Object.values(filter).some(Boolean)} /> : null}
      <GapsBoard board={board} held={held} me={me} now={board.updatedAt} chosen={chosen} onChoose={choose} hrefOf={(column) => addressOf(filter, { column: column as Column })} back={addressOf(filter, { column: chosen })} focusOn={focusOn} isRevived={!posted} />
    </>
  );
}

function NoGaps({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <EmptyState title="No gaps like that">Choose another area, need or group, or all of them.</EmptyState>;
  return (
    <EmptyState title="No gaps posted here yet" action={<LinkButton to="/gaps/new">Post a gap</LinkButton>}>
      If you said “there is nothing for that” this week, post it.
    </EmptyState>
  );
}

/** The column a phone shows; in the address, so that it can be shared and comes back. */
function useChosen(filter: BoardFilter, view: BoardView): [Column, (column: Column) => void] {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(view.column);
  return [
    chosen,
    (column) => {
      setChosen(column);
      void navigate(addressOf(filter, { column }), { replace: true, preventScrollReset: true });
    },
  ];
}

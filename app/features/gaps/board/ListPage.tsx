import { holdingProps, useHeld } from "~/kit/board/held";
import type { BoardFilter, GapCard } from "../cards.server";
import type { BoardView } from "./address";
import styles from "./board.module.css";
import { Filters } from "./Filters";
import { GapsTable } from "./GapsTable";
import { LiveLine } from "./LiveLine";
import { useWatched } from "./useWatched";

export interface ListPageProps {
  list: { cards: readonly GapCard[]; more: boolean; resting: number };
  filter: BoardFilter;
  view: BoardView;
  areas: readonly { id: string; name: string }[];
  now: string;
}

/** Gaps as a list. Rows hold still while somebody has a hand on them, then the page is asked again. */
export function ListPage({ list, filter, view, areas, now }: ListPageProps) {
  const held = useHeld();
  const watched = useWatched({ isBusy: held.isHeld });
  return (
    <>
      <div className={styles.filters}>
        <Filters filter={filter} view={view} areas={areas} resting={list.resting} />
        <LiveLine watched={watched} updatedAt={now} />
      </div>
      <div {...holdingProps(held)}>
        <GapsTable cards={list.cards} more={list.more} filter={filter} view={view} now={now} />
      </div>
    </>
  );
}

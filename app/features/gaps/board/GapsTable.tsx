import { Link } from "react-router";
import { Pager } from "~/features/case-notes/components/Pager";
import { EmptyState } from "~/kit/EmptyState";
import { Table, type Column as TableColumn } from "~/kit/Table";
import { Tag } from "~/kit/Tag";
import type { BoardFilter, GapCard } from "../cards.server";
import { needs, places, type Place } from "../words";
import { addressOf, type BoardView } from "./address";
import { gapsOnPage } from "./amounts";
import styles from "./board.module.css";
import { ageWords, areaWords, peopleWords } from "./words-of-card";

type Props = { cards: readonly GapCard[]; more: boolean; filter: BoardFilter; view: BoardView; now: string };

/** The same gaps as rows: sorted and paged by links, so that it works everywhere and can be shared. */
export function GapsTable({ cards, more, filter, view, now }: Props) {
  const to = (change: Partial<BoardView>) => addressOf(filter, { ...view, page: 1, ...change });
  return (
    <>
      <Narrowing view={view} to={to} />
      <Table caption="Gaps" columns={columnsOf(view, to, now)} rows={cards} rowKey={(card) => card.id} empty={<EmptyState title="No gaps like that">Choose another area, need or group, or all of them.</EmptyState>} />
      <Pager previous={view.page > 1 ? to({ page: view.page - 1 }) : undefined} next={more ? to({ page: view.page + 1 }) : undefined} words={{ previous: `Previous ${gapsOnPage}`, next: `Next ${gapsOnPage}` }} />
    </>
  );
}

function columnsOf(view: BoardView, to: (change: Partial<BoardView>) => string, now: string): TableColumn<GapCard>[] {
  return [
    {
      key: "sentence",
      label: "Gap",
      isRowHeader: true,
      cell: (card) => (
        <span className={styles.voice}>
          <Link to={`/gaps/${card.id}`}>{card.sentence}</Link>
        </span>
      ),
    },
    { key: "area", label: "Area", cell: areaWords },
    { key: "need", label: "About", cell: (card) => needs[card.need] },
    { key: "place", label: "Where it stands", cell: (card) => <Standing card={card} /> },
    { key: "people", label: "Who sees it", cell: (card) => `${peopleWords(card.people)}, ${card.organisations === 1 ? "1 organisation" : `${card.organisations} organisations`}` },
    { key: "lead", label: "Lead", cell: (card) => card.lead?.name ?? card.lead?.organisation ?? "Nobody yet" },
    {
      key: "moved",
      label: "Moved",
      sort: view.sort === "newest" ? "descending" : view.sort === "oldest" ? "ascending" : undefined,
      head: <Link to={to({ sort: view.sort === "newest" ? "oldest" : "newest" })}>Moved{view.sort === "newest" ? " ↓" : view.sort === "oldest" ? " ↑" : ""}</Link>,
      cell: (card) => ageWords(card.movedAt, now),
    },
  ];
}

function Standing({ card }: { card: GapCard }) {
  return (
    <>
      {places[card.place].title}
      {card.askedStillTrue ? <> <Tag tone="needs">Still true?</Tag></> : null}
      {card.flagged ? <> <Tag tone="info">Being checked</Tag></> : null}
    </>
  );
}

/** Which column's, and in which order: what the table's heads cannot say on a phone. */
function Narrowing({ view, to }: { view: BoardView; to: (change: Partial<BoardView>) => string }) {
  const all: readonly (Place | "")[] = ["", ...(Object.keys(places) as Place[])];
  return (
    <nav aria-label="Which gaps" className={styles.narrowing}>
      <ul className={styles.tabs}>
        {all.map((place) => (
          <li key={place}>
            <Link to={to({ place })} aria-current={view.place === place ? "true" : undefined}>
              {place ? places[place].title : "All of them"}
            </Link>
          </li>
        ))}
        <li>
          <Link to={to({ sort: view.sort === "quietest" ? "newest" : "quietest", place: "" })} aria-current={view.sort === "quietest" ? "true" : undefined}>
            Longest quiet first
          </Link>
        </li>
      </ul>
    </nav>
  );
}

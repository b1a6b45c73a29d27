import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Tag } from "~/kit/Tag";
import { useHydrated } from "~/kit/useHydrated";
import { severity } from "../signs";
import type { Chosen } from "./chosen";
import styles from "./map.module.css";
import type { MapNode, MapTie, TieMap } from "./map.server";
import { lineWords, thinSigns, tieWords, unsaid } from "./words";

type Props = { map: TieMap; chosen: Chosen; onChoose: (chosen: Chosen) => void };

/** The twin of the map: the same facts as words. What is chosen here is chosen there. */
export function TieList({ map, chosen, onChoose }: Props) {
  const byId = new Map(map.nodes.map((node) => [node.id, node]));
  const centre = byId.get(map.centreId);
  const spokes = map.ties.flatMap((tie) => {
    const there = byId.get(tie.oneId === map.centreId ? tie.otherId : tie.otherId === map.centreId ? tie.oneId : "");
    return there ? [{ tie, there }] : [];
  });
  const among = map.ties.filter((tie) => tie.oneId !== map.centreId && tie.otherId !== map.centreId);
  if (!centre) return null;
  return (
    <div className={styles.lists}>
      <Card as="section" title={`Ties of ${centre.name}`} flush>
        <ul className={styles.list}>
          {spokes.toSorted((one, other) => needOf(one.tie) - needOf(other.tie) || one.there.name.localeCompare(other.there.name, "en")).map(({ tie, there }) => (
            <Spoke key={tie.id} tie={tie} there={there} centreId={map.centreId} isChosen={chosen.organisation === there.id} onChoose={() => onChoose({ organisation: there.id, tie: tie.id })} />
          ))}
        </ul>
      </Card>
      {map.left > 0 ? <p className={styles.quiet}>And {map.left} more that have no room on a map. Its page has them all.</p> : null}
      {among.length > 0 ? (
        <Card as="section" title="Among themselves" flush>
          <ul className={styles.list}>
            {among.map((tie) => (
              <Row key={tie.id} isChosen={chosen.tie === tie.id} onChoose={() => onChoose({ tie: tie.id })} name={tieWords(byId.get(tie.oneId)?.name ?? "", byId.get(tie.otherId)?.name ?? "", tie.lines)}>
                <Link to={`/directory/ties/${tie.id}`} className={styles.more} aria-label={`The tie of ${byId.get(tie.oneId)?.name} and ${byId.get(tie.otherId)?.name}`}>
                  The tie
                </Link>
              </Row>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}

/** What most needs somebody comes first, in the order of how ties stand (signs.ts). */
function needOf({ thin }: MapTie): number {
  return Math.min(...thin.map((sign) => severity.indexOf(sign)), severity.length);
}

function Spoke({ tie, there, centreId, isChosen, onChoose }: { tie: MapTie; there: MapNode; centreId: string; isChosen: boolean; onChoose: () => void }) {
  const does = tie.lines.map((line) => lineWords(line, centreId));
  return (
    <Row isChosen={isChosen} onChoose={onChoose} name={there.name}>
      <p className={styles.does}>
        {does.length > 0 ? does.join(", ") : unsaid.word.toLowerCase()}
        {tie.purpose ? ` · ${tie.purpose}` : ""}
      </p>
      {tie.thin.map((sign) => (
        <Tag key={sign} tone="needs">
          {thinSigns[sign]}
        </Tag>
      ))}
      <div className={styles.ways}>
        <Link to={`/directory/ties/${tie.id}`} className={styles.more} aria-label={`The tie with ${there.name}`}>
          The tie
        </Link>
        <Link to={`/directory/map?organisation=${there.id}`} className={styles.more} aria-label={`Put ${there.name} in the middle`}>
          Put in the middle
        </Link>
      </div>
    </Row>
  );
}

/** One line of the list. Before scripts there is nothing to choose with, and nothing is lost: the words are all here. */
function Row({ isChosen, onChoose, name, children }: { isChosen: boolean; onChoose: () => void; name: string; children: ReactNode }) {
  const row = useRef<HTMLLIElement>(null);
  const isHydrated = useHydrated();
  useEffect(() => {
    if (isChosen && row.current) bringInSight(row.current);
  }, [isChosen]);
  return (
    <li ref={row} className={styles.row} data-chosen={isChosen || undefined}>
      {isHydrated ? (
        <button type="button" className={styles.name} aria-pressed={isChosen} onClick={onChoose}>
          {name}
        </button>
      ) : (
        <p className={styles.name}>{name}</p>
      )}
      {children}
    </li>
  );
}

/** Scrolls the list alone, never the page: the map stays under the hand. */
function bringInSight(row: HTMLElement): void {
  const list = row.closest("[data-scrolls]");
  if (!list) return;
  const [its, lists] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollBy({ top: Math.min(0, its.top - lists.top - 8) || Math.max(0, its.bottom - lists.bottom + 8) });
}

import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { Button } from "~/kit/Button";
import { holdingProps } from "~/kit/board/held";
import { useHydrated } from "~/kit/useHydrated";
import { useAnnounce } from "~/kit/LiveRegion";
import { useStill } from "../../inbox/useStill";
import { lineKinds, type TieLineKind } from "../words";
import type { Chosen } from "./chosen";
import styles from "./map.module.css";
import type { TieMap } from "./map.server";
import { TieList } from "./TieList";
import { dashes, unsaid } from "./words";

/** The drawing and its library; never part of the first route. Without it there is the list. */
const TieCanvas = lazy(() => import("./TieCanvas").catch(() => ({ default: NotLoaded })));

/**
 * The list and the map side by side; on a phone the list, and the map for whoever asks. Neither is laid out anew under a
 * hand: what came meanwhile is shown when it has gone.
 */
export function TieMapView({ map: fresh }: { map: TieMap }) {
  const { shown: map, held } = useStill(fresh);
  const [chosen, setChosen] = useState<Chosen>({});
  const [asked, setAsked] = useState(false);
  const isHydrated = useHydrated();
  const isWide = useWide();
  const announce = useAnnounce();
  const isDrawn = isHydrated && (isWide || asked);
  const choose = (next: Chosen) => {
    setChosen(next);
    const name = map.nodes.find(({ id }) => id === next.organisation)?.name;
    if (name) announce(`${name} is chosen, on the map and in the list.`);
  };
  return (
    <div className={styles.frame} {...holdingProps(held)}>
      <div className={styles.side} data-scrolls>
        {isHydrated && !isWide ? (
          <div>
            <Button aria-expanded={asked} onPress={() => setAsked(!asked)}>
              {asked ? "Put the map away" : "Show the map"}
            </Button>
          </div>
        ) : null}
        {isDrawn && !isWide ? <Drawing map={map} chosen={chosen} onChoose={choose} /> : null}
        <TieList map={map} chosen={chosen} onChoose={choose} />
      </div>
      {isDrawn && isWide ? <Drawing map={map} chosen={chosen} onChoose={choose} /> : <div className={styles.toCome} />}
    </div>
  );
}

function Drawing(props: { map: TieMap; chosen: Chosen; onChoose: (chosen: Chosen) => void }) {
  return (
    <section className={styles.drawing} aria-label="Map">
      <div className={styles.canvas}>
        <Suspense fallback={<p className={styles.waits}>Drawing the map…</p>}>
          <TieCanvas {...props} />
        </Suspense>
      </div>
      <Key />
    </section>
  );
}

/** Which dash says what. */
function Key() {
  return (
    <ul className={styles.key} aria-label="Kinds of lines">
      {(Object.keys(lineKinds) as TieLineKind[]).map((kind) => (
        <li key={kind}>
          <svg viewBox="0 0 44 8" width="44" height="8" aria-hidden="true">
            <path d="M0 4 H44" data-kind={kind} strokeDasharray={dashes[kind]} />
          </svg>
          {lineKinds[kind]}
        </li>
      ))}
      <li>
        <svg viewBox="0 0 44 8" width="44" height="8" aria-hidden="true">
          <path d="M0 4 H44" data-kind="unsaid" />
        </svg>
        {unsaid.word}
      </li>
    </ul>
  );
}

function NotLoaded() {
  return <p className={styles.waits}>The map could not be loaded. The list says everything that is on it.</p>;
}

const wide = "(min-width: 64em)";

/** Whether there is room for both; on the server, and on a phone, the list comes first. */
const useWide = (): boolean => useSyncExternalStore(whenWidthChanges, () => matchMedia(wide).matches, () => false);

function whenWidthChanges(changed: () => void): () => void {
  const query = matchMedia(wide);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

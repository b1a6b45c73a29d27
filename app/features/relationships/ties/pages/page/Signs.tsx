import { Link } from "react-router";
import { ownToName } from "../said";
import styles from "../ties.module.css";
import type { InsideView, TieView } from "./tie-view.server";

/** How it stands, in words: what, why, and one thing to do. Both sides read the same; each names its own holders. */
export function Signs({ view: { sides }, inside: { signs } }: { view: TieView; inside: InsideView }) {
  return (
    <section aria-labelledby="stands" className={styles.stack}>
      <h2 id="stands">How it stands</h2>
      {signs.length === 0 ? <p>It stands well: held by more than one on each side, and in touch as usual.</p> : null}
      {signs.length > 0 ? (
        <ul className={styles.plain}>
          {signs.map((sign) => {
            const side = sides.find(({ id }) => id === sign.sideId);
            const isTheirs = ownToName.has(sign.kind) && side !== undefined && !side.mayName;
            return (
              <li key={`${sign.kind}-${sign.sideId}-${sign.why}`} className={styles.sign}>
                <h3 className={styles.signTitle}>{sign.title}</h3>
                <p>{sign.why}</p>
                <p className={styles.step}>{isTheirs ? <>Next: {side.name} names its own. Ask them when you are next in touch.</> : <Link to={sign.stepTo}>{sign.step}</Link>}</p>
              </li>
            );
          })}
        </ul>
      ) : null}
    </section>
  );
}

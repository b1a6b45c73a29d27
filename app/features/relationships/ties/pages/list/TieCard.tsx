import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Tag } from "~/kit/Tag";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { agoWords } from "../../../../gaps/asks/words";
import type { SignWords } from "../../../signs";
import { tieStates } from "../../../words";
import { ownToName, stateTones } from "../said";
import styles from "../ties.module.css";
import type { TieCardRow } from "./ties-list.server";

/** One tie in a list: with whom, who holds it, and how it stands. */
export function TieCard({ tie, now, mayNameAll }: { tie: TieCardRow; now: string; mayNameAll: boolean }) {
  const { id, title, purpose, state, forYou, proposedBy, lastContactAt, sides, own, signs } = tie;
  const [first, ...others] = signs;
  const mayDo = ({ kind, sideId }: SignWords) => !ownToName.has(kind) || mayNameAll || (sideId !== null && own.includes(sideId));
  return (
    <Card as="li" stripe={forYou || first ? "gorse" : "pine"} className={styles.tie}>
      <div className={styles.about}>
        <div className={styles.inline}>
          <h2 className={styles.name}>
            <Link to={`/directory/ties/${id}`}>{title}</Link>
          </h2>
          {state === "held" ? null : <Tag tone={stateTones[state]}>{tieStates[state]}</Tag>}
        </div>
        {purpose ? <p className={styles.voice}>{purpose}</p> : null}
        <p className={styles.quiet}>
          {sides.map((side) => (
            <span key={side} className={styles.side}>
              {side}.{" "}
            </span>
          ))}
          {lastContactAt ? `Last in touch ${agoWords(lastContactAt, now)}.` : state === "held" ? "Nothing is written down yet." : ""}
        </p>
        {state === "proposed" ? (
          <p>
            {proposedBy} proposed it.{" "}
            {forYou ? (
              <Link to={`/directory/ties/${id}`}>
                Answer<VisuallyHidden> about {title}</VisuallyHidden>
              </Link>
            ) : null}
          </p>
        ) : null}
        {state === "held" && !first ? <p className={styles.quiet}>It stands well.</p> : null}
      </div>
      {first ? (
        <div className={styles.about}>
          <div className={styles.sign}>
            <p className={styles.signTitle}>{first.title}</p>
            <p>{first.why}</p>
            <Step sign={first} title={title} mayDo={mayDo(first)} tieId={id} />
          </div>
          {others.length > 0 ? (
            <ul className={styles.plain}>
              {others.map((sign) => (
                <li key={`${sign.kind}-${sign.sideId}-${sign.why}`}>
                  <strong>{sign.title}.</strong> {sign.why} <Step sign={sign} title={title} mayDo={mayDo(sign)} tieId={id} />
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </Card>
  );
}

/** The one thing to do next; what the other side does itself leads to who they are. */
function Step({ sign, title, mayDo, tieId }: { sign: SignWords; title: string; mayDo: boolean; tieId: string }) {
  return (
    <span className={styles.step}>
      <Link to={mayDo ? sign.stepTo : `/directory/ties/${tieId}#holders`}>
        {mayDo ? sign.step : "Ask them to name somebody"}
        <VisuallyHidden>, {title}</VisuallyHidden>
      </Link>
    </span>
  );
}

import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { lineWords } from "../map/words";
import { holdWords } from "../ties/pages/said";
import { tieStates } from "../words";
import styles from "./organisation.module.css";
import type { OrganisationTies, TieOf } from "./organisation.server";

type Props = { organisation: { id: string; name: string }; of: OrganisationTies };

/** The one thing to do on an organisation's page: one's own tie with it, or proposing one. */
export function OwnTie({ organisation: { id }, of: { ownTie, abilities } }: Props) {
  if (abilities.propose) return <LinkButton to={`/directory/ties/new?with=${id}`} variant="primary">Propose a tie</LinkButton>;
  return ownTie ? <LinkButton to={`/directory/ties/${ownTie.id}`} variant="primary">Your tie with them</LinkButton> : null;
}

/** With whom an organisation has a tie, in outline. */
export function TiesOf({ organisation: { id, name }, of: { ties, count, isOwn } }: Props) {
  return (
    <Card as="section" title="Ties">
      <div className={styles.stack}>
        {ties.length === 0 ? <p className={styles.quiet}>{name} has no ties here yet.</p> : null}
        <ul className={styles.list}>
          {ties.map((tie) => (
            <TieRow key={tie.id} tie={tie} hereId={id} here={name} />
          ))}
        </ul>
        {count > ties.length ? <p className={styles.quiet}>And {count - ties.length} more.</p> : null}
        <div className={styles.ways}>
          {isOwn ? <LinkButton to="/directory/ties">Your ties, and how they stand</LinkButton> : null}
          <LinkButton to={`/directory/map?organisation=${id}`}>See on the map</LinkButton>
        </div>
      </div>
    </Card>
  );
}

function TieRow({ tie: { id, other, state, purpose, lines, holders }, hereId, here }: { tie: TieOf; hereId: string; here: string }) {
  const does = lines.map((line) => lineWords(line, hereId)).join(", ");
  const held = (isHere: boolean) => holders.filter(({ sideId }) => (sideId === hereId) === isHere).map(({ title, people }) => ({ title, people: people.map((one) => ({ name: one })) }));
  return (
    <li>
      <p>
        <Link to={`/directory/ties/${id}`}>{other}</Link> {state === "proposed" ? <Tag tone="needs">{tieStates.proposed}</Tag> : null}
      </p>
      {purpose ? <p className={styles.voice}>{purpose}</p> : null}
      {does ? <p className={`${styles.quiet} ${styles.does}`}>{does}</p> : null}
      <p className={styles.quiet}>
        {holdWords(here, held(true))}. {holdWords(other, held(false))}.
      </p>
    </li>
  );
}

import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import type { Knower } from "../reach/reading.server";
import styles from "./organisation.module.css";

/** Who knows an organisation, each once, with all the reasons why. */
export function KnowersList({ knowers }: { knowers: readonly Knower[] }) {
  const people = new Map(knowers.map(({ accountId, name }) => [accountId, name]));
  return (
    <ul className={styles.list}>
      {[...people].map(([accountId, name]) => (
        <li key={accountId}>
          <p>
            {name} <span className={styles.quiet}>{knowers.flatMap((one) => (one.accountId === accountId ? one.words.toLowerCase() : [])).join(", ")}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The same on the organisation's page, with the way to a word with them. */
export function Knowers({ organisationId, knowers, mayAsk }: { organisationId: string; knowers: readonly Knower[]; mayAsk: boolean }) {
  return (
    <Card as="section" title="Who knows them">
      <div className={styles.stack}>
        {knowers.length > 0 ? <KnowersList knowers={knowers} /> : <p className={styles.quiet}>Nobody here is known to know them.</p>}
        {mayAsk ? (
          <div>
            <LinkButton to={`/directory/introductions?wanted=${organisationId}`}>Ask for an introduction</LinkButton>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

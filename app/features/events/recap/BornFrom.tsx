import { Link } from "react-router";
import { births } from "../words";
import type { Born } from "./born.server";
import styles from "./recap.module.css";

/** Where an event came from, for its page and its recap; nothing where it came from nothing in particular. */
export function BornFrom({ born }: { born: Born | undefined }) {
  if (!born) return null;
  const { kind, gap, organisations } = born;
  return (
    <p className={styles.quiet}>
      {births[kind]}
      {gap ? (
        <>
          : <Link to={`/gaps/${gap.id}`}>{gap.sentence}</Link>
        </>
      ) : null}
      {organisations.map(({ id, name }, index) => (
        <span key={id}>
          {index === 0 ? ": " : " and "}
          <Link to={`/directory/organisations/${id}`}>{name}</Link>
        </span>
      ))}
    </p>
  );
}

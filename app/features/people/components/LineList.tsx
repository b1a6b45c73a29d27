import { Link } from "react-router";
import type { ShownLine } from "../directory-read.server";
import styles from "./people.module.css";

/** Who employs, hosts and manages a post. */
export function LineList({ lines }: { lines: readonly ShownLine[] }) {
  return lines.map((line) => (
    <p key={line.kind} className={styles.quiet}>
      {line.label} <Link to={line.to}>{line.name}</Link>
    </p>
  ));
}

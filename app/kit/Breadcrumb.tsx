import { Link } from "react-router";
import styles from "./Breadcrumb.module.css";

export interface Crumb {
  label: string;
  /** Without it, the crumb is the page one is on. */
  to?: string | undefined;
}

/** The way here, each step a link. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className={styles.nav}>
      <ol className={styles.list}>
        {crumbs.map(({ label, to }) => (
          <li key={label}>{to ? <Link to={to}>{label}</Link> : <span aria-current="page">{label}</span>}</li>
        ))}
      </ol>
    </nav>
  );
}

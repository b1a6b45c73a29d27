import { NavLink } from "react-router";
import styles from "./Tabs.module.css";

export interface TabLink {
  to: string;
  label: string;
  /** Only an exact address counts as here: for the first tab, whose address the others start with. */
  end?: boolean | undefined;
  count?: number | undefined;
}

/** Parts of one thing, each with its own address: real links, so they open, share and go back. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      <ul className={styles.list}>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <NavLink to={tab.to} end={tab.end ?? false} className={styles.tab} preventScrollReset>
              {tab.label}
              {tab.count === undefined ? null : <span className={styles.count}>{tab.count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

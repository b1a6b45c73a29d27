import { NavLink } from "react-router";
import styles from "./MainNav.module.css";
import type { NavItem } from "./types";

/** One list of places: a row under the header, or a bar at the thumb on a phone. */
export function MainNav({ items }: { items: readonly NavItem[] }) {
  return (
    <nav className={styles.nav} aria-label="Main">
      <ul className={styles.list}>
        {items.map(({ to, label, icon: Icon }) => (
          <li key={to} className={styles.item}>
            <NavLink to={to} className={styles.link}>
              <span className={styles.icon} aria-hidden="true">
                <Icon size={22} strokeWidth={1.75} />
              </span>
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

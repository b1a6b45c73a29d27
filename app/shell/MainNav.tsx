import { Link, useLocation } from "react-router";
import styles from "./MainNav.module.css";
import type { NavItem } from "./types";

/** One list of places: a row under the header, or a bar at the thumb on a phone. */
export function MainNav({ items }: { items: readonly NavItem[] }) {
  const { pathname } = useLocation();
  const isIn = (place: string) => pathname === place || pathname.startsWith(`${place}/`);
  return (
    <nav className={styles.nav} aria-label="Main">
      <ul className={styles.list}>
        {items.map(({ to, also = [], label, icon: Icon }) => (
          <li key={to} className={styles.item}>
            <Link to={to} className={styles.link} aria-current={[to, ...also].some(isIn) ? "page" : undefined}>
              <span className={styles.icon} aria-hidden="true">
                <Icon size={22} strokeWidth={1.75} />
              </span>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

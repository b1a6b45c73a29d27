import { Link } from "react-router";
import { classes } from "~/kit/classes";
import styles from "./Footer.module.css";

const help = [
  { to: "/help", label: "Help" },
  { to: "/accessibility", label: "Accessibility" },
  { to: "/privacy", label: "Privacy" },
];

/** Help stands in the same place on every page (WCAG 3.2.6). */
export function Footer({ roomForTabs }: { roomForTabs?: boolean | undefined }) {
  return (
    <footer className={classes(styles.footer, roomForTabs && styles.roomForTabs)}>
      <ul className={styles.links}>
        {help.map(({ to, label }) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
          </li>
        ))}
      </ul>
    </footer>
  );
}

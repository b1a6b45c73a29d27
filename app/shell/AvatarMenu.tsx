import { useContext, useId, useRef } from "react";
import { Link } from "react-router";
import { Avatar } from "~/kit/Avatar";
import styles from "./AvatarMenu.module.css";
import { HideContext } from "./HideContext";
import { SignOut } from "./SignOut";
import type { MenuLink, ShellPerson } from "./types";

export interface AvatarMenuProps {
  person: ShellPerson;
  links: readonly MenuLink[];
  signOutAction: string;
}

/**
 * The browser's own popover: it opens, closes on Escape and gives focus back before any of our
 * scripts arrive. They are links, so they are listed as links and not as an application menu.
 */
export function AvatarMenu({ person, links, signOutAction }: AvatarMenuProps) {
  const id = useId();
  const hide = useContext(HideContext);
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className={styles.trigger} popoverTarget={id} aria-label={`${person.shortName}, your menu`}>
        <Avatar name={person.shortName} initials={person.initials} colour="paper" decorative />
      </button>
      <div id={id} ref={panel} popover="auto" className={styles.panel}>
        <p className={styles.name}>{person.shortName}</p>
        <ul className={styles.list}>
          {links.map(({ to, label }) => (
            <li key={to}>
              <Link to={to} className={styles.link} onClick={() => panel.current?.hidePopover()}>
                {label}
              </Link>
            </li>
          ))}
          {hide ? (
            <li className={styles.onPhone}>
              <button type="button" className={styles.link} onClick={hide}>
                Hide this page
              </button>
            </li>
          ) : null}
          <li>
            <SignOut action={signOutAction} className={styles.link} />
          </li>
        </ul>
      </div>
    </>
  );
}

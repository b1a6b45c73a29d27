import { Bell } from "lucide-react";
import { Link } from "react-router";
import { AvatarMenu } from "./AvatarMenu";
import styles from "./Header.module.css";
import { HideButton } from "./HideButton";
import { HeaderSearch, type HeaderSearchProps } from "./HeaderSearch";
import { SignOut } from "./SignOut";
import type { MenuLink, ShellPerson } from "./types";
import { Wordmark } from "./Wordmark";

export interface HeaderProps {
  person: ShellPerson;
  /** My page, team, numbers, admin, help: whichever of them this person has. */
  menu: readonly MenuLink[];
  homeTo?: string | undefined;
  inbox?: { to: string; count: number } | undefined;
  search?: HeaderSearchProps | undefined;
  signOutAction?: string | undefined;
}

/** Name and Sign out are always in sight, since colleagues share computers. */
export function Header({ person, menu, homeTo = "/today", inbox, search, signOutAction = "/sign-out" }: HeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.inner}>
        <Wordmark to={homeTo} />
        {search ? <HeaderSearch {...search} /> : null}
        <div className={styles.end}>
          <HideButton />
          {inbox ? (
            <Link to={inbox.to} className={styles.bell} aria-label={inboxWords(inbox.count)}>
              <Bell aria-hidden="true" strokeWidth={1.75} />
              {inbox.count > 0 ? (
                <span className={styles.count} aria-hidden="true">
                  {inbox.count > 99 ? "99+" : inbox.count}
                </span>
              ) : null}
            </Link>
          ) : null}
          <AvatarMenu person={person} links={menu} signOutAction={signOutAction} />
          <div className={styles.name}>
            {person.shortName} · <SignOut action={signOutAction} />
          </div>
        </div>
      </div>
    </header>
  );
}

function inboxWords(count: number): string {
  return count > 0 ? `Inbox, ${count} new` : "Inbox";
}

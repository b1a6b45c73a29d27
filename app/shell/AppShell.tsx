import type { ReactNode } from "react";
import { LiveRegionProvider } from "~/kit/LiveRegion";
import styles from "./AppShell.module.css";
import { Footer } from "./Footer";
import { Header, type HeaderProps } from "./Header";
import { MainNav } from "./MainNav";
import { NotSent } from "./NotSent";
import { SkipLink } from "./SkipLink";
import { Strips } from "./Strips";
import type { NavItem } from "./types";

export interface AppShellProps extends HeaderProps {
  nav: readonly NavItem[];
  /** Shows the strip that says everyone here is invented. */
  demonstration?: boolean | undefined;
  children: ReactNode;
}

/**
 * The frame of every page for a colleague who is signed in. The live region is inside it, so
 * that when the page is covered, words already read aloud leave the DOM with everything else.
 */
export function AppShell({ nav, demonstration, children, ...header }: AppShellProps) {
  return (
    <LiveRegionProvider>
      <div className={styles.shell}>
        <SkipLink />
        <Header {...header} />
        <MainNav items={nav} />
        <Strips demonstration={demonstration} />
        <main id="main" tabIndex={-1} className={styles.main}>
          {children}
        </main>
        <NotSent />
        <Footer roomForTabs />
      </div>
    </LiveRegionProvider>
  );
}

import type { ReactNode } from "react";
import { LiveRegionProvider } from "~/kit/LiveRegion";
import { Footer } from "./Footer";
import { NotSent } from "./NotSent";
import styles from "./PublicShell.module.css";
import { SkipLink } from "./SkipLink";
import { Strips } from "./Strips";
import { Wordmark } from "./Wordmark";

export interface PublicShellProps {
  demonstration?: boolean | undefined;
  /** Wide for pages to read; narrow, the default, for one form. */
  width?: "narrow" | "wide" | undefined;
  homeTo?: string | undefined;
  children: ReactNode;
}

/** Pages without an account: sign in, an invitation, help, privacy. */
export function PublicShell({ demonstration, width = "narrow", homeTo, children }: PublicShellProps) {
  return (
    <LiveRegionProvider>
      <div className={styles.shell}>
        <SkipLink />
        <header className={styles.header}>
          <div className={styles.inner}>
            <Wordmark to={homeTo} />
          </div>
        </header>
        <Strips demonstration={demonstration} />
        <main id="main" tabIndex={-1} className={styles.main} data-width={width}>
          {children}
        </main>
        <NotSent />
        <Footer />
      </div>
    </LiveRegionProvider>
  );
}

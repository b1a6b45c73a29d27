import { useEffect } from "react";
import { Unsaved } from "~/features/writing/Unsaved";
import { Banner } from "~/kit/Banner";
import { LinkButton } from "~/kit/LinkButton";
import { useAnnounce } from "~/kit/LiveRegion";
import styles from "./EndedNews.module.css";
import { noteUrlOf } from "./note-url";
import type { NotePageData } from "./note-page.server";

/** In the place of the whole page once the session has ended: nothing about anybody stays on the screen. */
export function SignedOut({ page, unsaved }: { page: Pick<NotePageData, "person" | "note">; unsaved: readonly string[] }) {
  const announce = useAnnounce();
  useEffect(() => announce("You are signed out.", "assertive"), [announce]);
  return (
    <div className={styles.news}>
      <h1>You are signed out</h1>
      {unsaved.length > 0 ? (
        <Banner tone="needs" title="Your last words were not saved. They are here until you leave this page." />
      ) : (
        <p>What you wrote was saved.</p>
      )}
      {unsaved.map((text) => (
        <Unsaved key={text} text={text} />
      ))}
      <p>
        <LinkButton to={`/sign-in?${new URLSearchParams({ then: noteUrlOf(page) })}`} reloadDocument variant="primary">
          Sign in again
        </LinkButton>
      </p>
    </div>
  );
}

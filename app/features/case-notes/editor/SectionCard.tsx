import { type ReactNode, useEffect, useState } from "react";
import { Link } from "react-router";
import { LivePlace } from "~/features/writing/LivePlace";
import type { ConnectionState } from "~/features/writing/provider";
import { SaveState } from "~/features/writing/SaveState";
import { Banner } from "~/kit/Banner";
import { Tag } from "~/kit/Tag";
import { tellEnding } from "./endings";
import type { NotePageData, SectionData } from "./note-page.server";
import styles from "./SectionCard.module.css";
import { whoLine } from "./who";

type Props = {
  section: SectionData;
  page: Pick<NotePageData, "me" | "person" | "note">;
  locked: boolean;
  onState: (sectionId: string, state: ConnectionState | undefined) => void;
};

/**
 * One part of a note: what it is, who is here, who can read it, its words. It shows what is stored at once and
 * joins the live words when it comes into view.
 */
export function SectionCard({ section, page, locked, onState }: Props) {
  const [state, setState] = useState<ConnectionState>();
  const { id, title } = section;
  const url = `/people/${page.person.id}/notes/${page.note.id}/sections/${id}`;

  useEffect(() => {
    onState(id, state);
    return () => onState(id, undefined);
  }, [id, state, onState]);

  return (
    <section id={`section-${id}`} aria-labelledby={`title-${id}`} className={styles.section}>
      <div className={styles.head}>
        <div className={styles.title}>
          <h2 id={`title-${id}`}>{title}</h2>
          {section.sectionClass === "own" ? <Tag>{section.organisation}</Tag> : null}
        </div>
        <SaveState status={state?.status} saved={state?.saved} brief />
      </div>
      <p className={styles.who}>
        {whoLine({ here: state?.people ?? [], readers: section.readers, mayWrite: section.mayWrite, myOrganisations: page.me.organisations })}{" "}
        <Link to={`${url}/history`} className={styles.history}>
          History<span className={styles.hidden}> of {title}</span>
        </Link>
      </p>
      <LivePlace
        documentId={section.documentId}
        accountId={page.me.accountId}
        name={title}
        html={section.html}
        empty={section.mayWrite ? "Nothing written yet." : "Nothing here yet."}
        placeholder="Write here. Only what they would be glad to read."
        mayWrite={section.mayWrite}
        locked={locked}
        colleaguesUrl={`${url}/colleagues`}
        lowered="You can read this part, but no longer write in it"
        over={over}
        onState={setState}
        onEnded={(ended) => void tellEnding(endingOf({ section, page }, ended))}
      />
    </section>
  );
}

/** When the session has ended, the page itself is covered. */
function over({ status }: ConnectionState): ReactNode {
  if (status === "signed out") return null;
  return (
    <div className={styles.news}>
      <Banner tone="danger" title="Writing has stopped">
        This part is no longer shared with you.
      </Banner>
    </div>
  );
}

/** What may still be told, put where the page can find it. */
function endingOf({ section, page }: Pick<Props, "section" | "page">, { lastSavedAt, unsent }: ConnectionState): Parameters<typeof tellEnding>[0] {
  return {
    clientId: page.person.id,
    noteId: page.note.id,
    documentId: section.documentId,
    personName: page.person.name,
    sectionTitle: section.title,
    lastSavedAt,
    unsent,
  };
}

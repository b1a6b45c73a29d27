import type { ReactNode } from "react";
import { LinkButton } from "~/kit/LinkButton";
import { QrCode } from "~/kit/QrCode";
import { PageHeader } from "~/shell/PageHeader";
import styles from "./day.module.css";

export type DrawnLink = { href: string; size: number; path: string };

/** The code as a whole room reads it: no names, since everybody sees this screen. */
export function Code({ event, lead, code, here, strip }: { event: { id: string; title: string }; lead: string; code: DrawnLink; here: number; strip: ReactNode }) {
  return (
    <>
      <PageHeader title={`Sign in: ${event.title}`} lead={lead} />
      {strip}
      <div className={styles.wall}>
        <p>Point your phone’s camera at the square, or open the address under it. You need no account.</p>
        <QrCode label="Code for the sign-in page" {...code} />
        <p className={styles.count}>{here === 1 ? "1 person is here" : `${here} people are here`}</p>
        <p className={styles.screen}>
          <LinkButton to={`/diary/events/${event.id}/day`}>Tick names by hand</LinkButton>
        </p>
      </div>
    </>
  );
}

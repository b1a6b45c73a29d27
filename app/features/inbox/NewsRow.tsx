import { useRef, useState } from "react";
import { Link } from "react-router";
import { Button } from "~/kit/Button";
import { useAnnounce } from "~/kit/LiveRegion";
import { Tag } from "~/kit/Tag";
import styles from "./inbox.module.css";
import { useNews } from "./NewsContext";
import type { News } from "./news.server";
import { verbTones } from "./words";

/** News whose title is what somebody wrote; the rest is said by the system. */
const othersWords = /^(gap|ask|event|decision)\./;

/** One thing that waits: a verb, what it is about, one link, and Done. */
export function NewsRow({ news, back }: { news: News; /** Where Done leads without scripts. */ back: string }) {
  const { finish } = useNews();
  const announce = useAnnounce();
  const [sending, setSending] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  async function done() {
    setSending(true);
    const said = await sayDone(news.id);
    announce(said ? "Done." : "This could not be saved. Try again in a moment.");
    setSending(false);
    if (!said) return;
    focusBeside(row.current);
    finish(news.id);
  }
  return (
    <div className={styles.row} ref={row}>
      <Tag tone={verbTones[news.verb]}>{news.verb}</Tag>
      <div className={styles.words}>
        <p className={othersWords.test(news.kind) ? styles.voice : undefined}>
          <Link to={news.to}>{news.words}</Link>
        </p>
        <p className={styles.quiet}>{news.detail}</p>
      </div>
      <form
        method="post"
        action="/inbox"
        onSubmit={(event) => {
          event.preventDefault();
          void done();
        }}
      >
        <input type="hidden" name="item" value={news.id} />
        <input type="hidden" name="back" value={back} />
        <Button type="submit" variant="quiet" isPending={sending} aria-label={`Done: ${news.words}`}>
          Done
        </Button>
      </form>
    </div>
  );
}

/** The row goes; whoever pressed Done goes on at the next one, or at the one before. */
function focusBeside(row: HTMLElement | null): void {
  const here = row?.closest("li");
  const beside = here?.nextElementSibling ?? here?.previousElementSibling ?? row?.closest("main");
  const next = beside?.querySelector<HTMLElement>("form button") ?? beside?.querySelector<HTMLElement>("a") ?? document.querySelector<HTMLElement>("main");
  next?.focus();
}

/** Sent by itself, so that no page is asked again for it. */
async function sayDone(item: string): Promise<boolean> {
  try {
    const response = await fetch("/inbox/done", { method: "POST", body: new URLSearchParams({ item }) });
    return response.ok;
  } catch {
    return false;
  }
}

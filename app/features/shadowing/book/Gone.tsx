import { useEffect, useRef } from "react";
import { Form, Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { formatTime } from "~/kit/wallTime";
import { useSaving } from "../../gaps/group/useSaving";
import styles from "./book.module.css";
import type { NextDay } from "./next-like.server";

type Props = { dayId: string; title: string; next: NextDay | undefined; /** Why the last press came to nothing: said at once, with the focus. */ refused: boolean; mayWait: boolean; online: boolean; /** What was typed before the place went. */ help: string | undefined };

/** No place to be had: the next day like it, and the waiting list. */
export function Gone({ dayId, title, next, refused, mayWait, online, help }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const isSaving = useSaving("wait");
  useEffect(() => {
    if (refused) box.current?.focus();
  }, [refused]);
  return (
    <div ref={box} tabIndex={-1} role={refused ? "alert" : undefined}>
      <Banner tone="needs" title={title}>
        {next ? (
          <p>
            Next like it: <Link to={`/diary/shadow/${next.id}`}>{formatTime(next.startsAt, "day")}</Link>, {formatTime(next.startsAt, "time")}, with {next.host}, {next.hostOrganisation}.
          </p>
        ) : (
          <p>
            Nothing like it is on offer now. <Link to="/diary/shadow">See what is on offer</Link>
          </p>
        )}
        {mayWait ? (
          <Form method="post" action={`/diary/shadow/${dayId}`} className={`${styles.inline} ${styles.gone}`}>
            <input type="hidden" name="part" value="wait" />
            {help ? <input type="hidden" name="help" value={help} /> : null}
            <Button type="submit" name="intent" value="wait" isPending={isSaving} isDisabled={!online}>
              Wait for a place
            </Button>
            <p>When somebody changes their mind, a place is kept for you for 24 hours.</p>
          </Form>
        ) : null}
      </Banner>
    </div>
  );
}

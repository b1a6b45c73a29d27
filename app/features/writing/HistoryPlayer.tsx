import { Pause, Play } from "lucide-react";
import { useEffect, useState } from "react";
import { Form, useNavigation } from "react-router";
import { Avatar } from "~/kit/Avatar";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Checkbox } from "~/kit/Checkbox";
import { EmptyState } from "~/kit/EmptyState";
import { FormRow } from "~/kit/FormRow";
import { Time } from "~/kit/Time";
import { formatTime } from "~/kit/wallTime";
import { Slider } from "~/kit/Slider";
import { Compared } from "./Compared";
import styles from "./HistoryPlayer.module.css";
import type { Moment } from "./past";
import { avatarColour } from "./presence";
import { StoredText } from "./StoredText";

/** Time for the eye to take a moment in. */
const eachMoment = 1_200;

type Props = { title: string; points: readonly Moment[]; mayWrite: boolean };

/** A text's past: move along it, let it play, compare it with now, or go back to it (the page's action gets `seq`). */
export function HistoryPlayer({ title, points, mayWrite }: Props) {
  const last = points.length - 1;
  const [chosen, setIndex] = useState<number>();
  const index = Math.max(0, Math.min(chosen ?? last, last));
  const [wantsPlay, setPlaying] = useState(false);
  const playing = wantsPlay && index < last;
  const [comparing, setComparing] = useState(false);
  const busy = useNavigation().state !== "idle";

  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => setIndex(index + 1), eachMoment);
    return () => clearTimeout(timer);
  }, [playing, index]);

  const point = points[index];
  const now = points[last];
  if (!point || !now) return <EmptyState title="Nothing has been written here yet.">Its history begins with the first word.</EmptyState>;
  const isNow = point.seq === now.seq;

  return (
    <div className={styles.player}>
      <Card>
        <div className={styles.controls}>
          <Button
            variant="secondary"
            icon={playing ? <Pause /> : <Play />}
            isDisabled={last === 0}
            onPress={() => {
              if (!playing && index >= last) setIndex(0);
              setPlaying(!playing);
            }}
          >
            {playing ? "Pause" : "Play"}
          </Button>
          <div className={styles.slider}>
            <Slider
              label="Moment"
              min={0}
              max={Math.max(1, last)}
              value={index}
              words={(value) => `${Math.min(value, last) + 1} of ${last + 1}`}
              onChange={(value) => {
                setPlaying(false);
                setIndex(Math.min(value, last));
              }}
            />
          </div>
        </div>
        <p className={styles.who} role="status">
          <Avatar name={point.name} colour={avatarColour(point.accountId)} size="small" decorative />
          <span>
            <strong>{point.name}</strong>, <Time iso={point.at} format="dayAndTime" />
            {isNow ? " – as it reads now" : null}
          </span>
        </p>
        <Checkbox label="Compare with now" checked={comparing} disabled={isNow} onChange={(event) => setComparing(event.currentTarget.checked)} />
      </Card>
      <Card flush className={styles.words}>
        {comparing && !isNow ? <Compared then={point.text} now={now.text} /> : <StoredText html={point.html} name={`${title} at ${formatTime(point.at, "dayAndTime")}`} empty="Nothing was here then." />}
      </Card>
      {mayWrite && !isNow ? (
        <Form method="post">
          <input type="hidden" name="seq" value={point.seq} />
          <FormRow kind="buttons">
            <Button type="submit" variant="primary" isPending={busy} pendingLabel="Rewinding…">
              Rewind to here
            </Button>
            <p className={styles.hint}>A new edit in your name. What was written since stays in this history.</p>
          </FormRow>
        </Form>
      ) : null}
    </div>
  );
}

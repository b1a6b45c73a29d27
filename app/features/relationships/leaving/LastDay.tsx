import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DatePicker } from "~/kit/DatePicker";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { Time } from "~/kit/Time";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import styles from "../handover/handover.module.css";
import type { LastDay as Notice } from "../handover/notice.server";
import { Press } from "../handover/pages/Press";

type Post = { postId: string; title: string; notice: Notice | null };
type Props = { posts: readonly Post[]; today: string; refused: Refused | undefined; online: boolean; /** Somebody else than whoever reads; they look after the post. */ leaver?: { id: string; name: string } };

/** A last day without a handover: said, changed, or taken back, post by post. */
export function LastDay({ posts, today, refused, online, leaver }: Props) {
  return (
    <Card as="section" title={leaver ? "Only say their last day" : "Only say your last day"}>
      <div className={styles.stack}>
        <p className={styles.quiet}>{leaver ? "Their time in the post ends with that day. What they still hold then comes to your list." : "Your time in the post ends with that day. What you still hold then goes to whoever looks after it. A handover is kinder."}</p>
        {posts.map((post) => (
          <OfPost key={post.postId} post={post} alone={posts.length === 1} today={today} refused={refused} online={online} leaver={leaver} />
        ))}
      </div>
    </Card>
  );
}

type OfPostProps = Omit<Props, "posts" | "leaver"> & { post: Post; alone: boolean; leaver: Props["leaver"] | undefined };

function OfPost({ post: { postId, title, notice }, alone, today, refused, online, leaver }: OfPostProps) {
  const about = `notice-${postId}`;
  const { field, errors } = formOf(about, refused);
  const isSaving = useSaving(about);
  if (!notice) return null;
  const { lastDay, mayPutOff, handoverId } = notice;
  const fields = { postId, accountId: leaver?.id ?? "" };
  if (handoverId) {
    return (
      <p>
        {alone ? "" : `${title}: `}A handover is under way, and its day is the last day. <Link to={leaver ? `/team/handovers/${handoverId}` : "/me/handover"}>Open it</Link>
      </p>
    );
  }
  return (
    <div className={styles.stack}>
      {alone ? null : <h3>{title}</h3>}
      {lastDay ? (
        <p>
          {leaver ? "Their" : "Your"} last day is <Time iso={lastDay} format="longDate" />.{mayPutOff ? "" : leaver ? "" : " Whoever looks after the post set it; they can put it off. You can leave earlier."}
        </p>
      ) : null}
      <Form method="post" preventScrollReset noValidate className={styles.form} key={lastDay}>
        <input type="hidden" name="part" value={about} />
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ErrorSummary errors={errors} />
        <DatePicker {...field("lastDay", lastDay ?? "")} label={lastDay ? "Another last day" : "Last day"} min={today} />
        <div>
          <Button type="submit" name="intent" value="notice" isPending={isSaving} isDisabled={!online} aria-label={alone ? undefined : `${lastDay ? "Change the day" : "Say it"}: ${title}`}>
            {lastDay ? "Change the day" : "Say it"}
          </Button>
        </div>
      </Form>
      {lastDay && mayPutOff ? (
        <Press intent="notice-back" about={`notice-back-${postId}`} fields={fields} online={online} variant="quiet" {...(alone ? {} : { label: `Take it back: ${title}` })}>
          {leaver ? "They stay: take it back" : "I stay: take it back"}
        </Press>
      ) : null}
    </div>
  );
}

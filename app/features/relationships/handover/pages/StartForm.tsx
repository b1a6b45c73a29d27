import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DatePicker } from "~/kit/DatePicker";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Refused } from "../../../gaps/group/answer.server";
import { formOf } from "../../../gaps/group/refused";
import { useSaving } from "../../../gaps/group/useSaving";
import styles from "../handover.module.css";
import type { OwnPost } from "../page.server";

type Props = { posts: readonly OwnPost[]; today: string; refused: Refused | undefined; online: boolean };

/** Step one: the last day, and who looks after the post. */
export function StartForm({ posts, today, refused, online }: Props) {
  const { field, errors } = formOf("open", refused);
  const isSaving = useSaving("open");
  const [first] = posts;
  const colleagues = [...new Map(posts.flatMap((post) => post.colleagues).map((one) => [one.value, one])).values()];
  return (
    <TwoColumns sideLabel="What happens on the day" side={<OnTheDay />}>
      <Form method="post" noValidate className={styles.form} key={first?.notice?.lastDay}>
        <input type="hidden" name="part" value="open" />
        <input type="hidden" name="intent" value="open" />
        <ErrorSummary errors={errors} />
        {posts.length === 1 ? <input type="hidden" name="postId" value={first?.postId} /> : <Select {...field("postId", first?.postId)} label="Which post do you leave?" choices={posts.map(({ postId, title, organisation }) => ({ value: postId, label: `${title}, ${organisation}` }))} />}
        <DatePicker {...field("lastDay", first?.notice?.lastDay ?? "")} label="Your last day" min={today} />
        <Select {...field("newcomerId")} label="Who comes into your post?" hint="Leave it if nobody knows yet. They see how much there is, and no names." optional placeholder="Nobody knows yet" choices={colleagues} />
        <dl className={styles.stack}>
          {posts.map(({ postId, title, organisation, lead, leadsAlone }) => (
            <div key={postId}>
              <dt className={styles.quiet}>{posts.length === 1 ? "Your lead" : `Lead of ${title}`}</dt>
              <dd>{lead ?? "Nobody looks after it. Whatever is left over goes to the network’s facilitators."}</dd>
              {leadsAlone ? (
                <dd>
                  <strong>Nobody else leads {organisation}.</strong> Until somebody does, the network’s facilitators look after its posts. <Link to="/team">Invite somebody to lead it</Link>
                </dd>
              ) : null}
            </div>
          ))}
        </dl>
        <FormRow kind="buttons">
          <Button type="submit" variant="primary" isPending={isSaving} isDisabled={!online}>
            Open my handover
          </Button>
        </FormRow>
      </Form>
    </TwoColumns>
  );
}

export function OnTheDay() {
  return (
    <Card as="div" title="On your last day, at 5 pm">
      <ul className={styles.bullets}>
        <li>Everything that was accepted moves, all in one moment.</li>
        <li>What nobody accepted goes to your lead.</li>
        <li>Every page you have open closes, and you are signed out of the post.</li>
        <li>Your lead and each colleague see what came of it, and you get a letter with the numbers.</li>
        <li>Until then you can take back any row, or all of it.</li>
      </ul>
    </Card>
  );
}

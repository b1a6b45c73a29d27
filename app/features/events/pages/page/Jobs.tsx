import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { useTaken } from "~/shared/live/useTaken";
import type { Refused } from "../../../shadowing/offer/answer.server";
import { formOf } from "../../../shadowing/offer/refused";
import { useSending } from "../../../shadowing/offer/useSending";
import styles from "../events.module.css";
import { ChooseOne } from "../people/ChooseOne";
import type { JobRow } from "./jobs.server";

type Props = { jobs: readonly JobRow[]; mayPlan: boolean; isCancelled: boolean; near: readonly { value: string; label: string }[]; refused: Refused | undefined };

/** What is to be done, by whom. Anybody may take one, give it back, or say that it is done. */
export function Jobs({ jobs, mayPlan, isCancelled, near, refused }: Props) {
  const online = useOnline();
  const left = jobs.filter(({ done }) => !done).length;
  return (
    <Card as="section" id="jobs" title={jobs.length === 0 ? "Jobs" : left === 0 ? "Jobs: all done" : `Jobs: ${left} to do`}>
      <div className={styles.stack}>
        {jobs.length === 0 ? <p className={styles.quiet}>No jobs yet. Who opens the door, who brings the tea, who writes the recap?</p> : null}
        <ErrorSummary errors={formOf("job", refused).errors} />
        <ul className={styles.rows}>
          {jobs.map((job) => (
            <Job key={job.id} job={job} mayPlan={mayPlan} online={online && !isCancelled} />
          ))}
        </ul>
        {isCancelled ? null : <AddJob near={near} refused={refused} online={online} />}
      </div>
    </Card>
  );
}

function Job({ job, mayPlan, online }: { job: JobRow; mayPlan: boolean; online: boolean }) {
  const mayRemove = mayPlan || job.isMine;
  return (
    <li className={styles.row}>
      <div className={styles.grow}>
        <p>{job.what}</p>
        <p className={styles.quiet}>
          {job.owner ?? "Nobody has taken it yet"}
          {job.done ? (
            <>
              {" · "}
              <Tag tone="agreed">Done</Tag> {job.done.by}, <Time iso={job.done.at} format="day" />
            </>
          ) : null}
        </p>
      </div>
      {online ? (
        <Form method="post" preventScrollReset className={`${styles.inline} ${styles.screen}`}>
          <input type="hidden" name="about" value="job" />
          <input type="hidden" name="jobId" value={job.id} />
          {job.done ? <Act job={job} intent="undo-job" words="Undo" variant="quiet" /> : null}
          {!job.done && !job.ownerPostId ? <Act job={job} intent="take-job" words="Take it" /> : null}
          {!job.done && job.ownerPostId ? <Act job={job} intent="do-job" words="Done" /> : null}
          {!job.done && job.ownerPostId && mayRemove ? <Act job={job} intent="free-job" words={job.isMine ? "Give it back" : "Free it"} variant="quiet" /> : null}
          {mayRemove ? <Act job={job} intent="remove-job" words="Take off" variant="quiet" /> : null}
        </Form>
      ) : null}
    </li>
  );
}

function Act({ job, intent, words, variant = "secondary" }: { job: JobRow; intent: string; words: string; variant?: "secondary" | "quiet" }) {
  const isSending = useSending("job");
  return (
    <Button type="submit" name="intent" value={intent} variant={variant} isDisabled={isSending}>
      {words}
      <VisuallyHidden>: {job.what}</VisuallyHidden>
    </Button>
  );
}

function AddJob({ near, refused, online }: { near: Props["near"]; refused: Refused | undefined; online: boolean }) {
  const form = formOf("add-job", refused);
  const isSending = useSending("add-job");
  const taken = useTaken("add-job", form.isBack);
  return (
    <Disclosure key={taken} summary="Add a job" defaultOpen={form.isBack}>
      <Form method="post" noValidate preventScrollReset>
        <input type="hidden" name="about" value="add-job" />
        <input type="hidden" name="intent" value="add-job" />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <TextField label="What is to be done" autoComplete="off" maxLength={200} {...form.field("what")} />
          <ChooseOne kind="person" label="Who does it" optional hint="Leave it for whoever takes it. Type a name to find others." near={near} {...form.field("ownerPostId")} error={form.field("ownerPostId").error ?? form.field("owner").error} />
          <div>
            <Button type="submit" isPending={isSending} pendingLabel="Adding…" isDisabled={!online}>
              Add this job
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

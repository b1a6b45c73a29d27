import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { EmptyState } from "~/kit/EmptyState";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { formatTime } from "~/kit/wallTime";
import { useTaken } from "~/shared/live/useTaken";
import { trainings } from "../words";
import type { Refused } from "./answer.server";
import styles from "./group.module.css";
import { formOf } from "./refused";
import { useSaving } from "./useSaving";
import type { TrainingLine, VolunteerLine } from "./volunteers.server";
import { trainingStanding } from "./words";

type Props = { volunteers: readonly VolunteerLine[]; today: string; refused: Refused | undefined };

/** Who helps, what each does, and what they have learned; names stay on this page. */
export function Volunteers({ volunteers, today, refused }: Props) {
  return (
    <Card as="section" title="Volunteers" id="volunteers" aria-label="Volunteers">
      <div className={styles.stack}>
        <p className={styles.quiet}>People who help run the group. Their names stay in this kit: they are not on the group’s page, nor in the demand pack.</p>
        {volunteers.length === 0 ? (
          <EmptyState title="Nobody is on the list yet">Add the first person who said they would help.</EmptyState>
        ) : (
          <ul className={styles.rows}>
            {volunteers.map((one) => (
              <li key={one.id}>
                <Volunteer one={one} today={today} refused={refused} />
              </li>
            ))}
          </ul>
        )}
        <NewVolunteer refused={refused} />
      </div>
    </Card>
  );
}

function Volunteer({ one, today, refused }: { one: VolunteerLine; today: string; refused: Refused | undefined }) {
  return (
    <div className={styles.tight}>
      <div className={styles.apart}>
        <div>
          <h3>{one.name}</h3>
          {one.does ? <p className={styles.words}>{one.does}</p> : null}
        </div>
        {one.mayEnd ? <Ending intent="step-down" id={one.id} words="Steps down" label={`${one.name} steps down`} /> : null}
      </div>
      {one.trainings.length > 0 ? (
        <ul className={styles.trainings} aria-label={`Training of ${one.name}`}>
          {one.trainings.map((line) => (
            <li key={line.id}>
              <Training line={line} today={today} name={one.name} />
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.quiet}>No training written down yet.</p>
      )}
      <NewTraining one={one} refused={refused} />
    </div>
  );
}

function Training({ line, today, name }: { line: TrainingLine; today: string; name: string }) {
  const { words, overdue } = trainingStanding(line.until, today);
  return (
    <div className={styles.apart}>
      <p>
        <strong>{trainings[line.what]}</strong>
        {line.line ? `: ${line.line}` : ""} <span className={styles.quiet}>Done {formatTime(line.doneOn, "date")}.</span> {overdue ? <Tag tone="danger">{words}</Tag> : <span className={styles.quiet}>{words}.</span>}
      </p>
      {line.mayEnd ? <Ending intent="remove-training" id={line.id} words="Take off" label={`Take ${trainings[line.what]} off the record of ${name}`} /> : null}
    </div>
  );
}

function Ending({ intent, id, words, label }: { intent: string; id: string; words: string; label: string }) {
  const about = `quick-${intent}-${id}`;
  const isSaving = useSaving(about);
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="part" value={about} />
      <input type="hidden" name="id" value={id} />
      <Button type="submit" name="intent" value={intent} variant="quiet" isPending={isSaving} aria-label={label}>
        {words}
      </Button>
    </Form>
  );
}

function NewTraining({ one, refused }: { one: VolunteerLine; refused: Refused | undefined }) {
  const about = `training-${one.id}`;
  const { field, errors, isBack } = formOf(about, refused);
  const isSaving = useSaving(about);
  const taken = useTaken(about, isBack);
  return (
    <Disclosure key={taken} summary={`Add training for ${one.name}`} defaultOpen={isBack}>
      <Form method="post" preventScrollReset noValidate>
        <input type="hidden" name="part" value={about} />
        <input type="hidden" name="intent" value="add-training" />
        <input type="hidden" name="volunteerId" value={one.id} />
        <FormStack>
          <ErrorSummary errors={errors} />
          <Select label="What they have done" placeholder="Choose one" choices={Object.entries(trainings).map(([value, label]) => ({ value, label }))} {...field("what")} />
          <FormRow>
            <DateField label="Done on" {...field("doneOn")} />
            <DateField label="Runs out on" optional {...field("until")} />
          </FormRow>
          <TextField label="A line about it" optional {...field("line")} />
          <div>
            <Button type="submit" isPending={isSaving}>
              Add training
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

function NewVolunteer({ refused }: { refused: Refused | undefined }) {
  const { field, errors, isBack } = formOf("volunteer", refused);
  const isSaving = useSaving("volunteer");
  const taken = useTaken("volunteer", isBack);
  return (
    <Form key={taken} method="post" preventScrollReset noValidate>
      <input type="hidden" name="part" value="volunteer" />
      <input type="hidden" name="intent" value="add-volunteer" />
      <FormStack>
        <h3>Add a volunteer</h3>
        <ErrorSummary errors={errors} />
        <FormRow>
          <TextField label="Their name" autoComplete="off" {...field("name")} />
          <TextField label="What they do" optional hint="Such as “opens up and makes the tea”." {...field("does")} />
        </FormRow>
        <div>
          <Button type="submit" isPending={isSaving}>
            Add volunteer
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}

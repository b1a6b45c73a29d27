import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { DateField } from "~/kit/DateField";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import type { Tone } from "~/kit/Tag";
import { type Task, TaskList } from "~/kit/TaskList";
import { TextField } from "~/kit/TextField";
import { formatTime } from "~/kit/wallTime";
import { kitStates, kitTasks, type KitState, type KitTask } from "../words";
import type { Refused } from "./answer.server";
import styles from "./group.module.css";
import type { KitLine } from "./kit.server";
import { formOf } from "./refused";
import { useSaving } from "./useSaving";
import { dateStanding, type Suggestion } from "./words";

type Suggestions = Partial<Record<KitTask, Suggestion>>;
type Props = { lines: readonly KitLine[]; suggested: Suggestions; today: string; open: string | undefined; refused: Refused | undefined };

const tones: Record<KitState, Tone | undefined> = { to_do: "plain", under_way: "info", done: "agreed", not_needed: undefined };

/** What stops people from starting a group, as ten things to see to, one open at a time. */
export function KitTasks({ lines, suggested, today, open, refused }: Props) {
  const tasks = lines.map((line): Task => {
    const suggestion = suggestionFor(line, suggested);
    return {
      id: line.task,
      name: kitTasks[line.task].title,
      hint: <Standing line={line} today={today} suggestion={suggestion} />,
      state: isOverdue(line, today) ? { word: "Overdue", tone: "danger" } : { word: kitStates[line.state], tone: tones[line.state] },
      children: <TaskForm line={line} suggestion={suggestion} refused={refused} />,
    };
  });
  return <TaskList label="Start-a-group kit" tasks={tasks} open={open ? [open] : []} oneAtATime />;
}

/** A suggestion is there until the task says the same, or somebody decided otherwise: not needed stays. */
function suggestionFor(line: KitLine, suggested: Suggestions): Suggestion | undefined {
  const suggestion = suggested[line.task];
  return suggestion && suggestion.state !== line.state && line.state !== "not_needed" ? suggestion : undefined;
}

function isOverdue({ task, state, onDate }: KitLine, today: string): boolean {
  return onDate !== null && state !== "not_needed" && dateStanding(task, onDate, today).overdue;
}

function Standing({ line, today, suggestion }: { line: KitLine; today: string; suggestion: Suggestion | undefined }) {
  const { task, line: words, onDate, by, state } = line;
  return (
    <>
      {words ? <span className={styles.words}>{words}</span> : <span className={styles.line}>{kitTasks[task].hint}</span>}
      {onDate && state !== "not_needed" ? <span className={styles.line}>{dateStanding(task, onDate, today).words}</span> : null}
      {suggestion ? (
        <span className={styles.line}>
          {suggestion.why} We suggest: {kitStates[suggestion.state]}.
        </span>
      ) : null}
      {by ? (
        <span className={styles.line}>
          {by.name}, {by.organisation}, {formatTime(by.at, "day")}
        </span>
      ) : null}
    </>
  );
}

function TaskForm({ line, suggestion, refused }: { line: KitLine; suggestion: Suggestion | undefined; refused: Refused | undefined }) {
  const { task } = line;
  const { title, hint, dated } = kitTasks[task];
  const { field, errors } = formOf(task, refused);
  const isSaving = useSaving(task);
  const state = field("state", suggestion?.state ?? line.state);
  return (
    <Form method="post" preventScrollReset noValidate className={styles.form}>
      <input type="hidden" name="part" value={task} />
      <input type="hidden" name="intent" value="task" />
      <FormStack>
        <ErrorSummary errors={errors} />
        <p className={styles.quiet}>{hint}</p>
        <RadioGroup key={state.defaultValue} label={`How it stands: ${title.toLowerCase()}`} columns={2} choices={Object.entries(kitStates).map(([value, label]) => ({ value, label }))} {...state} />
        <TextField multiline rows={3} label="What is arranged" optional voice="people" {...field("line", line.line)} />
        {dated ? <DateField label={dateLabels[task] ?? "The day"} {...field("onDate", line.onDate ?? "")} /> : null}
        <div>
          <Button type="submit" isPending={isSaving}>
            Save
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}

const dateLabels: Partial<Record<KitTask, string>> = {
  public_liability: "Covered until",
  risk_assessment: "Looked at on",
  review_date: "Review on",
  exit_date: "Stops or is handed on by",
};

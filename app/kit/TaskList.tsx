import { type ReactNode, useId } from "react";
import { Link } from "react-router";
import { Tag, type Tone } from "./Tag";
import styles from "./TaskList.module.css";

export interface Task {
  id: string;
  name: string;
  hint?: ReactNode;
  /** "Done", "Not started", "Waiting for the council". Without a tone it is plain words: finished things recede. */
  state: { word: string; tone?: Tone | undefined };
  /** Where it is done: an address … */
  href?: string | undefined;
  /** … or what opens underneath. */
  children?: ReactNode;
}

export interface TaskListProps {
  label: string;
  tasks: readonly Task[];
  /** Which of those that open are open at first. */
  open?: readonly string[] | undefined;
  /** Opening one closes the others: for tasks that are forms. */
  oneAtATime?: boolean | undefined;
}

/** What there is to do, each with how far it has come; in any order. */
export function TaskList({ label, tasks, open = [], oneAtATime }: TaskListProps) {
  const group = useId();
  return (
    <ul className={styles.list} aria-label={label}>
      {tasks.map((task) => (
        <li key={task.id} className={styles.task}>
          {task.children ? <OpeningTask task={task} isOpen={open.includes(task.id)} group={oneAtATime ? group : undefined} /> : <LinkedTask task={task} />}
        </li>
      ))}
    </ul>
  );
}

function LinkedTask({ task: { name, hint, state, href } }: { task: Task }) {
  const id = useId();
  const described = { "aria-describedby": hint ? `${id}-hint ${id}-state` : `${id}-state` };
  return (
    <div className={styles.row}>
      <div className={styles.what}>
        {href ? (
          <Link to={href} className={styles.name} {...described}>
            {name}
          </Link>
        ) : (
          <span className={styles.name}>{name}</span>
        )}
        {hint ? (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        ) : null}
      </div>
      <TaskState id={`${id}-state`} state={state} />
    </div>
  );
}

function OpeningTask({ task: { name, hint, state, children }, isOpen, group }: { task: Task; isOpen: boolean; group: string | undefined }) {
  return (
    <details open={isOpen} name={group} className={styles.opening}>
      <summary className={styles.row}>
        <span className={styles.what}>
          <span className={styles.name}>{name}</span>
          {hint ? <span className={styles.hint}>{hint}</span> : null}
        </span>
        <TaskState state={state} />
      </summary>
      <div className={styles.inside}>{children}</div>
    </details>
  );
}

function TaskState({ id, state: { word, tone } }: { id?: string; state: Task["state"] }) {
  return (
    <span id={id} className={styles.state}>
      {tone ? <Tag tone={tone}>{word}</Tag> : word}
    </span>
  );
}

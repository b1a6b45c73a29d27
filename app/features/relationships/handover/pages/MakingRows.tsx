import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { EmptyState } from "~/kit/EmptyState";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { ProgressBar } from "~/kit/ProgressBar";
import { Select } from "~/kit/Select";
import { TaskList } from "~/kit/TaskList";
import type { Refused } from "../../../gaps/group/answer.server";
import { formOf } from "../../../gaps/group/refused";
import { useSaving } from "../../../gaps/group/useSaving";
import styles from "../handover.module.css";
import type { ItemLine } from "../reads.server";
import { goesWords, kindHeadings, optionsFor, suggestedWords, valueOf } from "../where";
import { countedWords, itemKinds, itemStates, type ItemKind } from "../words";
import type { Shown } from "./HandoverPage";
import { Press } from "./Press";

export type Forms = { shown: Shown; refused: Refused | undefined; online: boolean };

/** A row for each thing the post holds: where it goes, why there, and what the next person should know. */
export function MakingRows({ shown, refused, online }: Forms) {
  const { making, handover } = shown;
  if (!making) return null;
  const { items, successor } = making;
  const people = items.filter(({ kind }) => kind === "person");
  const isReady = ({ choice }: ItemLine) => choice !== null;
  const counted = people.length > 0 ? people : items;
  const undecided = items.filter((item) => !isReady(item) && item.suggestion).length;
  if (items.length === 0) {
    return (
      <EmptyState title="This post holds nothing that has to be passed on" action={handover.state === "open" ? <LinkButton variant="primary" to="?check=1">Check, and send</LinkButton> : undefined}>
        You can send it as it is: on the day your time in the post ends, and that is all.
      </EmptyState>
    );
  }
  return (
    <div className={styles.stack}>
      {people.length === 0 && handover.state === "open" ? <p>No one is on your list. You only need to pass on {countedWords(countsOf(items))}.</p> : <p>{countedWords(countsOf(items))}, listed below.</p>}
      {successor ? <p>{successor.isSure ? `${successor.name} comes into this post. Whatever stays with it, or is not decided, is theirs on the day by itself; choose only what should go elsewhere.` : `${successor.name} is named for this post. Once whoever looks after it says yes, whatever stays with the post is theirs on the day.`}</p> : null}
      <ProgressBar label="Ready so far" value={counted.filter(isReady).length} max={counted.length} words={`${counted.filter(isReady).length} of ${counted.length} ${people.length > 0 ? "people" : "things"} ready`} />
      <div className={styles.inline}>
        {undecided > 0 ? (
          <Press intent="suggested" online={online}>
            Take what is suggested for {undecided === 1 ? "the one that is" : `the ${undecided} that are`} not decided
          </Press>
        ) : null}
        {handover.state === "open" ? (
          <LinkButton to="?check=1" variant="primary">
            Check your answers
          </LinkButton>
        ) : null}
        <Press intent="refresh" online={online} variant="quiet">
          Look for what is new
        </Press>
      </div>
      {itemKinds.map((kind) => {
        const rows = items.filter((item) => item.kind === kind);
        return rows.length === 0 ? null : (
          <section key={kind} aria-labelledby={`kind-${kind}`} className={styles.stack}>
            <h2 id={`kind-${kind}`}>{kindHeadings[kind]}</h2>
            <TaskList
              label={kindHeadings[kind]}
              open={rows.filter(({ id }) => refused?.about === `item-${id}`).map(({ id }) => id)}
              tasks={rows.map((item) => ({ id: item.id, name: item.words, hint: whereTo(item, shown), state: stateOf(item, handover.state === "sent"), children: <Row item={item} shown={shown} refused={refused} online={online} /> }))}
            />
          </section>
        );
      })}
    </div>
  );
}

/** Where a row goes; while nobody decided, what is suggested. */
function whereTo(item: ItemLine, { making, people }: Shown): string {
  const suggested = making && item.choice === null && item.suggestion ? suggestedWords(item, item.suggestion, making.candidates, making.successor) : "";
  return suggested || goesWords(item, people);
}

export const countsOf = (items: readonly { kind: ItemKind }[]): Partial<Record<ItemKind, number>> => Object.fromEntries(itemKinds.map((kind) => [kind, items.filter((item) => item.kind === kind).length]));

function stateOf({ choice, state }: ItemLine, isSent: boolean) {
  if (choice === null) return { word: isSent ? "Needs a home" : "Not decided", tone: "needs" as const };
  if (state === "declined") return { word: itemStates.declined, tone: "danger" as const };
  if (state === "accepted") return { word: itemStates.accepted, tone: "agreed" as const };
  if (state === "offered") return { word: itemStates.offered, tone: "info" as const };
  return { word: "Ready", tone: "agreed" as const };
}

function Row({ item, shown, refused, online }: Forms & { item: ItemLine }) {
  const about = `item-${item.id}`;
  const { field, errors, isBack } = formOf(about, refused);
  const isSaving = useSaving(about);
  const { candidates, successor } = shown.making ?? { candidates: [], successor: null };
  const options = optionsFor(item, candidates, successor);
  const usual = valueOf(item) || (item.covered ? "" : "ask_first");
  const where = field("where", usual);
  const chosen = options.some(({ value }) => value === usual) || usual === "" ? options : [{ value: usual, label: goesWords(item, shown.people) }, ...options];
  return (
    <div className={styles.stack}>
      {item.line ? (
        <div>
          <p className={styles.quiet}>{item.toPostId ? `${shown.people[item.toPostId]} says` : "They said"}</p>
          <p className={styles.voice}>{item.line}</p>
        </div>
      ) : null}
      {!item.covered && item.choice !== null && item.choice !== "ask_first" && item.choice !== "close" ? <p>They said stop since. On the day they go to whoever looks after the post, and to nobody else, unless you ask them first.</p> : null}
      <Form method="post" preventScrollReset noValidate className={styles.form} key={`${item.version} ${isBack}`}>
        <input type="hidden" name="part" value={about} />
        <input type="hidden" name="item" value={item.id} />
        <input type="hidden" name="version" value={item.version} />
        <ErrorSummary errors={errors.map(({ message }) => ({ message, fieldId: where.id }))} />
        {isBack && where.defaultValue !== usual ? (
          <p>
            Now: {goesWords(item, shown.people)}. You chose: {options.find(({ value }) => value === where.defaultValue)?.label ?? "not decided"}.
          </p>
        ) : null}
        <Select {...where} defaultValue={where.defaultValue || valueOf(item.suggestion ?? { choice: null })} label={`Where ${item.words} goes`} choices={chosen} placeholder="Choose" />
        <FormRow kind="buttons">
          <Button type="submit" name="intent" value="choose" variant="primary" isPending={isSaving} isDisabled={!online}>
            Keep
          </Button>
        </FormRow>
      </Form>
      <div className={styles.inline}>
        {item.clientId ? <Link to={`/team/handovers/${shown.handover.id}/people/${item.id}`}>What the next person should know, and the letter to {item.words}</Link> : null}
        {item.choice === null ? null : (
          <Press intent="choose" about={`back-${item.id}`} fields={{ item: item.id, version: String(item.version), where: "" }} online={online} variant="quiet" label={`Take back: ${item.words}`}>
            Take back
          </Press>
        )}
      </div>
    </div>
  );
}

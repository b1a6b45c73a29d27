import { Form, useFetcher } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { FormRow } from "~/kit/FormRow";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formatTime } from "~/kit/wallTime";
import { answers } from "../words";
import styles from "./day.module.css";
import type { DayShown } from "./day-page.server";

type Person = DayShown["people"][number];

/** With more names than this, one wants to look for one. */
const many = 12;

/** Everybody who was asked or walked in, each to be ticked by whoever plans, or by themselves. */
export function WhoComes({ shown: { people }, find, online }: { shown: DayShown; find: string; online: boolean }) {
  const wanted = find.trim().toLowerCase();
  const shown = wanted ? people.filter(({ name, line }) => `${name} ${line}`.toLowerCase().includes(wanted)) : people;
  return (
    <Card as="section" title="Names">
      {people.length > many || wanted ? (
        <Form className={styles.screen} role="search" aria-label="Names">
          <FormRow>
            <div className={styles.wide}>
              <TextField label="Find a name" name="find" type="search" defaultValue={find} />
            </div>
            <FormRow kind="buttons">
              <Button type="submit">Find</Button>
            </FormRow>
          </FormRow>
        </Form>
      ) : null}
      {people.length === 0 ? <EmptyState title="Nobody was asked yet.">Whoever comes can sign in by phone, or be written down below.</EmptyState> : null}
      {people.length > 0 && shown.length === 0 ? <EmptyState title="Nobody of that name.">Somebody who came unasked can be written down below.</EmptyState> : null}
      <ul className={styles.list}>
        {shown.map((one) => (
          <PersonRow key={one.id} one={one} online={online} />
        ))}
      </ul>
    </Card>
  );
}

function PersonRow({ one, online }: { one: Person; online: boolean }) {
  const fetcher = useFetcher<{ sentence?: string } | null>({ key: `tick-${one.id}` });
  const sent = fetcher.formData?.get("intent");
  const isHere = sent ? sent === "tick" : one.at !== undefined;
  const problem = fetcher.state === "idle" ? fetcher.data?.sentence : undefined;
  return (
    <li className={styles.row} data-here={isHere ? "" : undefined}>
      <div>
        <p className={styles.name}>{one.name}</p>
        <p className={styles.quiet}>{[one.line, saidWords(one)].filter(Boolean).join(" · ")}</p>
        {problem ? <p role="alert">{problem}</p> : null}
      </div>
      <fetcher.Form method="post" className={styles.inline}>
        <input type="hidden" name="part" value="day" />
        <input type="hidden" name="invitee" value={one.id} />
        <input type="hidden" name="stay" value="1" />
        {isHere ? <Tag tone="agreed">{one.at ? `Here, ${formatTime(one.at, "clock")}${one.how === "phone" ? ", by phone" : ""}` : "Here"}</Tag> : null}
        {one.mayTick ? (
          <Button type="submit" name="intent" value={isHere ? "untick" : "tick"} variant={isHere ? "quiet" : "secondary"} isDisabled={!online} className={styles.screen}>
            {isHere ? "Undo" : "Tick"}
            <VisuallyHidden> {one.name}</VisuallyHidden>
          </Button>
        ) : null}
      </fetcher.Form>
    </li>
  );
}

function saidWords({ says, place }: Person): string {
  if (!says) return "";
  return place === "waiting" ? "Waits for a place" : `Said ${answers[says].toLowerCase()}`;
}

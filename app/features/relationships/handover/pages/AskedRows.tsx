import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { formOf } from "../../../gaps/group/refused";
import { useSaving } from "../../../gaps/group/useSaving";
import styles from "../handover.module.css";
import type { AskedLine } from "../reads.server";
import { itemStates, kindWords, most } from "../words";
import type { Forms } from "./MakingRows";
import { Press } from "./Press";

/** What a colleague is asked to take over: of a person no name before the day, only how much there is to do. */
export function AskedRows({ shown, refused, online }: Forms) {
  const { asked, handover } = shown;
  const people = asked.some(({ kind }) => kind === "person");
  const waiting = asked.filter(({ state }) => state === "offered").length;
  return (
    <Card as="section" title="Could you take these over?">
      <div className={styles.stack}>
        {people ? <p className={styles.quiet}>You see no names before the day. Whoever is yours then is on your list of people, with what you should know.</p> : null}
        {waiting > 1 && handover.state === "sent" ? (
          <Press intent="accept-all" online={online} variant="primary">
            I take all {waiting}
          </Press>
        ) : null}
        <ul className={styles.list}>
          {asked.map((item) => (
            <AskedRow key={item.id} item={item} isOnly={waiting === 1} isOver={handover.state !== "sent"} refused={refused} online={online} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const tones = { offered: "needs", accepted: "agreed", declined: "danger" } as const;

function AskedRow({ item, isOnly, isOver, refused, online }: Pick<Forms, "refused" | "online"> & { item: AskedLine; isOnly: boolean; isOver: boolean }) {
  const about = `decline-${item.id}`;
  const { field, errors } = formOf(about, refused);
  const isSaving = useSaving(about);
  const state = item.state as keyof typeof tones;
  return (
    <li>
      <p>
        <strong>{item.words}</strong> <Tag>{capital(kindWords[item.kind].one)}</Tag> <Tag tone={tones[state]}>{itemStates[item.state]}</Tag>
      </p>
      {item.kind === "person" ? <p className={styles.quiet}>{item.steps === 0 ? "No next steps are open." : item.steps === 1 ? "1 next step comes with them." : `${item.steps} next steps come with them.`}</p> : null}
      {item.line ? <p className={styles.voice}>{item.line}</p> : null}
      {isOver ? <p className={styles.quiet}>It was taken back for now. You are asked again when it is sent.</p> : null}
      <div className={styles.answers}>
        {isOver || item.state === "accepted" ? null : (
          <Press intent="accept" about={`accept-${item.id}`} fields={{ item: item.id }} online={online} variant={isOnly ? "primary" : "secondary"} label={`I take it: ${item.words}`}>
            I take it
          </Press>
        )}
        {isOver || item.state === "declined" ? null : (
          <Disclosure summary="I can’t" defaultOpen={errors.length > 0}>
            <Form method="post" preventScrollReset noValidate className={styles.form}>
              <input type="hidden" name="part" value={about} />
              <input type="hidden" name="item" value={item.id} />
              <ErrorSummary errors={errors} />
              <TextField {...field("line")} label="Why not, in a line" hint="Such as “I am full until May.” They see it, and find somebody else." voice="people" maxLength={most.line} />
              <div>
                <Button type="submit" name="intent" value="decline" isPending={isSaving} isDisabled={!online} aria-label={`Send that I can’t: ${item.words}`}>
                  Send
                </Button>
              </div>
            </Form>
          </Disclosure>
        )}
      </div>
    </li>
  );
}

import { useId, useState } from "react";
import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { TextField } from "~/kit/TextField";
import type { Refused } from "../../gaps/group/answer.server";
import { NameWarning } from "../../gaps/board/NameWarning";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import styles from "../book/book.module.css";
import { firstName } from "../book/views";
import { most } from "../words";
import type { Reflected } from "./reflecting.server";

type Props = { refused: Refused | undefined; online: boolean; after: Reflected; guest: string; host: string };

/** Two lines each, between the two; shared only when both say so, and not a moment longer. */
export function Reflections({ refused, online, after, guest, host }: Props) {
  const isOneOfTheTwo = after.side !== undefined;
  return (
    <Card as="section" title={isOneOfTheTwo ? "What you took from it" : "What they took from it"}>
      <div className={styles.stack}>
        {after.theirs.map((lines) => (
          <div key={lines.by} className={styles.lines}>
            <p className={styles.quiet}>{lines.by}</p>
            <blockquote>
              <p className={styles.quiet}>What surprised me</p>
              <p className={styles.words}>{lines.surprised}</p>
              <p className={styles.quiet}>What I will do differently</p>
              <p className={styles.words}>{lines.differently}</p>
            </blockquote>
          </div>
        ))}
        {!isOneOfTheTwo && !after.isShared ? <p>What they write about it is between {guest} and {host}, unless both share it.</p> : null}
        {isOneOfTheTwo ? <Write refused={refused} online={online} after={after} known={[guest, host]} /> : null}
        {after.mayTakeOff && after.isShared ? <TakeOff online={online} /> : null}
        {isOneOfTheTwo && (after.mine || after.theirs.length > 0) ? <Sharing online={online} after={after} other={firstName(other(after, guest, host))} /> : null}
      </div>
    </Card>
  );
}

const other = (after: Reflected, guest: string, host: string) => (after.side === "host" ? guest : host);

function Write({ refused, online, after, known }: Pick<Props, "refused" | "online" | "after"> & { known: string[] }) {
  const { field, errors } = formOf("reflect", refused);
  const isSaving = useSaving("reflect");
  const [words, setWords] = useState({ surprised: "", differently: "" });
  const id = useId();
  const hears = (name: keyof typeof words) => ({ onChange: (event: { currentTarget: { value: string } }) => setWords({ ...words, [name]: event.currentTarget.value }) });
  return (
    <Form method="post" preventScrollReset noValidate className={`${styles.form} ${styles.screen}`}>
      <input type="hidden" name="part" value="reflect" />
      <ErrorSummary errors={errors} />
      <p className={styles.quiet}>Two lines, between the two of you. Nobody you met should be recognised from them.</p>
      <TextField multiline rows={2} voice="people" label="What surprised me" maxLength={most.reflection + 200} {...field("surprised", after.mine?.surprised)} aria-describedby={id} {...hears("surprised")} />
      <TextField multiline rows={2} voice="people" label="What I will do differently" maxLength={most.reflection + 200} {...field("differently", after.mine?.differently)} aria-describedby={id} {...hears("differently")} />
      <NameWarning words={`${words.surprised} · ${words.differently}`} known={known} id={id} then="Never name somebody you support." />
      <div>
        <Button type="submit" name="intent" value="reflect" variant={after.mine ? "secondary" : "primary"} isPending={isSaving} isDisabled={!online}>
          {after.mine ? "Save these words" : "Save my two lines"}
        </Button>
      </div>
    </Form>
  );
}

function Sharing({ online, after: { iShare, theyShare }, other: name }: { online: boolean; after: Reflected; other: string }) {
  const isSaving = useSaving("share");
  const said = iShare && theyShare ? `Shared: both of your lines stand on the pages of both organisations, for everybody in the network.` : iShare ? `You agreed to share. ${name} has not said yet, so nobody else reads them.` : theyShare ? `${name} agreed to share. They are shared when you agree too.` : "Only the two of you read these lines. They can stand on the pages of both organisations, if you both agree.";
  return (
    <Form method="post" preventScrollReset className={`${styles.stack} ${styles.screen}`}>
      <input type="hidden" name="part" value="share" />
      <h3>Sharing</h3>
      <p>{said}</p>
      <div className={styles.inline}>
        <Button type="submit" name="intent" value={iShare ? "unshare" : "share"} isPending={isSaving} isDisabled={!online}>
          {iShare ? "Take it back" : "I agree to share"}
        </Button>
        <p className={styles.quiet}>{iShare ? "They are off both pages at once." : "Either of you can take it back here at any time."}</p>
      </div>
    </Form>
  );
}

/** For a facilitator, where lines should not have been shared. */
function TakeOff({ online }: { online: boolean }) {
  const isSaving = useSaving("share");
  return (
    <Form method="post" preventScrollReset className={`${styles.inline} ${styles.screen}`}>
      <input type="hidden" name="part" value="share" />
      <Button type="submit" name="intent" value="unshare" isPending={isSaving} isDisabled={!online}>
        Take them off both pages
      </Button>
      <p className={styles.quiet}>The two keep their lines. They can agree to share again.</p>
    </Form>
  );
}

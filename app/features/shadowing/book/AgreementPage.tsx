import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { PrintSheet } from "~/kit/PrintSheet";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { formatTime } from "~/kit/wallTime";
import { WithScripts } from "~/kit/WithScripts";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { most } from "../words";
import type { agreementPage } from "./agreement.server";
import styles from "./book.module.css";

type Shown = Awaited<ReturnType<typeof agreementPage>>;
type Props = { shown: Shown; refused: Refused | undefined; done: string | undefined };

/** What a guest agrees to, to read and to print; and, for facilitators, to put in other words. */
export function AgreementPage({ shown: { agreement, versions, abilities }, refused, done }: Props) {
  return (
    <div className={styles.narrow}>
      <div className={`${styles.stack} ${styles.screen}`}>
        <Breadcrumb crumbs={[{ label: "Diary", to: "/diary" }, { label: "Shadow days", to: "/diary/shadow" }, { label: "Confidentiality agreement" }]} />
        <div role="status" className={styles.status}>
          {done && !refused ? <Banner tone="agreed">{done}</Banner> : null}
        </div>
        <p>{agreement.agreed && agreement.agreedAt ? <>You agreed on <Time iso={agreement.agreedAt} format="date" />. We ask once a year, and when the words change.</> : "We ask you to agree when you book a day."}</p>
        <WithScripts>
          <div>
            <Button onPress={() => window.print()}>Print</Button>
          </div>
        </WithScripts>
      </div>
      <PrintSheet title="Confidentiality on shadow days" size="document" footer={`Version ${agreement.version}, ${formatTime(agreement.changedAt, "date")}`}>
        {linesOf(agreement.text).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </PrintSheet>
      <div className={`${styles.stack} ${styles.screen}`}>
        {abilities.reword ? <Reword key={agreement.version} text={agreement.text} version={agreement.version} refused={refused} /> : null}
        {versions.length > 1 ? <Earlier versions={versions.slice(1)} /> : null}
      </div>
    </div>
  );
}

const linesOf = (text: string) => [...new Set(text.split("\n").filter((line) => line.trim()))];

function Reword({ text, version, refused }: { text: string; version: number; refused: Refused | undefined }) {
  const { field, errors, isBack } = formOf("terms", refused);
  const isSaving = useSaving("terms");
  return (
    <Disclosure summary="Put it in other words" defaultOpen={isBack}>
      <Form method="post" preventScrollReset noValidate className={styles.form}>
        <input type="hidden" name="part" value="terms" />
        <input type="hidden" name="version" value={version} />
        <ErrorSummary errors={errors} />
        <p>Everybody agrees anew before their next booking. The words as they were stay on this page.</p>
        <TextField multiline rows={12} voice="people" label="What a guest agrees to" hint="A line each." maxLength={most.terms + 500} {...field("text", text)} />
        <div>
          <Button type="submit" variant="primary" isPending={isSaving}>
            Save these words
          </Button>
        </div>
      </Form>
    </Disclosure>
  );
}

function Earlier({ versions }: { versions: Shown["versions"] }) {
  return (
    <section className={styles.stack} aria-labelledby="earlier">
      <h2 id="earlier">As it was</h2>
      {versions.map(({ version, text, at, writer }) => (
        <Disclosure key={version} summary={`Version ${version}, ${formatTime(at, "date")}${writer ? `, by ${writer}` : ""}`}>
          <p className={styles.words}>{text}</p>
        </Disclosure>
      ))}
    </section>
  );
}

import { Form } from "react-router";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DatePicker } from "~/kit/DatePicker";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { useOnline } from "~/kit/useOnline";
import { useRefused } from "~/shared/live/useRefused";
import { PageHeader } from "~/shell/PageHeader";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { handoverDone } from "../handover/done";
import styles from "../handover/handover.module.css";
import { Frame } from "../handover/pages/Frame";
import { countedWords, most } from "../handover/words";
import { LastDay } from "./LastDay";
import type { leavingPage } from "./page.server";

type Shown = Awaited<ReturnType<typeof leavingPage>>;
type Props = { shown: Shown; refused: Refused | undefined };

/** Somebody leaves: with a handover, or at once. What ends is said before anything does. */
export function LeavingPage({ shown, refused: told }: Props) {
  const { account, seats, elsewhere } = shown;
  const refused = useRefused(told);
  const online = useOnline();
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Team", to: "/team" }, { label: account.name }]} />} title={`When ${account.name} leaves`} lead="With a handover where there is time for one." />
      <Frame words={handoverDone} refused={refused} online={online}>
        <div className={`${styles.stack} ${styles.narrow}`}>
          <Card as="section" title="What stays behind">
            <ul className={styles.bullets}>
              {seats.map(({ postId, title, organisation, counts, alone, leadsAlone }) => (
                <li key={postId}>
                  {title}, {organisation}: {countedWords(counts)}.{" "}
                  {Object.keys(counts).length === 0 ? null : alone ? "It goes on the list of what needs a home. " : "A colleague sits in the post as well, and keeps it. "}
                  {leadsAlone ? <strong>Nobody else leads {organisation}. Until somebody does, the network’s facilitators look after its posts.</strong> : null}
                </li>
              ))}
            </ul>
          </Card>
          <Open shown={shown} refused={refused} online={online} />
          <LastDay posts={seats} today={shown.today} refused={refused} online={online} leaver={account} />
          {elsewhere > 0 ? <p>They also sit in a post that you do not look after. A facilitator can end all of it; you can end their time in yours on the page of the post.</p> : <EndNow shown={shown} refused={refused} online={online} />}
        </div>
      </Frame>
    </>
  );
}

function Open({ shown: { account, seats, today }, refused, online }: Props & { online: boolean }) {
  const { field, errors } = formOf("open", refused);
  const isSaving = useSaving("open");
  return (
    <Card as="section" title="Open a handover for them">
      <Form method="post" noValidate className={styles.form}>
        <input type="hidden" name="part" value="open" />
        <input type="hidden" name="leaverId" value={account.id} />
        <ErrorSummary errors={errors} />
        {seats.length === 1 ? <input type="hidden" name="postId" value={seats[0]?.postId} /> : <Select {...field("postId", seats[0]?.postId)} label="Which post?" choices={seats.map(({ postId, title }) => ({ value: postId, label: title }))} />}
        <DatePicker {...field("lastDay")} label="Their last day" min={today} />
        <div>
          <Button type="submit" name="intent" value="open" variant="primary" isPending={isSaving} isDisabled={!online}>
            Open a handover
          </Button>
        </div>
      </Form>
    </Card>
  );
}

function EndNow({ shown: { account }, refused, online }: Props & { online: boolean }) {
  const { field, errors } = formOf("end", refused);
  const isSaving = useSaving("end");
  return (
    <Card as="section" title="They are gone already" stripe="rowan">
      <Form method="post" noValidate className={styles.form}>
        <input type="hidden" name="part" value="end" />
        <ErrorSummary errors={errors} />
        <p>All of this ends at once, wherever {account.name} has it open:</p>
        <ul className={styles.bullets}>
          <li>every post they sit in</li>
          <li>every place they are signed in, and every page that is open there</li>
          <li>sign-in codes and invitations sent to their address</li>
          <li>the diary in their own calendar, and doors to events they opened</li>
        </ul>
        <p>Nothing they wrote is lost, and nothing they held is without a place.</p>
        <TextField {...field("why")} label="Why" hint="Such as “New job”. Colleagues who look after the post see it." optional maxLength={most.why} />
        <div>
          <Button type="submit" name="intent" value="end" variant="danger" isPending={isSaving} isDisabled={!online}>
            End all of it now
          </Button>
        </div>
      </Form>
    </Card>
  );
}

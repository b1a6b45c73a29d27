import { Form, Link } from "react-router";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DatePicker } from "~/kit/DatePicker";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import styles from "../handover/handover.module.css";
import { Frame } from "../handover/pages/Frame";
import { Press } from "../handover/pages/Press";
import { Briefing } from "./Briefing";
import type { coverPage } from "./page.server";
import { duties as dutyWords, hows } from "./words";

type Shown = Awaited<ReturnType<typeof coverPage>>;
type Forms = { shown: Shown; refused: Refused | undefined; online: boolean };

const done = { begun: "It is said. Colleagues and partners see it.", duty: "Kept.", deputy: "Kept. Colleagues and partners see it.", expected: "Kept.", back: "Welcome back. Here is what happened meanwhile." };
const tones = { runs: "agreed", pauses: "needs", goes_to: "people" } as const;

/** Who is away, who steps in, and what runs, pauses or goes elsewhere. */
export function CoverPage({ shown, refused: told }: { shown: Shown; refused: Refused | undefined }) {
  const { cover, duties, makes, isAway, briefing } = shown;
  const refused = useRefused(told);
  const online = useOnline();
  const { notLive } = useNotices(["directory"]);
  const forms = { shown, refused, online };
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Team", to: "/team" }, { label: "Away" }]} />} title={cover.endedAt ? `${cover.away} is back` : `${cover.away} is away`} lead={cover.postTitle} />
      <Frame words={done} refused={refused} online={online} notLive={notLive}>
        <TwoColumns
          sideLabel="Since and until"
          side={
            <Card as="div" title="Since and until">
              <div className={styles.stack}>
                <p>
                  From <Time iso={cover.startsAt} format="longDate" />
                  {cover.endedAt ? (
                    <>
                      , back since <Time iso={cover.endedAt} format="longDate" />
                    </>
                  ) : null}
                </p>
                {cover.endedAt ? null : <p>{cover.expectedOn ? <>Expected back on <Time iso={cover.expectedOn} format="longDate" /></> : "Nobody knows yet until when."}</p>}
                <p>{cover.deputyLeft ? `${cover.deputy} has left. Nobody steps in now.` : cover.deputy ? `${cover.deputy} ${cover.endedAt ? "stepped in" : "steps in"}.` : "Nobody steps in yet."}</p>
                {cover.line ? <p className={styles.voice}>{cover.line}</p> : null}
                <p>
                  <Link to={`/directory/posts/${cover.postId}`}>See the post</Link>
                </p>
                {shown.deputies.length > 0 ? <StepsIn {...forms} /> : null}
                {makes && !cover.endedAt ? <Expected {...forms} /> : null}
                {makes && !cover.endedAt ? (
                  <Press intent="end" online={online} variant="primary">
                    {isAway ? "I am back" : `${cover.away} is back`}
                  </Press>
                ) : null}
              </div>
            </Card>
          }
        >
          <div className={styles.stack}>
            {briefing ? <Briefing briefing={briefing} isAway={isAway} /> : null}
            <Card as="section" title="Who does what meanwhile">
              {duties.length === 0 ? <p className={styles.quiet}>Nothing is said yet. What nobody speaks of waits.</p> : null}
              <ul className={styles.list}>
                {duties.map(({ duty, how, to, line }) => (
                  <li key={duty}>
                    <p>
                      {dutyWords[duty]} <Tag tone={tones[how]}>{how === "goes_to" ? `${hows.goes_to} ${to ?? "somebody"}` : hows[how]}</Tag>
                    </p>
                    {line ? <p className={styles.voice}>{line}</p> : null}
                  </li>
                ))}
              </ul>
            </Card>
            {makes && !cover.endedAt ? <SayDuty {...forms} /> : null}
          </div>
        </TwoColumns>
      </Frame>
    </>
  );
}

function Expected({ shown, refused, online }: Forms) {
  const { field, errors } = formOf("expect", refused);
  return (
    <Form method="post" preventScrollReset noValidate className={styles.form} key={shown.cover.expectedOn}>
      <input type="hidden" name="part" value="expect" />
      <ErrorSummary errors={errors} />
      <DatePicker {...field("expectedOn", shown.cover.expectedOn ?? "")} label="Expected back" optional />
      <div>
        <Button type="submit" name="intent" value="expect" isDisabled={!online}>
          Keep the day
        </Button>
      </div>
    </Form>
  );
}

/** Whoever looks after the post says who steps in: at first, or when somebody who did has left. */
function StepsIn({ shown, refused, online }: Forms) {
  const { field, errors } = formOf("deputy", refused);
  const now = shown.cover.deputyLeft ? "" : (shown.cover.deputyId ?? "");
  return (
    <Form method="post" preventScrollReset noValidate className={styles.form} key={`deputy ${now}`}>
      <input type="hidden" name="part" value="deputy" />
      <ErrorSummary errors={errors} />
      <Select {...field("deputyId", now)} label="Who steps in?" hint="They see what the post sees, for as long as this lasts." placeholder="Nobody yet" choices={shown.deputies} />
      <div>
        <Button type="submit" name="intent" value="deputy" variant={shown.cover.deputyLeft ? "primary" : "secondary"} isDisabled={!online}>
          Keep who steps in
        </Button>
      </div>
    </Form>
  );
}

const options = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

function SayDuty({ shown, refused, online }: Forms) {
  const { field, errors } = formOf("duty", refused);
  const isSaving = useSaving("duty");
  return (
    <Card as="section" title="Say who does what">
      <Form method="post" preventScrollReset noValidate className={styles.form}>
        <input type="hidden" name="part" value="duty" />
        <ErrorSummary errors={errors} />
        <FormRow>
          <Select {...field("duty")} label="What" choices={options(dutyWords)} />
          <Select {...field("how")} label="What becomes of it" choices={options(hows)} />
          <Select {...field("toPostId")} label="To whom, where it goes to somebody" optional placeholder="Nobody" choices={shown.colleagues} />
        </FormRow>
        <TextField {...field("line")} label="A line about it" optional voice="people" maxLength={200} />
        <div>
          <Button type="submit" name="intent" value="duty" isPending={isSaving} isDisabled={!online}>
            Keep
          </Button>
        </div>
      </Form>
    </Card>
  );
}

import { Form, Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { useOnline } from "~/kit/useOnline";
import { formatTime } from "~/kit/wallTime";
import { PageHeader } from "~/shell/PageHeader";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { doorOpensBefore, guestRoles } from "../words";
import styles from "./day.module.css";
import type { herePage } from "./here.server";

type Shown = Awaited<ReturnType<typeof herePage>>;
type Props = { shown: Shown; done: boolean; refused: Refused | undefined; here: string };

/** On a phone held to the code of the host's screen: one tap, or one's name. */
export function HerePage({ shown: { door, me }, done, refused, here }: Props) {
  const online = useOnline();
  if (!door) return <Shut title="This code does not work" words="It may have been replaced. Ask whoever hosts to show the code again, or to tick your name." />;
  const lead = `${formatTime(door.startsAt, "dayAndTime")}${door.place ? ` · ${door.place}` : ""}`;
  if (door.stands !== "open") {
    const opens = formatTime(new Date(new Date(door.startsAt).getTime() - doorOpensBefore * 60_000).toISOString(), "dayAndTime");
    return door.stands === "early" ? <Shut title={door.title} words={`Sign-in opens on ${opens}, an hour before it begins. Keep this page, or point your phone at the code again then.`} /> : <Shut title={door.title} words="This sign-in is closed. Ask whoever hosts to tick your name." />;
  }
  if (done && !refused) return <Welcome title={door.title} lead={lead} here={here} />;
  return (
    <>
      <PageHeader title={door.title} lead={lead} />
      {online ? null : <p className={styles.quiet}>You are offline. Signing in needs a connection; whoever hosts can tick your name.</p>}
      {me ? (
        <div className={styles.stack}>
          <OneTap me={me} online={online} refused={refused} />
          <Disclosure summary="Sign in somebody beside you" defaultOpen={refused?.about === "name"}>
            <NameForm refused={refused} online={online} whose="Their" />
          </Disclosure>
        </div>
      ) : (
        <div className={styles.stack}>
          <NameForm refused={refused} online={online} whose="Your" />
          <p className={styles.quiet}>
            You have an account here? <Link to={`/sign-in?${new URLSearchParams({ then: here })}`}>Sign in with it</Link>, and this page comes back. Your name is enough, too.
          </p>
        </div>
      )}
    </>
  );
}

function OneTap({ me, online, refused }: { me: { name: string; isHere: boolean }; online: boolean; refused: Refused | undefined }) {
  const { errors } = formOf("me", refused);
  const isSaving = useSaving("me");
  return (
    <Form method="post" className={styles.stack}>
      <input type="hidden" name="part" value="me" />
      <ErrorSummary errors={errors} />
      <div role="status">{me.isHere ? <Banner tone="agreed" title={`You are signed in, ${me.name.split(" ")[0]}.`} /> : null}</div>
      <Button type="submit" name="intent" value={me.isHere ? "not-me" : "me"} variant={me.isHere ? "quiet" : "primary"} wide isPending={isSaving} pendingLabel="One moment…" isDisabled={!online}>
        {me.isHere ? "Undo: I am not here" : "I am here"}
      </Button>
      {me.isHere ? null : <p className={styles.quiet}>You are {me.name}. Your organisation and role come with your name.</p>}
    </Form>
  );
}

function NameForm({ refused, online, whose }: { refused: Refused | undefined; online: boolean; whose: "Your" | "Their" }) {
  const { field, errors } = formOf("name", refused);
  const isSaving = useSaving("name");
  return (
    <Form method="post" noValidate className={styles.stack}>
      <input type="hidden" name="part" value="name" />
      <ErrorSummary errors={errors} />
      <FormStack>
        <TextField label={`${whose} name`} hint="As the invitation has it, if there was one." autoComplete={whose === "Your" ? "name" : "off"} maxLength={200} {...field("name")} />
        <Select label={`${whose} role`} optional placeholder="Choose one" choices={Object.entries(guestRoles).map(([value, label]) => ({ value, label }))} {...field("role")} />
        <TextField label={`${whose} organisation`} optional autoComplete={whose === "Your" ? "organization" : "off"} maxLength={200} {...field("organisation")} />
        <div>
          <Button type="submit" name="intent" value="name" variant={whose === "Your" ? "primary" : "secondary"} isPending={isSaving} pendingLabel="One moment…" isDisabled={!online}>
            {whose === "Your" ? "I am here" : "They are here"}
          </Button>
        </div>
      </FormStack>
      <p className={styles.quiet}>Colleagues of the network read who was there. If you were invited by name, no more is needed.</p>
    </Form>
  );
}

function Welcome({ title, lead, here }: { title: string; lead: string; here: string }) {
  return (
    <>
      <PageHeader title="You are signed in" lead={title} />
      <Card as="section" aria-label="What happens now" stripe="pine">
        <div className={styles.stack}>
          <p role="status">Thank you for coming. You can close this page.</p>
          <p className={styles.quiet}>{lead}</p>
          <p>
            <Link to={here}>Sign in somebody beside you</Link>
          </p>
        </div>
      </Card>
    </>
  );
}

function Shut({ title, words }: { title: string; words: string }) {
  return (
    <>
      <PageHeader title={title} />
      <p>{words}</p>
    </>
  );
}

import { Link } from "react-router";
import { Avatar } from "~/kit/Avatar";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DateBlock } from "~/kit/DateBlock";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { fromConform } from "~/kit/field";
import { FormRow, FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { ActButton, ActForm, ActSaid, useActForm } from "./ActForm";
import { ChooseOrganisation } from "./ChooseOrganisation";
import type { Linked as One } from "./overview.server";
import styles from "./page.module.css";
import { type Acting, useAct } from "./useAct";

/** Services, pages and events that have to do with the gap. */
export function Linked({ linked, gapId }: { linked: readonly One[]; gapId: string }) {
  const remove = useAct("unlink");
  const organisation = useAct("link-organisation");
  const page = useAct("link-page");
  const event = useAct("link-event");
  return (
    <Card as="section" title="Services and events" aria-label="Services and events">
      {linked.length === 0 ? <p className={styles.quiet}>Nothing is linked yet. Is there something near it? Others need not look for it again.</p> : null}
      <ul className={styles.rows}>
        {linked.map((one) => (
          <li key={one.id} className={styles.row}>
            <div className={styles.who} data-wide="">
              {one.kind === "event" && one.on ? <DateBlock iso={one.on} /> : <Avatar name={one.title} kind="organisation" decorative />}
              <div className={styles.grow}>
                <p>
                  <LinkedTitle one={one} />
                </p>
                <p className={styles.quiet}>
                  {kinds[one.kind]}, linked by {one.name}, <Time iso={one.at} format="date" />
                </p>
              </div>
            </div>
            {one.mayEnd ? (
              <ActButton act={remove} fields={{ id: one.id }} variant="quiet">
                Take away<VisuallyHidden> “{one.title}”</VisuallyHidden>
              </ActButton>
            ) : null}
          </li>
        ))}
      </ul>
      <ActSaid act={remove} />
      <div className={styles.choices}>
        <Adding act={organisation} summary="Link an organisation">
          <OrganisationFields act={organisation} />
        </Adding>
        <Adding act={page} summary="Link a web page">
          <PageFields act={page} />
        </Adding>
        <Adding act={event} summary="Link an event">
          <EventFields act={event} />
        </Adding>
        <p>
          <Link to={`/diary/events/new?gap=${gapId}`}>Plan an event about this</Link>
        </p>
      </div>
      {[organisation, page, event].map((act) => (
        <ActSaid key={act.hidden.about} act={act} />
      ))}
    </Card>
  );
}

const kinds = { organisation: "Organisation", page: "Web page", event: "Event" };

function LinkedTitle({ one: { linkedId, url, title } }: { one: One }) {
  if (linkedId) return <Link to={`/directory/organisations/${linkedId}`}>{title}</Link>;
  if (!url) return title;
  return (
    <a href={url} rel="noreferrer noopener nofollow">
      {title} <span className={styles.quiet}>({new URL(url).hostname})</span>
    </a>
  );
}

/** Folds itself once something was added. */
function Adding({ act, summary, children }: { act: Acting; summary: string; children: React.ReactNode }) {
  return (
    <Disclosure key={act.answer?.said ? act.answer.id : summary} summary={summary} defaultOpen={act.answer?.reply?.error !== undefined}>
      {children}
    </Disclosure>
  );
}

function OrganisationFields({ act }: { act: Acting }) {
  const { fields, problems, sent } = useActForm<{ organisationId: string }>(act);
  return (
    <ActForm {...sent}>
      <FormStack>
        {problems}
        <ChooseOrganisation label="Which organisation?" hint="Type a part of its name. It has to be in the directory." {...fromConform(fields.organisationId)} />
        <Add act={act} />
      </FormStack>
    </ActForm>
  );
}

function PageFields({ act }: { act: Acting }) {
  const { fields, problems, sent } = useActForm<{ title: string; url: string }>(act);
  return (
    <ActForm {...sent}>
      <FormStack>
        {problems}
        <TextField label="What is it?" maxLength={160} {...fromConform(fields.title)} />
        <TextField label="Address of the page" inputMode="url" autoComplete="off" maxLength={600} {...fromConform(fields.url)} />
        <Add act={act} />
      </FormStack>
    </ActForm>
  );
}

function EventFields({ act }: { act: Acting }) {
  const { fields, problems, sent } = useActForm<{ title: string; on: string; url: string }>(act);
  return (
    <ActForm {...sent}>
      <FormStack>
        {problems}
        <FormRow>
          <TextField label="What is on?" maxLength={160} {...fromConform(fields.title)} />
          <DateField label="On which day?" {...fromConform(fields.on)} />
        </FormRow>
        <TextField label="Web page about it" optional inputMode="url" autoComplete="off" maxLength={600} {...fromConform(fields.url)} />
        <Add act={act} />
      </FormStack>
    </ActForm>
  );
}

function Add({ act }: { act: Acting }) {
  return (
    <div>
      <Button type="submit" isPending={act.isPending}>
        Link it
      </Button>
    </div>
  );
}

import { Form } from "react-router";
import { organisationKinds, type OrganisationKind } from "~/features/people/words";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { EmptyState } from "~/kit/EmptyState";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import type { Refused } from "../group/answer.server";
import { formOf } from "../group/refused";
import { useSaving } from "../group/useSaving";
import styles from "./elsewhere.module.css";
import type { Elsewhere } from "./find.server";
import type { InvitationLine } from "./invitations.server";

type Props = { area: string | null; typed: string; found: readonly Elsewhere[]; open: ReadonlyMap<string, InvitationLine>; problem: string | undefined; refused: Refused | undefined };

/** Organisations of other areas by words in their names, each with a way to ask. */
export function Found({ area, typed, found, open, problem, refused }: Props) {
  return (
    <Card as="section" title="Find organisations" id="find">
      <div className={styles.stack}>
        <Form method="get" className={styles.search} role="search" aria-label="Organisations elsewhere" preventScrollReset>
          <TextField key={typed} type="search" name="q" label="Words in their names" hint={area ? `We leave out those of ${area}.` : "In all areas, since this gap is everywhere."} defaultValue={typed} error={problem} />
          <Button type="submit">Find</Button>
        </Form>
        {found.length === 0 ? (
          <EmptyState title="Nobody is called that elsewhere">{typed ? "Try fewer or other words, such as what people would do there." : "Write a word or two, such as “garden” or “lunch”."}</EmptyState>
        ) : (
          <ul className={styles.rows} aria-label="Organisations found">
            {found.map((one) => (
              <li key={one.id}>
                <Organisation one={one} invited={open.get(one.id)} refused={refused} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function Organisation({ one, invited, refused }: { one: Elsewhere; invited: InvitationLine | undefined; refused: Refused | undefined }) {
  return (
    <>
      <div className={styles.apart}>
        <div>
          <h3>{one.name}</h3>
          <p className={styles.quiet}>{[one.area, organisationKinds[one.kind as OrganisationKind]].filter(Boolean).join(" · ")}</p>
        </div>
        <Tag tone={one.here ? "agreed" : "plain"}>{one.here ? "Somebody is here" : "Nobody here yet"}</Tag>
      </div>
      {invited ? (
        <p className={styles.quiet}>
          Invited by {invited.by}, {invited.byOrganisation}.
        </p>
      ) : (
        <Invite one={one} refused={refused} />
      )}
    </>
  );
}

function Invite({ one, refused }: { one: Elsewhere; refused: Refused | undefined }) {
  const part = `invite-${one.id}`;
  const { field, errors, isBack } = formOf(part, refused);
  const isSaving = useSaving(part);
  return (
    <Disclosure summary={`Invite ${one.name}`} defaultOpen={isBack}>
      <Form method="post" preventScrollReset noValidate>
        <input type="hidden" name="part" value={part} />
        <input type="hidden" name="intent" value="invite" />
        <input type="hidden" name="organisationId" value={one.id} />
        <FormStack>
          <ErrorSummary errors={errors} />
          <p className={styles.quiet}>{one.here ? "Their people see it in their inbox, and get a letter by email." : "Nobody of theirs has a place here. We write a letter that you copy or print, and you hand it over."}</p>
          <TextField multiline rows={2} optional voice="people" label="A line to them" hint="Why you thought of them. Never name a person you support." {...field("line")} />
          <div>
            <Button type="submit" isPending={isSaving} pendingLabel="Asking…">
              {one.here ? "Send the invitation" : "Make the letter"}
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import type { Choice } from "~/kit/Select";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { useTaken } from "~/shared/live/useTaken";
import type { Refused } from "../../../shadowing/offer/answer.server";
import { formOf } from "../../../shadowing/offer/refused";
import { useSending } from "../../../shadowing/offer/useSending";
import styles from "../events.module.css";
import type { EventFrame } from "../page/event-page.server";
import { ChooseOne } from "./ChooseOne";
import type { PlannerRow } from "./planners.server";

type Props = { planners: readonly PlannerRow[]; event: EventFrame; people: readonly Choice[]; refused: Refused | undefined };

/** Who may change the date and ask people: the organisation that plans, and those it lets plan along. */
export function Planners({ planners, event, people, refused }: Props) {
  const form = formOf("planner", refused);
  const isSending = useSending("planner");
  const taken = useTaken("planner", form.isBack);
  return (
    <Card as="section" title="Who plans it">
      <div className={styles.stack}>
        <p>{event.organisation}</p>
        {planners.length > 0 ? (
          <ul className={styles.rows}>
            {planners.map(({ postId, name, from }) => (
              <li key={postId} className={styles.row}>
                <div className={styles.grow}>
                  <p>{name}</p>
                  <p className={styles.quiet}>{from}</p>
                </div>
                {event.abilities.choosePlanners || event.me.postIds.includes(postId) ? (
                  <Form method="post" preventScrollReset className={styles.screen}>
                    <input type="hidden" name="about" value="planner" />
                    <input type="hidden" name="postId" value={postId} />
                    <Button type="submit" name="intent" value="remove-planner" variant="quiet" isDisabled={isSending}>
                      Stop<VisuallyHidden> planning along, {name}</VisuallyHidden>
                    </Button>
                  </Form>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
        {event.abilities.choosePlanners && event.state !== "cancelled" ? (
          <Disclosure key={taken} summary="Let somebody plan along" defaultOpen={form.isBack}>
            <Form method="post" noValidate preventScrollReset>
              <input type="hidden" name="about" value="planner" />
              <input type="hidden" name="intent" value="add-planner" />
              <FormStack>
                <ErrorSummary errors={form.errors} />
                <ChooseOne kind="person" label="Who plans along" hint="They may change the date, ask people and cancel." near={people} {...form.field("postId")} />
                <div>
                  <Button type="submit" isPending={isSending}>
                    Let them plan along
                  </Button>
                </div>
              </FormStack>
            </Form>
          </Disclosure>
        ) : null}
        <p className={styles.quiet}>The agenda, the jobs and the recap are open to everybody who works in the network.</p>
      </div>
    </Card>
  );
}

import { Form } from "react-router";
import { Avatar } from "~/kit/Avatar";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { Tag, type Tone } from "~/kit/Tag";
import { useOnline } from "~/kit/useOnline";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { useSending } from "../../../shadowing/offer/useSending";
import { answers, cameBys, whyNots, type Answer } from "../../words";
import styles from "../events.module.css";
import type { Comer } from "../page/comers.server";
import type { EventFrame } from "../page/event-page.server";
import { count } from "../said";

type Props = { comers: readonly Comer[]; event: EventFrame };

const parts = [
  { key: "in", title: "Going", has: (one: Comer) => one.place === "in" },
  { key: "waiting", title: "Waiting for a place", has: (one: Comer) => one.place === "waiting" },
  { key: "maybe", title: "May come", has: (one: Comer) => one.says === "maybe" },
  { key: "open", title: "Not said yet", has: (one: Comer) => one.says === null },
  { key: "cant", title: "Cannot come", has: (one: Comer) => one.says === "cant" },
];

/** Everybody on the list, by what they said; who waits, in their order. */
export function PeopleList({ comers, event }: Props) {
  return (
    <>
      {parts.map(({ key, title, has }) => {
        const these = comers.filter(has);
        if (these.length === 0) return null;
        const words = key === "open" && event.state === "finding_date" ? "Asked" : title;
        return (
          <Card key={key} as="section" title={`${words}: ${count(these.length, "person", "people")}`}>
            <ul className={styles.rows}>
              {these.map((one) => (
                <Person key={one.inviteeId} one={one} event={event} />
              ))}
            </ul>
          </Card>
        );
      })}
    </>
  );
}

function Person({ one, event }: { one: Comer; event: EventFrame }) {
  const isOpen = event.state !== "cancelled" && !event.isOver;
  return (
    <li className={styles.row}>
      <Avatar name={one.name} decorative />
      <div className={styles.grow}>
        <p>
          {one.name} {one.isMine ? <Tag tone="info">You</Tag> : null} {one.isGuest ? <Tag>Guest</Tag> : null} {one.place === "waiting" ? <Tag tone="needs">Number {one.waitingNumber} in line</Tag> : null}
        </p>
        <p className={styles.quiet}>{[one.from, cameBys[one.cameBy]].filter(Boolean).join(" · ")}</p>
        {one.whyNot ? <WhyTag why={whyNots[one.whyNot]} tone={one.whyNot === "no_cover" || one.whyNot === "clinic" ? "needs" : "plain"} /> : null}
        {one.line ? <p className={styles.voice}>{one.line}</p> : null}
      </div>
      {isOpen && (event.abilities.plan || one.isMine) ? <Ways one={one} event={event} /> : null}
    </li>
  );
}

const WhyTag = ({ why, tone }: { why: string; tone: Tone }) => (
  <p>
    <Tag tone={tone}>{why}</Tag>
  </p>
);

/** What whoever plans may note down for them, such as what was said on the phone. */
function Ways({ one, event }: { one: Comer; event: EventFrame }) {
  const isSending = useSending("person");
  const online = useOnline();
  return (
    <div className={styles.screen}>
      <Disclosure
        summary={
          <>
            More<VisuallyHidden> about {one.name}</VisuallyHidden>
          </>
        }
      >
        <Form method="post" preventScrollReset className={styles.stack}>
          <input type="hidden" name="about" value="person" />
          <input type="hidden" name="inviteeId" value={one.inviteeId} />
          <div className={styles.inline}>
            {event.abilities.plan && one.isGuest && one.cameBy === "guest" ? (
              <Button type="submit" name="intent" value="new-link" variant="quiet" isDisabled={isSending || !online}>
                Send a new link
              </Button>
            ) : null}
            <Button type="submit" name="intent" value="take-off" variant="quiet" isDisabled={isSending || !online}>
              Take off the list
            </Button>
          </div>
        </Form>
        {event.state === "set" ? <NoteDown one={one} isDisabled={isSending || !online} /> : null}
      </Disclosure>
    </div>
  );
}

function NoteDown({ one, isDisabled }: { one: Comer; isDisabled: boolean }) {
  return (
    <Form method="post" preventScrollReset className={styles.stack}>
      <input type="hidden" name="about" value="person" />
      <input type="hidden" name="intent" value="note-down" />
      <input type="hidden" name="inviteeId" value={one.inviteeId} />
      <p className={styles.quiet}>Note down what they said:</p>
      <div className={styles.inline}>
        {(Object.keys(answers) as Answer[])
          .filter((answer) => answer !== one.says)
          .map((answer) => (
            <Button key={answer} type="submit" name="says" value={answer} isDisabled={isDisabled}>
              {answers[answer]}
              <VisuallyHidden>, for {one.name}</VisuallyHidden>
            </Button>
          ))}
      </div>
    </Form>
  );
}

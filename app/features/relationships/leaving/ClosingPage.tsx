import { Form } from "react-router";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { TextField } from "~/kit/TextField";
import { useOnline } from "~/kit/useOnline";
import { useRefused } from "~/shared/live/useRefused";
import { PageHeader } from "~/shell/PageHeader";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import styles from "../handover/handover.module.css";
import { Frame } from "../handover/pages/Frame";
import type { closingPage } from "./page.server";

type Shown = Awaited<ReturnType<typeof closingPage>>;

const counted = (n: number, one: string, many: string) => (n === 0 ? [] : [`${n === 1 ? `1 ${one}` : `${n} ${many}`}.`]);

/** An organisation closes, or goes into another. What ends is said before anything does. */
export function ClosingPage({ shown, refused: told }: { shown: Shown; refused: Refused | undefined }) {
  const { organisation, ends, others } = shown;
  const refused = useRefused(told);
  const online = useOnline();
  const { field, errors } = formOf("close", refused);
  const isSaving = useSaving("close");
  const what = [
    ...counted(ends.people, "person loses their place here", "people lose their place here"),
    ...counted(ends.posts, "post closes", "posts close"),
    ...counted(ends.ties, "tie ends, unless it goes on below", "ties end, unless they go on below"),
    ...counted(ends.handovers, "handover is called off", "handovers are called off"),
    ...counted(ends.away, "time away ends", "times away end"),
    ...counted(ends.invitations, "invitation works no more", "invitations work no more"),
  ];
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: organisation.name, to: `/directory/organisations/${organisation.id}` }, { label: "Close" }]} />} title={`Close ${organisation.name}`} />
      <Frame words={{}} refused={refused} online={online}>
        <Card as="section" title="What ends, at once" stripe="rowan" className={styles.narrow}>
          <Form method="post" noValidate className={styles.form}>
            <input type="hidden" name="part" value="close" />
            <ErrorSummary errors={errors} />
            <ul className={styles.bullets}>
              {what.map((line) => (
                <li key={line}>{line}</li>
              ))}
              <li>Whoever sits nowhere else is signed out everywhere.</li>
              <li>What people agreed to in its name goes to nobody else.</li>
            </ul>
            <p>Its history stays, and its ties say why they ended.</p>
            <TextField {...field("into")} label="It goes into another organisation" hint="Its name, as the directory has it. Ties go on with that one, their story from the beginning." optional list="others" autoComplete="off" />
            <datalist id="others">
              {others.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </datalist>
            <div>
              <Button type="submit" name="intent" value="close" variant="danger" isPending={isSaving} isDisabled={!online}>
                Close {organisation.name}
              </Button>
            </div>
          </Form>
        </Card>
      </Frame>
    </>
  );
}

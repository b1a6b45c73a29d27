import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { TextField } from "~/kit/TextField";
import { formOf } from "../../../gaps/group/refused";
import styles from "../handover.module.css";
import { most } from "../words";
import type { Forms } from "./MakingRows";
import { Press } from "./Press";

/** What can be done with the handover as a whole: taken back, called off, or moved before the day. */
export function WholeThing({ shown, refused, online }: Forms) {
  const { handover, side } = shown;
  const { field, errors } = formOf("call-off", refused);
  return (
    <Card as="div" title="The whole handover">
      <div className={styles.stack}>
        {handover.state === "sent" ? (
          <Press intent="take-back" online={online}>
            Take it all back
          </Press>
        ) : null}
        {handover.state === "sent" && side.looksAfter ? (
          <Disclosure summary="Move it now, before the day">
            <div className={styles.stack}>
              <p>What was accepted moves at once, the rest comes to whoever looks after the post, and their time in the post ends.</p>
              <Press intent="move" online={online} variant="danger">
                Move it now
              </Press>
            </div>
          </Disclosure>
        ) : null}
        <Disclosure summary="Call it off" defaultOpen={errors.length > 0}>
          <Form method="post" noValidate className={styles.form}>
            <input type="hidden" name="part" value="call-off" />
            <ErrorSummary errors={errors} />
            <p>Nobody leaves after all. Everything stays where it is, and whoever was asked is told.</p>
            <TextField {...field("line")} label="A line about why" optional maxLength={most.line} />
            <div>
              <Button type="submit" name="intent" value="call-off" variant="danger" isDisabled={!online}>
                Call it off
              </Button>
            </div>
          </Form>
        </Disclosure>
      </div>
    </Card>
  );
}

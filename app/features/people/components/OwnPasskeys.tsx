import { useForm } from "@conform-to/react";
import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { fromConform } from "~/kit/field";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { NewPasskey } from "./NewPasskey";
import type { Reply } from "./OwnProfile";
import styles from "./people.module.css";

type Passkey = { id: string; name: string; createdAt: string; lastUsedAt: string | undefined };

/** Passkeys: the safest way in, since nothing can be typed into the wrong page. */
export function OwnPasskeys({ passkeys, replyTo }: { passkeys: readonly Passkey[]; replyTo: (id: string) => Reply }) {
  return (
    <Card as="section" title="Passkeys">
      <div className={styles.stack}>
        <p>A passkey lets you in with your fingerprint, your face or your device’s PIN. Nobody can trick it out of you.</p>
        {passkeys.length === 0 ? (
          <p className={styles.quiet}>You have none yet. Until then you sign in with a code by email.</p>
        ) : (
          <ul className={styles.list}>
            {passkeys.map((passkey) => (
              <li key={passkey.id}>
                <OnePasskey passkey={passkey} reply={replyTo(passkey.id)} />
              </li>
            ))}
          </ul>
        )}
        <NewPasskey />
      </div>
    </Card>
  );
}

function OnePasskey({ passkey, reply }: { passkey: Passkey; reply: Reply }) {
  const [form, fields] = useForm<{ name: string }>({ id: `passkey-${passkey.id.slice(0, 12)}`, lastResult: reply, defaultValue: { name: passkey.name } });
  return (
    <>
      <p>{passkey.name}</p>
      <p className={styles.quiet}>
        Made <Time iso={passkey.createdAt} format="date" />
        {passkey.lastUsedAt ? (
          <>
            , last used <Time iso={passkey.lastUsedAt} format="date" />
          </>
        ) : null}
      </p>
      <Disclosure summary={`Change ${passkey.name}`} defaultOpen={Boolean(reply)}>
        <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className={styles.stack}>
          <input type="hidden" name="id" value={passkey.id} />
          <TextField label="Name" maxLength={80} {...fromConform(fields.name)} />
          <div className={styles.row}>
            <Button type="submit" name="intent" value="rename-passkey">
              Save name
            </Button>
            <Button type="submit" name="intent" value="remove-passkey" variant="danger">
              Remove this passkey
            </Button>
          </div>
        </Form>
      </Disclosure>
    </>
  );
}

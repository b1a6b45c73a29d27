import { useForm } from "@conform-to/react";
import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { fromConform } from "~/kit/field";
import { Select, type Choice } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import type { ShownLine } from "../directory-read.server";
import { lineKinds, type LineKind } from "../words";
import { LineList } from "./LineList";
import type { Reply } from "./OwnProfile";
import styles from "./people.module.css";

type Props = { lines: readonly ShownLine[]; canChange: boolean; managers: readonly Choice[]; organisations: readonly string[]; reply: Reply };

/** Who employs, hosts and manages the post now, and a way to draw a line anew. */
export function PostLines({ lines, canChange, managers, organisations, reply }: Props) {
  return (
    <Card as="div" title="Lines">
      {lines.length === 0 ? <p className={styles.quiet}>No lines are drawn yet.</p> : <LineList lines={lines} />}
      {canChange ? (
        <>
          {(["employed_by", "hosted_by"] as const).map((kind) => (
            <Disclosure key={kind} summary={`Change “${lineKinds[kind]}”`} defaultOpen={reply?.initialValue?.kind === kind}>
              <LineForm kind={kind} reply={reply?.initialValue?.kind === kind ? reply : undefined} now={lines.find((line) => line.kind === kind)?.name} />
            </Disclosure>
          ))}
          <Disclosure summary={`Change “${lineKinds.managed_by}”`} defaultOpen={reply?.initialValue?.kind === "managed_by"}>
            <Form method="post" className={styles.stack}>
              <input type="hidden" name="kind" value="managed_by" />
              <Select label="Managed by" hint="Whoever sits in that post holds the cases of this one too." name="to" placeholder="Nobody" choices={managers} />
              <SaveLine />
            </Form>
          </Disclosure>
          <datalist id="organisations-near">
            {organisations.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </datalist>
        </>
      ) : null}
    </Card>
  );
}

function LineForm({ kind, reply, now }: { kind: LineKind; reply: Reply; now: string | undefined }) {
  const [form, fields] = useForm<{ to: string }>({ id: `line-${kind}`, lastResult: reply, defaultValue: { to: now ?? "" } });
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className={styles.stack}>
      <input type="hidden" name="kind" value={kind} />
      <TextField label={lineKinds[kind]} hint="An organisation of the directory; empty ends the line." list="organisations-near" autoComplete="off" {...fromConform(fields.to)} />
      <SaveLine />
    </Form>
  );
}

function SaveLine() {
  return (
    <div>
      <Button type="submit" name="intent" value="line">
        Save this line
      </Button>
    </div>
  );
}

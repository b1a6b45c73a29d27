import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { useOnline } from "~/kit/useOnline";
import type { Refused } from "../../shadowing/offer/answer.server";
import { formOf } from "../../shadowing/offer/refused";
import styles from "./organisation.module.css";

/** Takes back one line that somebody wrote. */
export function TakeBack({ about, field, id, what, refused }: { about: string; field: string; id: string; what: string; refused: Refused | undefined }) {
  const online = useOnline();
  const { errors } = formOf(about, refused?.typed[field] === id ? refused : undefined);
  return (
    <Form method="post" preventScrollReset className={styles.takeBack}>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="about" value={about} />
      <input type="hidden" name={field} value={id} />
      <Button type="submit" variant="quiet" isDisabled={!online} aria-label={`Take back: ${what}`}>
        Take back
      </Button>
    </Form>
  );
}

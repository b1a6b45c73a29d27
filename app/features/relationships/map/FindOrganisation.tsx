import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { TextField } from "~/kit/TextField";
import styles from "./map.module.css";

export type Found = { id: string; name: string; area: string | null };

/** Finds an organisation by its name and leads on with it. It works as a plain form. */
export function FindOrganisation({ label, words, found, to, kept }: { label: string; words: string; found: readonly Found[]; to: (id: string) => string; /** What the address goes on to say while one looks. */ kept?: { name: string; value: string } }) {
  return (
    <div>
      <Form method="get" role="search" className={styles.find} key={words}>
        {kept ? <input type="hidden" {...kept} /> : null}
        <TextField label={label} name="words" type="search" defaultValue={words} maxLength={100} />
        <Button type="submit">Find</Button>
      </Form>
      {words && found.length === 0 ? <p className={styles.quiet}>Nothing like that here. Try fewer letters.</p> : null}
      {found.length > 0 ? (
        <ul className={styles.found} aria-label="Found">
          {found.map(({ id, name, area }) => (
            <li key={id}>
              <Link to={to(id)}>{name}</Link>
              {area ? <span className={styles.quiet}> · {area}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

import { useState } from "react";
import { Button } from "~/kit/Button";
import { useHydrated } from "~/kit/useHydrated";
import { WhenFields } from "~/kit/WhenFields";
import type { formOf } from "../../../shadowing/offer/refused";
import styles from "../events.module.css";
import { mostOptions, shownOptions } from "./options";

/** Two to six dates for people to choose from. */
export function DateOptions({ form: { field }, today }: { form: ReturnType<typeof formOf>; today: string }) {
  const rows = Array.from({ length: mostOptions }, (_, index) => {
    const [date, from, until] = [field(`date-${index + 1}`), field(`from-${index + 1}`), field(`until-${index + 1}`)];
    return { number: index + 1, date, from, until, isUsed: [date, from, until].some((one) => Boolean(one.defaultValue) || Boolean(one.error)) };
  });
  const [most, setMost] = useState(() => Math.max(shownOptions, rows.findLast(({ isUsed }) => isUsed)?.number ?? 0));
  const hydrated = useHydrated();
  return (
    <div className={styles.part}>
      <p className={styles.quiet}>Two to six. Everybody you ask says which suit; guests answer by a link, without an account.</p>
      {rows.slice(0, hydrated ? most : mostOptions).map(({ number, date, from, until }) => (
        <WhenFields key={number} legend={`Date ${number}`} date={{ min: today, ...date }} from={from} until={until} />
      ))}
      {hydrated && most < mostOptions ? (
        <div>
          <Button onPress={() => setMost(most + 1)}>One more date</Button>
        </div>
      ) : null}
    </div>
  );
}

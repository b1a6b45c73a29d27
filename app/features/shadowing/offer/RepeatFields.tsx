import { useEffect, useState } from "react";
import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { DatePicker } from "~/kit/DatePicker";
import { useAnnounce } from "~/kit/LiveRegion";
import { Select } from "~/kit/Select";
import { formatTime } from "~/kit/wallTime";
import { repeats } from "../words";
import type { LookedDay } from "./form.server";
import styles from "./offer.module.css";
import type { formOf } from "./refused";

type Props = { form: ReturnType<typeof formOf>; days: readonly LookedDay[] | undefined; today: string; isLooking: boolean };

const choices = Object.entries(repeats).map(([value, label]) => ({ value, label }));

/** How often it comes again, until when, and the days it leaves out. Its days are asked of the server, and are boxes before scripts run. */
export function RepeatFields({ form, days, today, isLooking }: Props) {
  const { field, boxes } = form;
  const repeat = field("repeat");
  const [every, setEvery] = useState(repeat.defaultValue);
  const announce = useAnnounce();
  useEffect(() => {
    if (days) announce(`${days.length === 1 ? "1 day" : `${days.length} days`}, below. Tick those to leave out.`);
  }, [days, announce]);
  return (
    <fieldset className={styles.repeat}>
      <legend className={styles.legend}>Does it come again?</legend>
      <Select label="How often" placeholder="Once only" choices={choices} {...repeat} onChange={(event) => setEvery(event.currentTarget.value)} />
      <div className={styles.again} data-away={every ? undefined : ""}>
        <DatePicker label="Last day" hint="At most 60 days; you can repeat it again later." min={today} {...field("repeatUntil")} />
        <div>
          <Button type="submit" name="intent" value="look" isPending={isLooking} pendingLabel="Looking…">
            {days ? "Look at its days again" : "Look at its days, to leave some out"}
          </Button>
        </div>
        {days ? (
          <CheckboxGroup key={days.map(({ day }) => day).join()} label={`Leave out (of ${days.length})`} columns={2} choices={days.map(({ day, holiday }) => ({ value: day, label: `${formatTime(day, "dayYear")}${holiday ? ` · ${holiday}` : ""}` }))} {...boxes("repeatExcept")} />
        ) : (
          <Kept except={boxes("repeatExcept")} />
        )}
      </div>
    </fieldset>
  );
}

/** What was left out stays left out while the form comes back for another reason. */
function Kept({ except }: { except: ReturnType<Props["form"]["boxes"]> }) {
  if (except.defaultValue.length === 0 && !except.error) return null;
  return <CheckboxGroup label="Leave out" columns={2} choices={except.defaultValue.map((day) => ({ value: day, label: formatTime(day, "dayYear") }))} {...except} />;
}

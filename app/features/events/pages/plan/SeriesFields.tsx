import { useEffect } from "react";
import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { DatePicker } from "~/kit/DatePicker";
import { useAnnounce } from "~/kit/LiveRegion";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { formatTime } from "~/kit/wallTime";
import type { formOf } from "../../../shadowing/offer/refused";
import { repeats } from "../../words";
import styles from "../events.module.css";
import { count } from "../said";
import type { LookedDay } from "./form.server";

type Props = { form: ReturnType<typeof formOf>; days: readonly LookedDay[] | undefined; today: string; isLooking: boolean };
const choices = Object.entries(repeats).map(([value, label]) => ({ value, label }));

/** How often protected time comes again, until when, and the days there is none. Its days are asked of the server, so it works before scripts run. */
export function SeriesFields({ form: { field, boxes }, days, today, isLooking }: Props) {
  const announce = useAnnounce();
  useEffect(() => {
    if (days) announce(`${count(days.length, "day")}, below. Tick those on which there is none.`);
  }, [days, announce]);
  const ticked = boxes("except");
  const holidays = (days ?? []).filter(({ holiday }) => holiday).map(({ day }) => day);
  return (
    <div className={styles.part}>
      <Select label="How often" placeholder="Choose one" choices={choices} {...field("every")} />
      <DatePicker label="Last day" hint="A series always has an end: at most 60 days. You can start it again later." min={today} {...field("repeatUntil")} />
      <div>
        <Button type="submit" name="intent" value="look" isPending={isLooking} pendingLabel="Looking…">
          {days ? "Look at its days again" : "Look at its days, to leave some out"}
        </Button>
      </div>
      {days ? (
        <CheckboxGroup
          {...ticked}
          key={days.map(({ day }) => day).join()}
          label={`No session on (of ${days.length})`}
          hint="Public holidays are ticked; they stay in the list, with their name."
          columns={2}
          choices={days.map(({ day, holiday }) => ({ value: day, label: `${formatTime(day, "dayYear")}${holiday ? ` · ${holiday}` : ""}` }))}
          defaultValue={ticked.defaultValue.length > 0 ? ticked.defaultValue : holidays}
        />
      ) : (
        <Kept ticked={ticked} />
      )}
      {days || ticked.defaultValue.length > 0 ? <TextField label="Why there is none on the days you tick" optional hint="Such as: half term. Holidays say their own name." autoComplete="off" maxLength={320} {...field("exceptLine")} /> : null}
    </div>
  );
}

/** What was left out stays left out while the form comes back for another reason. */
function Kept({ ticked }: { ticked: ReturnType<Props["form"]["boxes"]> }) {
  if (ticked.defaultValue.length === 0 && !ticked.error) return null;
  return <CheckboxGroup {...ticked} label="No session on" columns={2} choices={ticked.defaultValue.map((day) => ({ value: day, label: formatTime(day, "dayYear") }))} />;
}

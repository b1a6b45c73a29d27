import type { ReactNode } from "react";
import { Time } from "~/kit/Time";
import { PageHeader } from "~/shell/PageHeader";

/** Date and place above a greeting by the hour. */
export function Greeting({ now, hour, firstName, place, actions }: { now: string; hour: number; firstName: string; place: string | undefined; actions: ReactNode }) {
  const greeting = hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
  return (
    <PageHeader
      eyebrow={
        <>
          <Time iso={now} format="longDate" />
          {place ? ` · ${place}` : ""}
        </>
      }
      title={`${greeting}, ${firstName}`}
      actions={actions}
    />
  );
}

import { useEffect } from "react";
import { Link } from "react-router";
import { formatTime } from "~/kit/wallTime";
import { useFound } from "~/shared/useFound";
import { firstName } from "../find/when";
import type { Suggested } from "./balance.server";
import { balanceWords } from "./words";

/**
 * One line for the page of shadow days: the tie that a day would do most good, and the day. It is asked for once the
 * page is there, since it counts all days gone by and the list must not wait for it.
 */
export function BalanceLine() {
  const { found, look } = useFound<{ suggested: Suggested[] }>();
  useEffect(() => look("/diary/shadow/balance/first"), [look]);
  const first = found?.suggested[0];
  return (
    <p>
      {first && first.standing !== "both_ways" ? (
        <>
          {balanceWords({ other: first.organisation, given: first.given, taken: first.taken })}{" "}
          <Link to={`/diary/shadow/${first.dayId}`}>
            {firstName(first.host)} offers a day on {formatTime(first.startsAt, "day")}
          </Link>
          .{" "}
        </>
      ) : null}
      <Link to="/diary/shadow/balance">Days given and taken</Link>
    </p>
  );
}

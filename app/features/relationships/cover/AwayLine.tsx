import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Time } from "~/kit/Time";

/** That somebody is away, where their post is shown. */
export function AwayLine({ away: { id, away, deputy, expectedOn } }: { away: { id: string; away: string; deputy: string | null; expectedOn: string | null } }) {
  return (
    <Banner tone="people" title={`${away} is away${deputy ? `, ${deputy} steps in` : ""}`}>
      {expectedOn ? (
        <>
          Expected back on <Time iso={expectedOn} format="longDate" />.
        </>
      ) : (
        "Nobody knows yet until when."
      )}{" "}
      <Link to={`/team/cover/${id}`}>Who does what meanwhile</Link>
    </Banner>
  );
}

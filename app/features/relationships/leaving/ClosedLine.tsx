import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Time } from "~/kit/Time";

/** That an organisation has closed, on its page. */
export function ClosedLine({ closed: { at, into } }: { closed: { at: string; into: { id: string; name: string } | null } }) {
  return (
    <Banner tone="plain">
      It closed on <Time iso={at} format="date" />.{" "}
      {into ? (
        <>
          It went into <Link to={`/directory/organisations/${into.id}`}>{into.name}</Link>.
        </>
      ) : (
        "Its history stays."
      )}
    </Banner>
  );
}

import { useEffect } from "react";
import { useFetcher } from "react-router";
import { Button } from "~/kit/Button";
import { useAnnounce } from "~/kit/LiveRegion";

const done = { on: "You are told when a day appears.", off: "You are not told of days any more." };

/** "Tell me when one appears", and enough of it. One button that changes its words, so that focus stays. */
export function AlertForm({ isAlerted }: { isAlerted: boolean }) {
  const fetcher = useFetcher<{ alert?: "on" | "off" }>();
  const announce = useAnnounce();
  const answered = fetcher.data?.alert;
  useEffect(() => {
    if (answered) announce(done[answered]);
  }, [answered, announce]);
  return (
    <fetcher.Form method="post" action="/diary/shadow">
      <input type="hidden" name="intent" value={isAlerted ? "tell-no-more" : "tell-me"} />
      <Button type="submit" variant={isAlerted ? "quiet" : "secondary"} isPending={fetcher.state !== "idle"}>
        {isAlerted ? "Do not tell me any more" : "Tell me when one appears"}
      </Button>
    </fetcher.Form>
  );
}

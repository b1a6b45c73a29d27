import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { SearchItem } from "~/kit/SearchCommand";
import { useFound } from "~/shared/useFound";
import type { Found } from "../found";

/** What the header's search shows: asked for at most once per pause in typing. */
export function useHeaderSearch({ gaps }: { gaps: boolean }) {
  const { found, isLooking, isLost, look } = useFound<Found>();
  const navigate = useNavigate();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    to: "/search",
    label: gaps ? "Search people, organisations and gaps" : "Search people and organisations",
    isLoading: isLooking,
    isLost,
    items: found && !isLost
      ? [
          ...found.people.map((person) => ({ id: person.id, label: person.name, detail: `Person, ${person.reference}`, to: `/people/${person.id}` })),
          ...found.organisations.map((one) => ({ id: one.id, label: one.name, detail: one.area ? `Organisation, ${one.area}` : "Organisation", to: `/directory/organisations/${one.id}` })),
          ...(found.gaps ?? []).map((gap) => ({ id: gap.id, label: gap.sentence, detail: gap.area ? `Gap, ${gap.area}` : "Gap", to: `/gaps/${gap.id}` })),
        ]
      : [],
    onQueryChange: (words: string) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => look(`/search/found?${new URLSearchParams({ q: words })}`), 200);
    },
    onChoose: (item: SearchItem) => void (item.to && navigate(item.to)),
  };
}

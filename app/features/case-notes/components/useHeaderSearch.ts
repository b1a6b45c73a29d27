import { useEffect, useRef } from "react";
import { useFetcher, useNavigate } from "react-router";
import type { SearchItem } from "~/kit/SearchCommand";
import type { Found } from "../found";

/** What the header's search shows: asks the search page for its data, at most once per pause in typing. */
export function useHeaderSearch() {
  const fetcher = useFetcher<Found>({ key: "header-search" });
  const navigate = useNavigate();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const found = fetcher.data;
  return {
    to: "/search",
    label: "Search people and organisations",
    isLoading: fetcher.state !== "idle",
    items: found
      ? [
          ...found.people.map((person) => ({ id: person.id, label: person.name, detail: `Person, ${person.reference}`, to: `/people/${person.id}` })),
          ...found.organisations.map((one) => ({ id: one.id, label: one.name, detail: one.area ? `Organisation, ${one.area}` : "Organisation", to: `/directory/organisations/${one.id}` })),
        ]
      : [],
    onQueryChange: (words: string) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void fetcher.load(`/search?${new URLSearchParams({ q: words })}`), 200);
    },
    onChoose: (item: SearchItem) => void (item.to && navigate(item.to)),
  };
}

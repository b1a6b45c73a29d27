import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link } from "react-router";
import type { SearchItem } from "~/kit/SearchCommand";
import styles from "./HeaderSearch.module.css";

// Only those who search pay for it.
const SearchCommand = lazy(() => import("~/kit/SearchCommand").then((kit) => ({ default: kit.SearchCommand })));

export interface HeaderSearchProps {
  /** Where search lives as a page, for when scripts have not arrived. */
  to: string;
  label?: string | undefined;
  items: readonly SearchItem[];
  isLoading?: boolean | undefined;
  onQueryChange: (query: string) => void;
  onChoose: (item: SearchItem) => void;
}

/** Looks like a field, opens the search panel; Ctrl K does the same from anywhere. */
export function HeaderSearch({ to, label = "Search people, services, gaps", ...command }: HeaderSearchProps) {
  const [isOpen, setOpen] = useState(false);
  useControlK(() => setOpen(true));
  return (
    <>
      <Link
        to={to}
        className={styles.trigger}
        aria-label={label}
        aria-keyshortcuts="Control+K"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <Search aria-hidden="true" className={styles.icon} />
        <span className={styles.words} aria-hidden="true">
          {label}
        </span>
        <kbd className={styles.key} aria-hidden="true">
          Ctrl K
        </kbd>
      </Link>
      {isOpen ? (
        <Suspense fallback={null}>
          <SearchCommand {...command} label={label} isOpen onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </>
  );
}

function useControlK(open: () => void) {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}

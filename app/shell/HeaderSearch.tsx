import { Search } from "lucide-react";
import { type ComponentType, useEffect, useState } from "react";
import { Link } from "react-router";
import { useAnnounce } from "~/kit/LiveRegion";
import type { SearchCommandProps, SearchItem } from "~/kit/SearchCommand";
import styles from "./HeaderSearch.module.css";

export interface HeaderSearchProps {
  /** Where search lives as a page, for when scripts have not arrived. */
  to: string;
  label?: string | undefined;
  items: readonly SearchItem[];
  isLoading?: boolean | undefined;
  isLost?: boolean | undefined;
  onQueryChange: (query: string) => void;
  onChoose: (item: SearchItem) => void;
}

/** Looks like a field, opens the search panel; Ctrl K does the same from anywhere. */
export function HeaderSearch({ to, label = "Search people, services, gaps", ...command }: HeaderSearchProps) {
  const [isOpen, setOpen] = useState(false);
  const [Panel, setPanel] = useState<ComponentType<SearchCommandProps>>();
  const announce = useAnnounce();
  // Only those who search pay for the panel; without a connection it cannot be had, and the page stays as it is.
  function open() {
    setOpen(true);
    import("~/kit/SearchCommand").then(
      (kit) => setPanel(() => kit.SearchCommand),
      () => {
        setOpen(false);
        announce("You are offline. Search needs a connection.", "assertive");
      },
    );
  }
  useControlK(open);
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
          open();
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
      {isOpen && Panel ? <Panel {...command} label={label} isOpen onOpenChange={setOpen} /> : null}
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

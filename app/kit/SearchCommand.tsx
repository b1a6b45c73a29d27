import { useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Button } from "react-aria-components/Button";
import { Dialog } from "react-aria-components/Dialog";
import { Input } from "react-aria-components/Input";
import { Menu, MenuItem } from "react-aria-components/Menu";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { SearchField } from "react-aria-components/SearchField";
import { Text } from "react-aria-components/Text";
import { Search } from "lucide-react";
import styles from "./SearchCommand.module.css";

export interface SearchItem {
  id: string;
  label: string;
  /** What kind of thing it is, or where: the second line. */
  detail?: string | undefined;
  to?: string | undefined;
}

export interface SearchCommandProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  label: string;
  /** Already the right ones, in order: the server searches, this only shows. */
  items: readonly SearchItem[];
  isLoading?: boolean | undefined;
  /** Nobody answered. */
  isLost?: boolean | undefined;
  onQueryChange: (query: string) => void;
  onChoose: (item: SearchItem) => void;
}

/** Type, arrow, Enter. One keyboard model for finding anything. */
export function SearchCommand({ isOpen, onOpenChange, label, items, isLoading, isLost, onQueryChange, onChoose }: SearchCommandProps) {
  const [query, setQuery] = useState("");

  function ask(next: string) {
    setQuery(next);
    onQueryChange(next);
  }

  function choose(id: string) {
    const item = items.find((one) => one.id === id);
    if (!item) return;
    onOpenChange(false);
    onChoose(item);
  }

  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={onOpenChange} isDismissable className={styles.overlay ?? ""}>
      <Modal className={styles.modal ?? ""}>
        <Dialog aria-label={label} className={styles.dialog ?? ""}>
          <Autocomplete inputValue={query} onInputChange={ask} filter={() => true}>
            <div className={styles.top}>
              <SearchField aria-label={label} autoFocus className={styles.field ?? ""}>
                <Search aria-hidden="true" className={styles.icon} />
                <Input className={styles.input ?? ""} placeholder={label} />
              </SearchField>
              <Button slot="close" className={styles.close ?? ""}>
                Close
              </Button>
            </div>
            <Menu
              items={items}
              aria-label="Found"
              className={styles.list ?? ""}
              onAction={(key) => choose(String(key))}
              renderEmptyState={() => <p className={styles.none}>{emptyWords(query, isLoading, isLost)}</p>}
            >
              {(item) => (
                <MenuItem id={item.id} textValue={item.label} className={styles.item ?? ""}>
                  <Text slot="label">{item.label}</Text>
                  {item.detail ? (
                    <Text slot="description" className={styles.detail ?? ""}>
                      {item.detail}
                    </Text>
                  ) : null}
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function emptyWords(query: string, isLoading = false, isLost = false): string {
  if (isLoading) return "Looking…";
  if (isLost) return "No answer just now. Wait a moment, then type on.";
  if (query.trim().length < 2) return "Type two letters or more.";
  return `Nothing found for “${query.trim()}”. Try fewer letters, or another word.`;
}

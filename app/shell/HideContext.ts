import { createContext } from "react";

/** Covers the page now. Undefined where no cover is around the page. */
export const HideContext = createContext<(() => void) | undefined>(undefined);

import { useEffect, useLayoutEffect, useState } from "react";
import { createCardFocus } from "./cardFocus";

/** @param onHidden - asked to show a column, when the card that wants focus is in one that is not on screen */
export function useCardFocus(onHidden: (column: string) => void) {
  const [cardFocus] = useState(createCardFocus);

  useLayoutEffect(() => cardFocus.showBy(onHidden), [cardFocus, onHidden]);

  useEffect(() => {
    const acts = ["pointerdown", "keydown"] as const;
    for (const act of acts) document.addEventListener(act, cardFocus.forget, true);
    return () => {
      for (const act of acts) document.removeEventListener(act, cardFocus.forget, true);
      cardFocus.forget();
    };
  }, [cardFocus]);

  return cardFocus;
}

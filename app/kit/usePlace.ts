import { type RefObject, useRef, useState } from "react";

/** The part of the page that something stands in; what opens from it belongs there, for those who move by landmark. */
export function placeOf(control: Element | null | undefined): Element | undefined {
  return control?.closest("[role=dialog], [role=alertdialog], main") ?? undefined;
}

/** Puts what opens from a control into its part of the page: the ref is the control's, the rest are props of the two. */
export function usePlace<T extends Element>(): { control: RefObject<T | null>; onOpenChange: (isOpen: boolean) => void; portal: { UNSTABLE_portalContainer?: Element } } {
  const control = useRef<T>(null);
  const [place, setPlace] = useState<Element>();
  return {
    control,
    onOpenChange: (isOpen) => {
      if (isOpen) setPlace(placeOf(control.current));
    },
    portal: place ? { UNSTABLE_portalContainer: place } : {},
  };
}

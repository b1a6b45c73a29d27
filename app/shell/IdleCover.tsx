import { type ReactNode, useEffect } from "react";
import { Cover } from "./Cover";
import { hideTraces } from "./hideTraces";
import { HideContext } from "./HideContext";
import { useIdle } from "./useIdle";
import { useNoReturn } from "./useNoReturn";

export interface IdleCoverProps {
  coverAfterMinutes: number;
  signOutAfterMinutes: number;
  /** Proves it is still the same person, a passkey for instance. False keeps the page covered. */
  onResume?: (() => boolean | void | Promise<boolean | void>) | undefined;
  onSignOut: () => void;
  isShared: boolean;
  firstName: string;
  /** A field for a PIN, say, in place of the plain Carry on button; it calls `resume` when content. */
  challenge?: ((resume: () => void) => ReactNode) | undefined;
  children: ReactNode;
}

const minute = 60_000;

/**
 * Protects the people in the notes from whoever sits down next. The page is not veiled but
 * unmounted: what a colleague had open is no longer in the document to be read, searched or copied.
 */
export function IdleCover({ coverAfterMinutes, signOutAfterMinutes, onSignOut, children, ...cover }: IdleCoverProps) {
  const idle = useIdle({
    coverAfter: coverAfterMinutes * minute,
    signOutAfter: signOutAfterMinutes * minute,
    onEnd: onSignOut,
  });
  useNoReturn(idle.blank);

  const isOpen = idle.state === "open";
  useEffect(() => (isOpen ? undefined : hideTraces(document)), [isOpen]);

  if (isOpen) return <HideContext value={idle.cover}>{children}</HideContext>;
  return <Cover {...cover} ended={idle.state === "ended"} onOpen={idle.open} onSignOut={onSignOut} />;
}

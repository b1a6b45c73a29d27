import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, DialogTrigger as AriaTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton";

/** Put a Button and a Dialog inside: the button opens it and gets focus back. */
export const DialogTrigger = AriaTrigger;

export interface DialogProps {
  title: string;
  children: ReactNode | ((close: () => void) => ReactNode);
  /** The buttons: one filled, the way out beside it. */
  footer?: ReactNode | ((close: () => void) => ReactNode);
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
  /** `side` comes from the end edge, and is the whole page on a phone. */
  kind?: "middle" | "side" | undefined;
  /** An answer is needed: clicking outside does not close it. */
  mustAnswer?: boolean | undefined;
}

/** One question or one small task over the page. It never asks "are you sure"; it says what will happen. */
export function Dialog({ title, children, footer, kind = "middle", mustAnswer, isOpen, onOpenChange }: DialogProps) {
  const open = isOpen === undefined ? {} : { isOpen };
  return (
    <ModalOverlay
      {...open}
      {...(onOpenChange ? { onOpenChange } : {})}
      isDismissable={!mustAnswer}
      className={styles.overlay ?? ""}
      data-kind={kind}
    >
      <Modal className={styles.modal ?? ""}>
        <AriaDialog className={styles.dialog ?? ""} role={mustAnswer ? "alertdialog" : "dialog"}>
          {({ close }) => (
            <>
              <div className={styles.head}>
                <Heading slot="title" level={2}>
                  {title}
                </Heading>
                <IconButton label="Close" icon={<X />} onPress={close} />
              </div>
              <div className={styles.body}>{typeof children === "function" ? children(close) : children}</div>
              {footer ? (
                <div className={styles.footer}>{typeof footer === "function" ? footer(close) : footer}</div>
              ) : null}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

import { type ReactNode, useState } from "react";
import { Button, type ButtonProps } from "./Button";
import { copyText } from "./copyText";
import { useAnnounce } from "./LiveRegion";
import { WithScripts } from "./WithScripts";

export interface CopyButtonProps extends Pick<ButtonProps, "variant"> {
  text: string;
  /** Said aloud once it is copied, such as “Link copied.” */
  said: string;
  children: ReactNode;
}

/** Copies what stands beside it, and says whether it did; what is beside it can still be selected by hand. */
export function CopyButton({ text, said, children, variant }: CopyButtonProps) {
  const announce = useAnnounce();
  const [copied, setCopied] = useState<boolean>();
  const copy = async () => {
    const isDone = await copyText(text);
    setCopied(isDone);
    announce(isDone ? said : failed);
  };
  return (
    <WithScripts>
      <Button {...(variant ? { variant } : {})} onPress={() => void copy()}>
        {copied ? "Copied" : children}
      </Button>
      {copied === false ? <span>{failed}</span> : null}
    </WithScripts>
  );
}

const failed = "It could not be copied. Select it and copy it by hand.";

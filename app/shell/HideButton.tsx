import { EyeOff } from "lucide-react";
import { useContext } from "react";
import { IconButton } from "~/kit/IconButton";
import styles from "./HideButton.module.css";
import { HideContext } from "./HideContext";

/** Somebody has walked up to the desk: one press and the page is covered. */
export function HideButton() {
  const hide = useContext(HideContext);
  if (!hide) return null;
  return <IconButton label="Hide this page" icon={<EyeOff strokeWidth={1.75} />} className={styles.button} onPress={hide} />;
}

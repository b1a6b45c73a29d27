import { Button } from "~/kit/Button";
import { FormRow } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { useHydrated } from "~/kit/useHydrated";
import styles from "./parts.module.css";

/** Print, and the way back; neither is on the paper. */
export function PrintButton({ back, backWords = "Back" }: { back: string; backWords?: string }) {
  const hydrated = useHydrated();
  return (
    <div className={styles.aboveSheet}>
      <FormRow kind="buttons">
        {hydrated ? <Button variant="primary" onPress={() => window.print()}>Print</Button> : null}
        <LinkButton to={back}>{backWords}</LinkButton>
      </FormRow>
    </div>
  );
}

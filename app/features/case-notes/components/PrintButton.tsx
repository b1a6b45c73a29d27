import { Button } from "~/kit/Button";
import { FormRow } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { WithScripts } from "~/kit/WithScripts";
import styles from "./parts.module.css";

/** Print, and the way back; neither is on the paper. */
export function PrintButton({ back, backWords = "Back" }: { back: string; backWords?: string }) {
  return (
    <div className={styles.aboveSheet}>
      <FormRow kind="buttons">
        <WithScripts>
          <Button variant="primary" onPress={() => window.print()}>
            Print
          </Button>
        </WithScripts>
        <LinkButton to={back}>{backWords}</LinkButton>
      </FormRow>
    </div>
  );
}

import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { CopyButton } from "~/kit/CopyButton";
import { PrintSheet } from "~/kit/PrintSheet";
import { WithScripts } from "~/kit/WithScripts";
import styles from "./elsewhere.module.css";

type Props = { gap: { id: string; sentence: string }; organisation: string; paragraphs: readonly string[]; facilitator: string | undefined; waits: boolean };

/** A letter for an organisation that nobody here knows yet: to copy, or to print and post. */
export function HandedLetter({ gap, organisation, paragraphs, facilitator, waits }: Props) {
  return (
    <>
      <div className={styles.above}>
        <Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: gap.sentence, to: `/gaps/${gap.id}` }, { label: "Elsewhere", to: `/gaps/${gap.id}/elsewhere` }, { label: "Letter" }]} />
        <Banner tone="info" title={`Nobody of ${organisation} has a place here yet`}>
          Copy this letter into an email, or print it. If they say yes, ask {facilitator ? `${facilitator}, your facilitator,` : "your facilitator"} to invite them, and they can answer here themselves.
          {waits ? " The sentence of the gap may name someone, so it is not in the letter until somebody has looked at it." : ""}
        </Banner>
        <div className={styles.buttons}>
          <CopyButton variant="primary" text={paragraphs.join("\n\n")} said="Letter copied.">
            Copy the letter
          </CopyButton>
          <WithScripts>
            <Button onPress={() => window.print()}>Print</Button>
          </WithScripts>
        </div>
      </div>
      <PrintSheet size="document" title={`To ${organisation}`}>
        <div className={styles.letter}>
          {paragraphs.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </div>
      </PrintSheet>
    </>
  );
}

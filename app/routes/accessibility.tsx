import styles from "~/features/people/components/people.module.css";
import { PageHeader } from "~/shell/PageHeader";

export const meta = () => [{ title: "Accessibility · Common Thread" }];
export const handle = { wide: true };

export default function Accessibility() {
  return (
    <div className={styles.reading}>
      <PageHeader title="Accessibility" lead="Common Thread is for everyone who does this work." />
      <h2>What you can do</h2>
      <ul>
        <li>Use every page with a keyboard alone. The first Tab offers to skip to the content; a yellow ring shows where you are.</li>
        <li>Make text twice as large, or use a screen 320 pixels wide, without scrolling sideways.</li>
        <li>Use a screen reader. Changes made by others are said once, politely; what stops your work is said at once.</li>
        <li>Paste codes and use a password manager or a passkey. Nothing has to be remembered or copied by eye.</li>
        <li>Sign in, read, and send forms with scripts switched off. Writing together needs them.</li>
        <li>Ask for less movement in your system’s settings; nothing here moves by itself anyway.</li>
      </ul>
      <h2>How far we are</h2>
      <p>We aim at the Web Content Accessibility Guidelines 2.2, level AA. Every page is checked by axe at two widths whenever the code changes. That finds less than half of what matters, so we also go through the pages by keyboard.</p>
      <h2>What does not work well yet</h2>
      <ul>
        <li>In a note that several people write at once, some screen readers do not say whose caret is where. Who is here stands above the part as text.</li>
        <li>Pages are in English. Names and notes can be in any language.</li>
      </ul>
      <h2>Tell us</h2>
      <p>If something is in your way, tell the facilitator of your network what you were doing and with what. They can change how your team works meanwhile, and pass it on. If you are not content with the answer, the Equality Advisory and Support Service can advise you.</p>
    </div>
  );
}

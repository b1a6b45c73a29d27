import { Banner } from "~/kit/Banner";
import { CopyButton } from "~/kit/CopyButton";
import { LinkButton } from "~/kit/LinkButton";
import styles from "./people.module.css";

type Props = { email: string; link: string; byMail: boolean };

/** The one time the link is shown: whoever leaves this page cannot see it again, and can send another. */
export function InvitationSent({ email, link, byMail }: Props) {
  return (
    <div className={styles.stack}>
      <Banner tone="agreed">{byMail ? `A letter is on its way to ${email}.` : `No mail server is set up, so the letter to ${email} is kept in the outbox. Hand the link over yourself.`}</Banner>
      <p>This is their link. You see it only now; it is theirs alone, so send it to nobody else.</p>
      <code className={styles.address}>{link}</code>
      <div className={styles.row}>
        <CopyButton text={link} said="Link copied.">
          Copy the link
        </CopyButton>
        <LinkButton to="/team">Back to Team</LinkButton>
      </div>
    </div>
  );
}

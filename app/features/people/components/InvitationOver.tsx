import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { LinkButton } from "~/kit/LinkButton";
import type { InvitationPage } from "../invitations.server";
import styles from "./people.module.css";

export function titleOver(invitation: InvitationPage | undefined): string {
  if (!invitation) return "We do not know this link";
  return invitation.state === "used" ? "This invitation has been used" : "This invitation no longer works";
}

/** A link that was used, is old, was taken back, or was never ours. */
export function InvitationOver({ invitation, asked }: { invitation: InvitationPage | undefined; asked: boolean }) {
  const used = invitation?.state === "used";
  const inviter = invitation?.invitedBy;
  return (
    <div className={styles.stack}>
      {asked ? <Banner tone="agreed">We have asked {inviter ?? "your network"} for a new one. Watch your email.</Banner> : null}
      <p>
        {used
          ? "If it was you who used it, sign in. If it was not, tell whoever invited you."
          : invitation
            ? `Links work for 14 days, and can be taken back. You can ask ${inviter ?? "whoever invited you"} for a new one.`
            : "Check that the whole address was copied, or ask whoever invited you for a new one."}
      </p>
      <div className={styles.row}>
        <LinkButton variant="primary" to="/sign-in">
          Sign in
        </LinkButton>
        {invitation && !used && inviter && !asked ? (
          <Form method="post">
            <Button type="submit" name="intent" value="ask">
              Ask {inviter} for a new one
            </Button>
          </Form>
        ) : null}
      </div>
    </div>
  );
}

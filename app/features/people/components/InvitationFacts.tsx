import { SummaryList } from "~/kit/SummaryList";
import { postRoles } from "../words";
import type { InvitationPage } from "../invitations.server";
import type { PostRole } from "~/shared/actor";

export function InvitationFacts({ invitation }: { invitation: InvitationPage }) {
  const { purpose, email, postRole } = invitation;
  const role = postRoles[postRole as PostRole];
  return (
    <SummaryList
      rows={[
        { key: "role", label: "The post", value: `${role.label}: ${role.does}` },
        ...(purpose ? [{ key: "purpose", label: "What for", value: purpose }] : []),
        { key: "email", label: "Your address here", value: email },
      ]}
    />
  );
}

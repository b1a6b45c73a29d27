import type { Refused } from "../group/answer.server";
import { PartOfGap } from "../group/PartOfGap";
import { type Done, Said } from "../group/Said";
import type { Elsewhere } from "./find.server";
import { Found } from "./Found";
import { InvitationCard } from "./InvitationCard";
import { Invitations } from "./Invitations";
import type { InvitationLine } from "./invitations.server";

type Props = {
  gapId: string;
  area: string | null;
  typed: string;
  found: readonly Elsewhere[];
  invitations: readonly InvitationLine[];
  done: Done | undefined;
  problem: string | undefined;
  refused: Refused | undefined;
};

/** Need G5: somebody may do this already, in another place. */
export function ElsewherePage({ gapId, area, typed, found, invitations, done, problem, refused }: Props) {
  const open = new Map(invitations.flatMap((one) => (one.state === "waiting" ? [[one.organisationId, one] as const] : [])));
  return (
    <PartOfGap title="Ask somebody elsewhere" lead="Somebody may do this already, in another place. Ask whether they could do it here.">
      <Said done={done} refused={refused} />
      <InvitationCard gapId={gapId} one={invitations.find((one) => one.mayAnswer)} refused={refused} />
      {invitations.length > 0 ? <Invitations gapId={gapId} lines={invitations} /> : null}
      <Found area={area} typed={typed} found={found} open={open} problem={problem} refused={refused} />
    </PartOfGap>
  );
}

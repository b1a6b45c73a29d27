export type Invite = { from: string; fromOrganisation: string; organisation: string; area: string | null; /** Undefined while somebody may be named in it and nobody has looked. */ sentence: string | undefined; line: string };

/** To somebody who has a seat: asked, with the place to answer. Never the sentence while it waits for a look. */
export function invitedMail({ to, link, ...invite }: Invite & { to: string; link: string }): { subject: string; body: string } {
  return {
    subject: `Could you do this ${where(invite.area)}?`,
    body: [`Hello ${to},`, ...asking(invite), `You can answer here, yes or not this time:\n${link}`, "Saying yes promises nothing. It only begins a talk.", "Common Thread"].join("\n\n"),
  };
}

/** To somebody nobody here knows yet: to copy, or to print and post. */
export function handedLetter(invite: Invite): string[] {
  return [
    `Dear ${invite.organisation},`,
    ...asking(invite),
    "Would you tell us more about how you do it, and whether you could imagine doing it here? It promises nothing; it only begins a talk.",
    `With kind regards,\n${invite.from}\n${invite.fromOrganisation}`,
  ];
}

function asking({ from, fromOrganisation, organisation, area, sentence, line }: Invite): string[] {
  return [
    `${from} of ${fromOrganisation} asks whether ${organisation} could help with something that is missing ${where(area)}.`,
    ...(sentence ? [`What is missing: ${sentence}`] : []),
    ...(line ? [line] : []),
  ];
}

const where = (area: string | null) => (area ? `in ${area}` : "here");

/** A letter in plain text. Never names a person supported. */
export type Letter = { subject: string; body: string };

type Invitation = { to: string; from: string | undefined; post: string; organisation: string; purpose: string; link: string };

export function invitationLetter({ to, from, post, organisation, purpose, link }: Invitation): Letter {
  const who = from ? `${from} has made you a place` : "There is a place for you";
  return {
    subject: oneLine(`${who} on Common Thread`),
    body: [
      `Hello ${to},`,
      `${who} as "${post}" at ${organisation}.`,
      ...(purpose ? [`What for: ${purpose}`] : []),
      `Open this link to join. It works once, for 14 days, and it is yours alone:\n${link}`,
      "If you did not expect this, you can leave it be.",
      "Common Thread",
    ].join("\n\n"),
  };
}

export function codeLetter(code: string): Letter {
  return {
    subject: "Your code to sign in",
    body: [
      `${code}`,
      "Type or paste this code on the page where you asked for it. It works once, for 10 minutes.",
      "If you did not ask for it, nobody has got in. You can leave this letter be. We never ask for a code by phone.",
      "Common Thread",
    ].join("\n\n"),
  };
}

/** Sent when a passkey is added, so that nobody can add one to a colleague's account unnoticed. */
export function passkeyLetter(name: string, passkey: string): Letter {
  return {
    subject: "A passkey was added to your account",
    body: [
      `Hello ${name},`,
      `"${oneLine(passkey)}" can now be used to sign in as you.`,
      "If this was not you: sign in with an emailed code, open My page, remove it, and choose Sign out everywhere. Then tell your network facilitator.",
      "Common Thread",
    ].join("\n\n"),
  };
}

/** A subject is one line, whatever somebody called themselves. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 200);
}

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createTransport } from "nodemailer";
import type { Config } from "~/shared/config";
import { htmlOf } from "./letter-html";

export type LetterToSend = { id: string; to_address: string; subject: string; body: string; kind: string; /** A calendar entry that goes with it, as iCalendar text. */ calendar: string | null; created_at: Date };
export type Carrier = (letter: LetterToSend) => Promise<void>;

/** How letters leave: by SMTP_URL, or as files in DATA_DIR/outbox that any mail program opens. */
export function carrierFor(config: Pick<Config, "smtpUrl" | "mailFrom" | "dataDir">): Carrier {
  return config.smtpUrl ? bySmtp(config.smtpUrl, config.mailFrom) : toFolder(path.join(config.dataDir, "outbox"), config.mailFrom);
}

function bySmtp(url: string, from: string): Carrier {
  const patient = new URL(url);
  for (const wait of ["connectionTimeout", "greetingTimeout", "socketTimeout"]) patient.searchParams.set(wait, "15000");
  const transport = createTransport(patient.toString());
  return async (letter) => {
    await transport.sendMail(messageOf(letter, from));
  };
}

function toFolder(folder: string, from: string): Carrier {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return async (letter) => {
    const { message } = await transport.sendMail(messageOf(letter, from));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = `${letter.created_at.toISOString().replaceAll(/[:.]/g, "-")}-${letter.id}.eml`;
    if (!Buffer.isBuffer(message)) throw new Error("The letter could not be written.");
    await writeFile(path.join(folder, name), message, { mode: 0o600 });
  };
}

/** The address is given as an object: no list, no header can be smuggled in through it. */
function messageOf(letter: LetterToSend, from: string) {
  return {
    from,
    to: { name: "", address: letter.to_address },
    subject: letter.subject,
    text: letter.body,
    // A code is read off and typed; it needs no second form.
    ...(letter.kind === "sign_in_code" ? {} : { html: htmlOf(letter) }),
    ...(letter.calendar ? { icalEvent: { filename: "diary.ics", method: /^METHOD:(\w+)\r?$/m.exec(letter.calendar)?.[1] ?? "PUBLISH", content: letter.calendar } } : {}),
    date: letter.created_at,
    messageId: `<${letter.id}@common-thread>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

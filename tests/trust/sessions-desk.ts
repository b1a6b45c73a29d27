import { createServer, type AddressInfo } from "node:net";
import { randomInt } from "node:crypto";

/** A mail server that takes everything and remembers what it was told, as the post box of everybody here. */
export async function mailbox() {
  const letters: { to: string; text: string }[] = [];
  const server = createServer((socket) => {
    let inData = false;
    let text = "";
    let to = "";
    socket.write("220 test\r\n");
    socket.on("error", () => {});
    socket.on("data", (piece) => {
      text += piece.toString("utf8");
      for (let end = text.indexOf("\r\n"); !inData && end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        to = /^RCPT TO:<(.+?)>/i.exec(line)?.[1] ?? to;
        if (line === "DATA") inData = true;
        socket.write(line === "DATA" ? "354 go on\r\n" : "250 yes\r\n");
      }
      if (!inData || !text.endsWith("\r\n.\r\n")) return;
      letters.push({ to, text: text.replaceAll("=\r\n", "") });
      inData = false;
      text = "";
      socket.write("250 taken\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`,
    letters,
    /** The six digits of the newest letter to an address. */
    code: (address: string, since = 0) => letters.slice(since).findLast(({ to, text }) => to === address && /^\d{6}\b/m.test(text))?.text.match(/^(\d{6})\b/m)?.[1],
    link: (address: string) => letters.findLast(({ to, text }) => to === address && text.includes("/invite/"))?.text.match(/\/invite\/([\w-]+)/)?.[1],
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type Answer = { status: number; headers: Record<string, string>; cookies: string[]; body: string };

/** Asks like a browser on our own pages; each from an address of their own unless one is given, as a flood would. */
export function browserAt(baseUrl: string) {
  return async function ask(path: string, { cookie = "", form, json, from = anyAddress(), headers = {} }: { cookie?: string; form?: Record<string, string>; json?: unknown; from?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
    const body = form ? new URLSearchParams(form).toString() : json === undefined ? undefined : JSON.stringify(json);
    const answer = await fetch(new URL(path, baseUrl), {
      method: body === undefined ? "GET" : "POST",
      redirect: "manual",
      headers: {
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36",
        "X-Forwarded-For": from,
        ...(cookie ? { Cookie: cookie } : {}),
        ...(body === undefined ? {} : { Origin: new URL(baseUrl).origin, "Content-Type": form ? "application/x-www-form-urlencoded" : "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), cookies: answer.headers.getSetCookie(), body: await answer.text() };
  };
}

const anyAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

/** The `name=value` of a cookie that an answer sets; nothing when it clears it. */
export function cookieIn({ cookies }: Answer, name: string): string | undefined {
  const pair = cookies.find((one) => one.startsWith(`${name}=`))?.split(";")[0];
  return pair && pair.length > name.length + 1 ? pair : undefined;
}

/** Runs many with only some at a time, in order. */
export async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (const item of { [Symbol.iterator]: () => rest }) await work(item);
  }));
}

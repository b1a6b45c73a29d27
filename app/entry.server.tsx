import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable } from "@react-router/node";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { ServerRouter, type EntryContext, type HandleErrorFunction, type RouterContextProvider } from "react-router";
import { NonceContext } from "~/shared/nonce";
import { nonceContext } from "~/shared/services.server";

export const streamTimeout = 8_000;

/** Streams a page; programs that index or preview get it whole. */
export default function handleRequest(request: Request, status: number, headers: Headers, entry: EntryContext, context: RouterContextProvider) {
  const nonce = context.get(nonceContext);
  return new Promise<Response>((resolve, reject) => {
    let shellSent = false;
    const whole = isbot(request.headers.get("user-agent") ?? "");
    const { pipe, abort } = renderToPipeableStream(page(entry, request.url, nonce), {
      nonce,
      [whole ? "onAllReady" : "onShellReady"]() {
        shellSent = true;
        const body = new PassThrough();
        headers.set("Content-Type", "text/html; charset=utf-8");
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
        pipe(body);
      },
      onShellError: reject,
      onError(error: unknown) {
        status = 500;
        if (shellSent) console.error(error);
      },
    });
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

function page(entry: EntryContext, url: string, nonce: string) {
  return (
    <NonceContext value={nonce}>
      <ServerRouter context={entry} url={url} nonce={nonce} />
    </NonceContext>
  );
}

/** Expected refusals are not faults; anything else is written down with its stack, never shown. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || (error instanceof Error && error.name === "AppError")) return;
  console.error(error);
};

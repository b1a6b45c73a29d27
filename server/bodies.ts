import type { Request, RequestHandler, Response } from "express";

/** The largest form: a note's late words, base64, with room to spare. Files come in through one page, which counts for itself. */
const largestForm = 1024 * 1024;
const takesFiles = /^\/directory\/import(\.data)?$/;
/** What scripts of ours send as JSON, by the address they send it to; forms are what pages send anywhere. */
const takesJson = /^\/(sign-in\/passkey|covered\/(passkey|code)|me\/passkeys)$/;
/** How long the rest of a refused body may go on arriving, so that the answer is read and not lost in a reset. */
const linger = 5_000;
/** How long somebody who is not signed in may take to say what they want. */
const strangersTake = 5_000;

/**
 * Forms of a known and decent length only, since a route reads them whole into memory (ASVS 4.3.1, 13.1.3). The
 * answer is a sentence, and what still arrives is thrown away as it comes.
 */
export const boundBodies: RequestHandler = (request, response, next) => {
  if (request.method === "GET" || request.method === "HEAD" || takesFiles.test(request.path)) return next();
  const isEmpty = request.headers["transfer-encoding"] === undefined && Number(request.headers["content-length"] ?? 0) === 0;
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  const isRead = type === "application/x-www-form-urlencoded" || (type === "application/json" && takesJson.test(request.path));
  if (isEmpty && !isRead) request.headers["content-type"] = "application/x-www-form-urlencoded";
  else if (!isRead) return refuseBody(request, response, 415, "This is not a form of ours, so nothing was changed.");
  if (request.headers["transfer-encoding"] !== undefined) return refuseBody(request, response, 411, "Say how long this is before sending it.");
  if (Number(request.headers["content-length"] ?? 0) > largestForm) return refuseBody(request, response, 413, "That is too much for one form. Send less at once.");
  next();
};

function refuseBody(request: Request, response: Response, status: number, sentence: string): void {
  response.status(status).type("text").send(`${sentence}\n`);
  request.resume();
  endsWithin(request, linger);
}

/** A stranger's form arrives at once or not at all; who is signed in has the time that Node gives. */
export function boundStranger(request: Request): void {
  if (!request.complete) endsWithin(request, strangersTake);
}

function endsWithin(request: Request, milliseconds: number): void {
  const late = setTimeout(() => request.complete || request.socket.destroy(), milliseconds);
  late.unref();
  request.once("close", () => request.complete && clearTimeout(late));
}

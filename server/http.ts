import compression from "compression";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { createRequestHandler } from "@react-router/express";
import express, { type NextFunction, type Request, type RequestHandler, type Response } from "express";
import helmet from "helmet";
import { RouterContextProvider, type ServerBuild } from "react-router";
import { findVisitor } from "~/features/people/sessions.server";
import { saysCovered, tokenFrom } from "~/features/people/session-cookie";
import type { Config } from "~/shared/config";
import { root } from "~/shared/root.server";
import { actorContext, addressContext, coveredContext, nonceContext, servicesContext, type Services } from "~/shared/services.server";
import { boundBodies, boundStranger } from "./bodies";
import { answerCards } from "./cards";
import { refuseFloods } from "./limits";
import { cameFromOurPages } from "./origin";
import type { Readiness } from "./readiness";
import { createVisitors } from "./visitors";

const mayBeFile = /\.(?!data$)\w+$/;

type Locals = { nonce: string };

/** Where routes come from, and in development what answers before them. */
export type Pages = { build: () => Promise<ServerBuild>; before?: RequestHandler };

/** The pages: headers, files, who is asking, then the routes. */
export async function createHttp(services: Services, readiness: Readiness, { build, before }: Pages) {
  const { config } = services;
  const ask = createVisitors(services.db);
  const visitorOf = ({ headers: { cookie } }: Request) => findVisitor(services.db, tokenFrom(config, cookie), saysCovered(cookie), ask);
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.trustProxy);
  app.get("/healthz", (_request, response) => void response.type("text").send("ok\n"));
  app.get("/readyz", async (_request, response) => {
    const state = await readiness.check();
    response.status(state.ready ? 200 : 503).json(state);
  });
  app.use((_request, response, next) => {
    (response.locals as Locals).nonce = randomBytes(16).toString("base64");
    next();
  });
  app.use(headers(config));
  if (before) app.use(before);
  const client = path.join(root, "build/client");
  // Our own files alone: a page that holds somebody's words beside what an address asked for is never compressed (BREACH).
  app.use("/assets", compression(), express.static(path.join(client, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }));
  const files = express.static(client, { maxAge: "1h", index: false });
  // The disk is asked for what could be a file, not for every page.
  app.use((request, response, next) => (mayBeFile.test(request.path) ? files(request, response, next) : next()));
  app.use(refuseOtherOrigins(services));
  app.use(refuseFloods(services.log));
  app.use(boundBodies);
  app.use(neverStored);
  app.use(answerCards(services, async (request) => (await visitorOf(request)).actor));
  app.use(
    createRequestHandler({
      // Where routes change while the server runs, they are put in order for each request; once is enough elsewhere.
      build: before ? build : await build(),
      mode: config.development ? "development" : "production",
      getLoadContext: async (request) => {
        const context = new RouterContextProvider();
        context.set(servicesContext, services);
        context.set(nonceContext, (request.res?.locals as Locals | undefined)?.nonce ?? "");
        const { actor, covered } = await visitorOf(request);
        context.set(actorContext, actor);
        if (!actor) boundStranger(request);
        context.set(coveredContext, covered);
        context.set(addressContext, request.ip ?? "");
        return context;
      },
    }),
  );
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const reference = randomBytes(4).toString("hex");
    services.log.error({ reference, error: String(error) }, "request failed");
    const status = typeof error === "object" && error !== null && "status" in error && typeof error.status === "number" ? error.status : 500;
    response.status(status).type("text").send(status === 500 ? `Something went wrong on our side. Reference: ${reference}\n` : "Not found\n");
  });
  return app;
}

/** Content policy and the rest of helmet. React Aria writes style attributes, so those alone are allowed inline. */
function headers({ secure, development }: Pick<Config, "secure" | "development">) {
  return helmet({
    // The development server writes scripts of its own into pages.
    contentSecurityPolicy: development ? false : {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'", (_request, response) => `'nonce-${((response as Response).locals as Locals).nonce}'`],
        "style-src": ["'self'", (_request, response) => `'nonce-${((response as Response).locals as Locals).nonce}'`],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
        ...(secure ? { "upgrade-insecure-requests": [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "same-origin" },
  });
}

/** Cross-site requests that change something are refused before a route hears of them (ASVS 3.5.1-3). */
function refuseOtherOrigins({ config, log }: Services) {
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return next();
    if (cameFromOurPages(request.headers, config.origins)) return next();
    // No path and no header: a path holds ids of people, a header whatever somebody likes to see in a log.
    log.warn({ kind: "form", method: request.method, origin: request.headers.origin === undefined ? "unsaid" : "said" }, "cross-site request refused");
    response.status(403).type("text").send("This request did not come from our own pages, so nothing was changed.\n");
  };
}

/** Pages hold people's lives: no cache on this computer or on the way may keep them (ASVS 14.3.2). */
function neverStored(request: Request, response: Response, next: NextFunction) {
  // A calendar is kept by the program that follows it, which asks each time whether it is still the same.
  response.setHeader("Cache-Control", request.path.startsWith("/calendar/") ? "private, no-cache" : "no-store");
  next();
}

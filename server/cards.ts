import type { Request, RequestHandler } from "express";
import { askedCards } from "~/features/gaps/board/changed.server";
import type { Actor } from "~/shared/actor";
import type { Services } from "~/shared/services.server";

/**
 * Whoever has the board open asks for a card in the moment it changes: two hundred at once, each judged by their own
 * request. Those who may have it are answered here, since finding the way among all routes takes longer than the
 * answer. Everybody else is left to the route (app/routes/gaps.cards.ts), so that refusals are said in one place.
 */
export function answerCards(services: Services, actorOf: (request: Request) => Promise<Actor | undefined>): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== "GET" || request.path !== "/gaps/cards") return next();
    const cards = await cardsFor(request).catch(() => undefined);
    if (!cards) return next();
    // As the route writes them. `response.json` would hash them too, for caches that there are none of.
    response.setHeader("Content-Type", "application/json; charset=utf-8");
    response.end(JSON.stringify(cards));
  };

  async function cardsFor(request: Request) {
    const actor = await actorOf(request);
    return actor && askedCards(services, actor, new URL(request.url, services.config.baseUrl).searchParams);
  }
}

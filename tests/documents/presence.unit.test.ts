import { expect, test } from "vitest";
import { Presence } from "~server/documents/awareness";
import { Peer } from "~server/documents/peer";
import { Room } from "~server/documents/room";

const judgement = { connectionId: 1, level: "write", clientId: "c", accountId: "a", accountName: "Aileen Ross", organisationId: "o", organisationName: "Harbour", until: Number.POSITIVE_INFINITY, clientGeneration: 0, staffGeneration: 0 } as const;

test("a caret that moves is a hand at the desk; the page saying it again every fifteen seconds is not", () => {
  const presence = new Presence();
  const peer = new Peer(new Room("d", "c", [], new Map()), judgement, "s", false, undefined, undefined);
  const says = (clock: number, cursor: unknown) => presence.take(peer, [{ clientNumber: 7, clock, state: { cursor } }]);
  const stirs = (clock: number, cursor: unknown) => {
    peer.stirred = false;
    expect(says(clock, cursor)).toBe(true);
    return peer.stirred;
  };
  expect(stirs(1, { at: 3 })).toBe(true);
  expect(stirs(2, { at: 3 })).toBe(false);
  expect(stirs(3, { at: 4 })).toBe(true);
  expect(stirs(4, null)).toBe(true);
  expect(stirs(5, null)).toBe(false);
});

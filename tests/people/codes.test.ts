import { beforeAll, describe, expect, test } from "vitest";
import { sendCode, shownCode, tryCode } from "~/features/people/codes.server";
import { askForPasskey, acceptPasskey } from "~/features/people/passkeys.server";
import { demonstrationPeople } from "~/features/people/network.server";
import type { Actor } from "~/shared/actor";
import { database } from "../support/database";
import { promised } from "../support/size";
import { founded, placed, type Placed } from "./cast";

const house = database();
let iona: Actor;
let jo: Placed;
const site = { baseUrl: "http://localhost:3000", origins: ["http://localhost:3000"] };

beforeAll(async () => {
  iona = await founded(house.db);
  jo = await placed(house.db, iona, "Jo Lamont", "worker");
});

async function fresh(email: string): Promise<string> {
  await sendCode(house.db, email);
  const code = await shownCode(house.db, email);
  if (!code) throw new Error("no code");
  return code;
}
const other = (code: string) => (code === "123456" ? "654321" : "123456");

describe("a code by email", () => {
  test("lets in once, pasted with spaces, whatever case the address was typed in", async () => {
    const code = await fresh(" JO.Lamont@harbour.example ");
    expect(await tryCode(house.db, jo.actor.email, `${code.slice(0, 3)} ${code.slice(3)} `)).toEqual({ accountId: jo.actor.accountId });
    expect(await tryCode(house.db, jo.actor.email, code)).toEqual({ refused: "spent" });
  });

  test("takes three tries; then even the right one is too late", async () => {
    const code = await fresh(jo.actor.email);
    expect(await tryCode(house.db, jo.actor.email, other(code))).toEqual({ refused: "wrong" });
    expect(await tryCode(house.db, jo.actor.email, "")).toEqual({ refused: "wrong" });
    expect(await tryCode(house.db, jo.actor.email, other(code))).toEqual({ refused: "spent" });
    expect(await tryCode(house.db, jo.actor.email, code)).toEqual({ refused: "spent" });
  });

  test("takes three tries also when a hundred come at once", async () => {
    const code = await fresh(jo.actor.email);
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => tryCode(house.db, jo.actor.email, other(code))));
    expect(outcomes.filter((one) => "refused" in one && one.refused === "wrong")).toHaveLength(2);
    const [row] = await house.admin`select max(tries) as tries from sign_in_code where email = ${jo.actor.email} and used_at is null`;
    expect(row?.tries).toBe(3);
  });

  test("stops working when a newer one is sent, after ten minutes, and for another address", async () => {
    const first = await fresh(jo.actor.email);
    const second = await fresh(jo.actor.email);
    expect(await tryCode(house.db, jo.actor.email, first === second ? other(first) : first)).toEqual({ refused: "wrong" });
    expect(await tryCode(house.db, iona.email, second)).toEqual({ refused: "spent" });
    await house.admin`update sign_in_code set expires_at = now() - interval '1 second' where email = ${jo.actor.email}`;
    expect(await tryCode(house.db, jo.actor.email, second)).toEqual({ refused: "spent" });
  });

  test("is kept only as a slow hash, and a stranger cannot read who asked for one", async () => {
    const code = await fresh(jo.actor.email);
    const rows = await house.admin`select to_jsonb(c)::text as row from sign_in_code c`;
    expect(rows.map((one) => one.row).join()).not.toContain(`"${code}"`);
    expect(await house.db.selectFrom("sign_in_code").selectAll().execute()).toEqual([]);
    expect(await house.db.selectFrom("mail").selectAll().execute()).toEqual([]);
  });

  test("an address nobody here has gets no letter, the same answer, and the same time", async () => {
    const timed = async (email: string) => {
      const begun = performance.now();
      await sendCode(house.db, email);
      return performance.now() - begun;
    };
    const median = async (email: string) => [await timed(email), await timed(email), await timed(email)].sort((a, b) => a - b)[1] ?? 0;
    expect(Math.abs((await median(jo.actor.email)) - (await median("nobody@elsewhere.example")))).toBeLessThan(promised(100));
    expect(await house.admin`select 1 from mail where to_address = 'nobody@elsewhere.example'`).toHaveLength(0);
    expect(await tryCode(house.db, "nobody@elsewhere.example", "123456")).toEqual({ refused: "wrong" });
  });
});

describe("a passkey", () => {
  const made = (challengeId: string, id = "AAAA") => ({
    challengeId,
    response: { id, rawId: id, type: "public-key" as const, clientExtensionResults: {}, response: { clientDataJSON: "e30", authenticatorData: "AAAA", signature: "AAAA" } },
  });

  test("that is forged, unknown or answers no challenge of ours lets nobody in, in the same words", async () => {
    await house.admin`insert into passkey (id, account_id, public_key, counter, name) values ('AAAA', ${jo.actor.accountId}, '\\x00', 0, 'Phone')`;
    const words = new Set<string>();
    for (const attempt of [
      async () => acceptPasskey(house.db, site, made((await askForPasskey(house.db, site)).challengeId)),
      async () => acceptPasskey(house.db, site, made((await askForPasskey(house.db, site)).challengeId, "BBBB")),
      async () => acceptPasskey(house.db, site, made("00000000-0000-4000-8000-000000000000")),
      async () => acceptPasskey(house.db, site, made((await askForPasskey(house.db, site)).challengeId), iona.accountId),
    ]) {
      const refusal = await attempt().catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: "wrong_entry" });
      words.add(refusal instanceof Error ? refusal.message : "");
    }
    expect(words.size).toBe(1);
  });

  test("challenge is spent by the first answer, right or wrong", async () => {
    const { challengeId } = await askForPasskey(house.db, site);
    await acceptPasskey(house.db, site, made(challengeId)).catch(() => {});
    expect(await house.admin`select 1 from challenge where id = ${challengeId}`).toHaveLength(0);
  });
});

test("a real network has nobody to sign in as", async () => {
  expect(await demonstrationPeople(house.db)).toEqual([]);
});

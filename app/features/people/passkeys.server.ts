import { randomUUID } from "node:crypto";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { asking, setAsking, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import type { Config } from "~/shared/config";
import { AppError, notFound } from "~/shared/errors";
import { passkeyLetter } from "./letters";

const challengeMinutes = 5;
const refused = "That passkey did not work here. Try again, or ask for a code by email.";

type Site = Pick<Config, "baseUrl" | "origins">;

/** Asks a browser for a passkey: any of this site, or one of an account's own to take a cover off. */
export async function askForPasskey(db: Database, site: Site, accountId?: string) {
  const own = accountId ? await asking(db, { account: accountId }, (trx) => passkeysOf(trx, accountId)) : [];
  const options = await generateAuthenticationOptions({
    rpID: siteId(site),
    userVerification: "required",
    timeout: challengeMinutes * 60_000,
    allowCredentials: own.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
  });
  return { challengeId: await keepChallenge(db, options.challenge), options };
}

/**
 * Holds a browser's answer against its challenge, which is spent whatever the answer is.
 * @returns the account the passkey belongs to
 * @throws wrong_entry for anything but a good answer, without saying why
 */
export async function acceptPasskey(db: Database, site: Site, answer: { challengeId: string; response: AuthenticationResponseJSON }, accountId?: string): Promise<string> {
  const challenge = await takeChallenge(db, answer.challengeId);
  const presented = typeof answer.response?.id === "string" ? answer.response.id.slice(0, 1_500) : "";
  if (!challenge || !presented) throw new AppError("wrong_entry", refused);
  return asking(db, { presented }, async (trx) => {
    const passkey = await trx.selectFrom("passkey").where("id", "=", presented).selectAll().executeTakeFirst();
    if (!passkey || (accountId && passkey.account_id !== accountId)) throw new AppError("wrong_entry", refused);
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer.response,
      expectedChallenge: challenge,
      expectedOrigin: site.origins,
      expectedRPID: siteId(site),
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter, transports: transportsOf(passkey.transports) },
    }).catch(() => ({ verified: false, authenticationInfo: undefined }));
    if (!verified || !authenticationInfo) throw new AppError("wrong_entry", refused);
    await setAsking(trx, { account: passkey.account_id });
    await trx.updateTable("passkey").set({ counter: authenticationInfo.newCounter, last_used_at: new Date() }).where("id", "=", passkey.id).execute();
    return passkey.account_id;
  });
}

/** Asks a browser to make a passkey for the actor. */
export async function askToAddPasskey(db: Database, site: Site, actor: Actor) {
  const own = await asking(db, { account: actor.accountId }, (trx) => passkeysOf(trx, actor.accountId));
  const options = await generateRegistrationOptions({
    rpName: "Common Thread",
    rpID: siteId(site),
    userName: actor.email,
    userDisplayName: actor.name,
    userID: new Uint8Array(Buffer.from(actor.accountId.replaceAll("-", ""), "hex")),
    attestationType: "none",
    timeout: challengeMinutes * 60_000,
    excludeCredentials: own.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return { challengeId: await keepChallenge(db, options.challenge, actor.accountId), options };
}

/** Keeps a new passkey and writes to its owner that it was added. @throws wrong_entry */
export async function addPasskey(db: Database, site: Site, actor: Actor, answer: { challengeId: string; response: RegistrationResponseJSON; name: string }): Promise<void> {
  const challenge = await takeChallenge(db, answer.challengeId, actor.accountId);
  const sentence = "The passkey could not be made. Try again.";
  if (!challenge) throw new AppError("wrong_entry", sentence);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: answer.response,
    expectedChallenge: challenge,
    expectedOrigin: site.origins,
    expectedRPID: siteId(site),
    requireUserVerification: true,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }));
  if (!verified || !registrationInfo) throw new AppError("wrong_entry", sentence);
  const { credential } = registrationInfo;
  const name = answer.name.trim().slice(0, 80) || "Passkey";
  await asking(db, { account: actor.accountId, session: actor.sessionId }, async (trx) => {
    await trx
      .insertInto("passkey")
      .values({ id: credential.id, account_id: actor.accountId, public_key: Buffer.from(credential.publicKey), counter: credential.counter, transports: credential.transports ?? [], name })
      .execute();
    await trx.insertInto("mail").values({ id: randomUUID(), to_address: actor.email, kind: "notice", ...passkeyLetter(actor.name, name) }).execute();
    await recordActivity(trx, actor, { kind: "passkey.added", subjectKind: "account", subjectId: actor.accountId });
  });
}

/** An account's passkeys, oldest first. */
export function passkeysOf(trx: Database, accountId: string) {
  return trx.selectFrom("passkey").where("account_id", "=", accountId).orderBy("created_at").select(["id", "name", "transports", "created_at as createdAt", "last_used_at as lastUsedAt"]).execute();
}

/** @throws not_found */
export async function renamePasskey(trx: Database, actor: Actor, id: string, name: string): Promise<void> {
  const renamed = await trx.updateTable("passkey").set({ name }).where("id", "=", id).where("account_id", "=", actor.accountId).executeTakeFirst();
  if (renamed.numUpdatedRows === 0n) notFound();
}

/** @throws not_found */
export async function removePasskey(trx: Database, actor: Actor, id: string): Promise<void> {
  const removed = await trx.deleteFrom("passkey").where("id", "=", id).where("account_id", "=", actor.accountId).executeTakeFirst();
  if (removed.numDeletedRows === 0n) notFound();
  await recordActivity(trx, actor, { kind: "passkey.removed", subjectKind: "account", subjectId: actor.accountId });
}

async function keepChallenge(db: Database, value: string, accountId?: string): Promise<string> {
  const id = randomUUID();
  const expires_at = new Date(Date.now() + challengeMinutes * 60_000);
  await asking(db, { presented: id }, (trx) => trx.insertInto("challenge").values({ id, value, account_id: accountId ?? null, expires_at }).execute());
  return id;
}

/** Gives a challenge out once; it is gone before its answer is judged. */
async function takeChallenge(db: Database, id: string, accountId?: string): Promise<string | undefined> {
  const taken = await asking(db, { presented: String(id) }, (trx) => trx.deleteFrom("challenge").where("id", "=", String(id)).returning(["value", "account_id", "expires_at"]).executeTakeFirst());
  if (!taken || taken.expires_at.getTime() < Date.now() || (taken.account_id ?? undefined) !== accountId) return undefined;
  return taken.value;
}

function siteId({ baseUrl }: Site): string {
  return new URL(baseUrl).hostname;
}

const known = ["usb", "nfc", "ble", "internal", "hybrid", "cable", "smart-card"] as const;
function transportsOf(texts: readonly string[]) {
  return known.filter((one) => texts.includes(one));
}

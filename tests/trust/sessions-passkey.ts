import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

type Options = { challenge: string };

/**
 * A passkey without a browser: makes and answers as a device does that has seen its owner. ES256, attestation
 * "none"; what it says is checked by the real library on the real server.
 */
export function softwarePasskey(baseUrl: string) {
  const { hostname, origin } = new URL(baseUrl);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, challenge: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  /** Present and verified; with the key itself when it is new. */
  function authenticatorData(attested?: Buffer) {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash("sha256").update(hostname).digest(), Buffer.from([attested ? 0x45 : 0x05]), count, attested ?? Buffer.alloc(0)]);
  }
  const outer = { id: id.toString("base64url"), rawId: id.toString("base64url"), type: "public-key", clientExtensionResults: {} };

  return {
    register({ challenge }: Options) {
      // COSE: EC2, ES256, P-256, then the two coordinates.
      const key = Buffer.concat([Buffer.from("a5010203262001215820", "hex"), Buffer.from(x, "base64url"), Buffer.from("225820", "hex"), Buffer.from(y, "base64url")]);
      const data = authenticatorData(Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]));
      // CBOR: { fmt: "none", attStmt: {}, authData: … }
      const attestation = Buffer.concat([Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex"), Buffer.from([data.length]), data]);
      return { ...outer, response: { clientDataJSON: clientData("webauthn.create", challenge).toString("base64url"), attestationObject: attestation.toString("base64url"), transports: ["internal"] } };
    },
    answer({ challenge }: Options) {
      const data = authenticatorData();
      const client = clientData("webauthn.get", challenge);
      const signature = sign("sha256", Buffer.concat([data, createHash("sha256").update(client).digest()]), privateKey);
      return { ...outer, response: { clientDataJSON: client.toString("base64url"), authenticatorData: data.toString("base64url"), signature: signature.toString("base64url") } };
    },
  };
}

/** What a page asks for on a first visit: requests and bytes of TCP payload, headers with them, by kind. */
import { gzipSync } from "node:zlib";

const kinds = { Document: "document", Script: "script", Stylesheet: "style", Font: "font", Image: "image", Fetch: "data", XHR: "data", Manifest: "other", Preflight: "other" };

export async function watchLoads(devtools) {
  const requests = new Map();
  await devtools.send("Network.enable");
  devtools.on("Network.responseReceived", ({ requestId, type, response }) => requests.set(requestId, { ...requests.get(requestId), kind: kinds[type] ?? "other", packed: Boolean(headerOf(response, "content-encoding")) }));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => requests.set(requestId, { ...requests.get(requestId), bytes: encodedDataLength }));
  let live = 0;
  devtools.on("Network.webSocketFrameReceived", ({ response }) => (live += response.payloadData.length));

  return {
    /** Totals so far. `…IfPacked`: what it would be through a proxy that packs with gzip, as is usual in front. */
    async totals() {
      const done = [...requests].filter(([, one]) => one.bytes !== undefined && one.kind);
      const sums = { requests: done.length, bytes: 0, packedBytes: 0, live };
      for (const [requestId, { kind, bytes, packed }] of done) {
        sums.bytes += bytes;
        sums[kind] = (sums[kind] ?? 0) + bytes;
        sums.packedBytes += packed || kind === "font" || kind === "image" ? bytes : await packedLength(devtools, requestId, bytes);
      }
      return sums;
    },
  };
}

const headerOf = ({ headers }, name) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

async function packedLength(devtools, requestId, bytes) {
  const body = await devtools.send("Network.getResponseBody", { requestId }).catch(() => null);
  if (!body) return bytes;
  return Math.min(bytes, gzipSync(Buffer.from(body.body, body.base64Encoded ? "base64" : "utf8")).length);
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";

const packings = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };

/**
 * What ours must not be: pages that may be kept, packed in each way a browser takes, a name in a title, words in
 * the storage of scripts. Whoever searches a profile has to find each of them.
 */
export async function carelessSite(canary: (what: string) => string) {
  const canaries: Record<string, string> = { plain: canary("plain"), title: canary("title"), address: canary("address"), localStorage: canary("local"), indexedDB: canary("indexed") };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname.slice(1);
    const packed = path as keyof typeof packings;
    const accepted = String(request.headers["accept-encoding"] ?? "").split(/,\s*/);
    response.setHeader("Cache-Control", "max-age=3600");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    if (!(path in packings)) return void response.end(page(canaries["plain"] ?? "", canaries));
    if (!accepted.includes(packed)) return void response.end(page("", {}));
    canaries[path] ??= canary(path);
    response.setHeader("Content-Encoding", packed);
    response.end(packings[packed](page(canaries[path], {})));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    canaries,
    pages: [`/?q=${canaries["address"]}`, ...Object.keys(packings).map((one) => `/${one}`)],
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

function page(words: string, { title = "", localStorage = "", indexedDB = "" }: Record<string, string>): string {
  const filler = "Words as they stand on pages, again and again. ".repeat(60);
  return `<!doctype html><title>${title}</title><body><p>${filler}${words}</p><script>
    const kept = () => (document.body.dataset.kept = "");
    if (!${JSON.stringify(localStorage)}) kept();
    else {
      window.localStorage.setItem("words", ${JSON.stringify(localStorage)});
      const opening = window.indexedDB.open("words", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("words");
      opening.onsuccess = () => {
        const writing = opening.result.transaction("words", "readwrite");
        writing.objectStore("words").put(${JSON.stringify(indexedDB)}, "words");
        writing.oncomplete = kept;
      };
    }
  </script>`;
}

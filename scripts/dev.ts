import { createServer } from "vite";
import type { ServerBuild } from "react-router";
import type * as App from "~server/app";

// Pages reload as you write. The server is loaded from source once; restart after changing server/ or db/.
process.env.NODE_ENV = "development";
const vite = await createServer({ server: { middlewareMode: true }, appType: "custom" });
const { readyToServe } = (await vite.ssrLoadModule("./server/app.ts")) as typeof App;
await readyToServe({
  build: () => vite.ssrLoadModule("virtual:react-router/server-build") as Promise<ServerBuild>,
  before: vite.middlewares,
});

import optimizeLocales from "@react-aria/optimize-locales-plugin";
import { reactRouter } from "@react-router/dev/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [reactRouter(), { ...optimizeLocales.vite({ locales: ["en"] }), enforce: "pre" }],
  resolve: { tsconfigPaths: true },
  build: { target: "es2022", cssMinify: true },
  // The server is built in the same graph as the routes, so that every module exists once.
  environments: { ssr: { build: { rollupOptions: { input: "./server/app.ts" } } } },
});

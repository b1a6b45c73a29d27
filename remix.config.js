/**
 * The framework's options. Remix continues as React Router 7 (docs/decisions/0001-the-stack.md);
 * react-router.config.ts, the name its compiler looks for, re-exports this file.
 * @type {import("@react-router/dev/config").Config}
 */
export default {
  ssr: true,
  future: {
    v8_middleware: true,
    v8_passThroughRequests: true,
    v8_splitRouteModules: true,
    v8_trailingSlashAwareDataRequests: true,
    v8_viteEnvironmentApi: true,
  },
};

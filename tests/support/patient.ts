/** Milliseconds that a component's test waits: much else may run beside it, and the library gives up after a second. Less than a test's own time. */
export const patience = 20_000;

if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/react");
  configure({ asyncUtilTimeout: patience });
}

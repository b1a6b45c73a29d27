/** What a component's test waits for may come late where much else runs; RTL gives up after a second. Its own time is longer. */
if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/react");
  configure({ asyncUtilTimeout: 20_000 });
}
export {};

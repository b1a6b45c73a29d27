/** What every child of the bench shares: settings from its first argument, a word when ready, an end with its parent. */
export const settings = JSON.parse(process.argv[2] ?? "{}");

export const sayReady = () => process.send?.({ ready: true });

process.on("disconnect", () => process.exit(0));

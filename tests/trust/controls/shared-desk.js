/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "shared-desk"];

export const controls = [
  { name: "browsers may keep pages", file: "server/http.ts", from: '? "private, no-cache" : "no-store"', to: '? "private, no-cache" : "private, max-age=600"', by: "somebody reads notes" },
  { name: "the cover leaves the words mounted beneath it", file: "app/shell/IdleCover.tsx", from: "if (isOpen) return", to: 'if (isOpen || idle.state === "covered") return', by: "hides the page" },
  { name: "a cover that the server was not told of in its time is forgotten", file: "app/features/people/sessions.server.ts", from: "if (!saysCovered) return { actor };", to: "if (!saysCovered || saysCovered) return { actor };", by: "when the server is gone" },
  { name: "the way back after signing in keeps the name that was searched for", file: "app/routes/signed-in.tsx", from: 'searchParams.delete("q");', to: "", by: "the way back" },
];

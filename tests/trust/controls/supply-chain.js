/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["unit", "supply-chain"];

export const controls = [
  { name: "an older packet reader comes back", file: "package-lock.json", from: '"node_modules/socket.io-parser": {\n      "version": "4.2.7"', to: '"node_modules/socket.io-parser": {\n      "version": "4.2.6"', by: "new enough" },
  { name: "a library is asked for loosely", file: "package.json", from: '"ws": "8.23.0"', to: '"ws": "^8.23.0"', by: "named exactly" },
];

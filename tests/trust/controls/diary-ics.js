/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["unit", "tests/diary/ics"];

const ics = "app/features/diary/calendar/ics.server.ts";
export const controls = [
  { name: "a title ends its line in a calendar", file: ics, from: "name: escape(plain(name), false),", to: "name,", build: false, by: "stays one line, whatever it is called" },
  { name: "a title brings control characters into a calendar", file: ics, from: 'words.replaceAll(unsaid, "").replaceAll(', to: 'words.replaceAll(unsaid, "$&").replaceAll(', build: false, by: "cannot be ended from within its title" },
];

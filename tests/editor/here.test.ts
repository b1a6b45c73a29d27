import { expect, test } from "vitest";
import { hereLine } from "~/features/writing/here";
import type { Present } from "~/features/writing/presence";

const one = (name: string, writing: boolean): Present => ({ accountId: name, name, organisation: "Quayside Food Hub", writing });

test.each([
  [[], true, ""],
  [[one("Bashir K.", true)], true, "Bashir K. is writing with you."],
  [[one("Bashir K.", false)], true, "Bashir K. is here."],
  [[one("Bashir K.", false)], false, "Bashir K. is here with you."],
  [[one("Bashir K.", true), one("Jo R.", true), one("Sana M.", false)], false, "Bashir K. and Jo R. are writing. Sana M. is here."],
])("who is here is said in one line (%#)", (here, mayWrite, line) => {
  expect(hereLine(here, mayWrite)).toBe(line);
});

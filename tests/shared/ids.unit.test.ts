import { expect, test } from "vitest";
import { isId } from "~/shared/ids";
import { idInTime } from "~/shared/ids.server";

test("an id made later comes later, and is an id like any other", () => {
  const ids = [0, 1, 1_800_000_000_000, 1_800_000_000_001, Date.now() * 2].map((at) => idInTime(at));
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => isId(id) && /^.{14}7.{4}[89ab]/.test(id))).toBe(true);
});

test("two made in the same moment are not the same", () => {
  expect(idInTime(1)).not.toBe(idInTime(1));
});

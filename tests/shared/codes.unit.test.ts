import { encode } from "uqr";
import { expect, it } from "vitest";
import { drawnCode } from "~/shared/codes.server";

/** The squares a path darkens. */
function squaresOf(path: string, size: number): boolean[][] {
  const squares = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) squares[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  return squares;
}

it("a code's path darkens its dark squares and no others, and leaves the light border cameras need", () => {
  const link = "https://thread.example/here/0f6c1e1b7a0d4c5e9b3a2f8d7c6b5a49";
  const { size, path } = drawnCode(link);
  const squares = squaresOf(path, size);
  expect(squares).toEqual(encode(link, { ecc: "M", border: 4 }).data);
  expect([0, 1, 2, 3].some((edge) => squares[edge]?.includes(true) || squares.some((row) => row[edge]))).toBe(false);
  expect(squares[4]?.slice(4, 11)).toEqual(Array.from({ length: 7 }, () => true));
});

import { encode } from "uqr";

export interface DrawnCode {
  /** Squares a side, with the light border that cameras need. */
  size: number;
  path: string;
}

/** A link as a square of squares, for the kit's `QrCode`. Middling repair: a thumb may cover a corner of a printed one. */
export function drawnCode(link: string): DrawnCode {
  const { size, data } = encode(link, { ecc: "M", border: 4 });
  return { size, path: data.flatMap(dashesOf).join("") };
}

/** The dark squares of one row, neighbours drawn as one. */
function dashesOf(row: boolean[], y: number): string[] {
  const words = row.map((dark) => (dark ? "#" : " ")).join("");
  return [...words.matchAll(/#+/g)].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`);
}

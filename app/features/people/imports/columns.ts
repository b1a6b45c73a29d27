/** What the register's file calls its columns, and what we make of one row. */
export const columnNames = {
  name: "Charity Name",
  number: "Charity Number",
  postcode: "Postcode",
  latitude: "Latitude",
  longitude: "Longitude",
  area: "Main Operating Location",
} as const;

export type ColumnKey = keyof typeof columnNames;
export type Columns = Record<ColumnKey, number> & { count: number };

export type RegisterRow = {
  name: string;
  number: string;
  postcode: string | null;
  latitude: number | null;
  longitude: number | null;
  /** Empty when the file gives none. */
  area: string;
};

/** Where each column stands, in whatever order; or the names that are missing. */
export function columnsOf(header: readonly string[]): Columns | { missing: string[] } {
  const plain = header.map(folded);
  const places = Object.entries(columnNames).map(([key, name]) => [key, plain.indexOf(folded(name))] as const);
  const missing = places.filter(([, at]) => at < 0).map(([key]) => columnNames[key as ColumnKey]);
  if (missing.length > 0) return { missing };
  return { ...(Object.fromEntries(places) as Record<ColumnKey, number>), count: header.length };
}

/** A row we can keep, or the reason why not, in words for the person who chose the file. */
export function readRow(cells: readonly string[], columns: Columns): RegisterRow | { reason: string; area: string | undefined } {
  if (cells.length !== columns.count) {
    return { reason: `The line has ${cells.length} ${cells.length === 1 ? "part" : "parts"} where the first line has ${columns.count}. It may be cut off.`, area: undefined };
  }
  const cell = (key: ColumnKey) => (cells[columns[key]] ?? "").trim();
  const area = cell("area");
  const refuse = (reason: string) => ({ reason, area });
  const name = cell("name").replaceAll(/\s+/g, " ");
  const number = cell("number").toUpperCase();
  const postcode = cell("postcode").toUpperCase().replaceAll(/\s+/g, " ");
  if (cells.some(holdsNoText)) return refuse("The line holds characters that are not text.");
  if (!name) return refuse("There is no name.");
  if (name.length > 300) return refuse("The name is longer than 300 letters.");
  if (!number) return refuse("There is no charity number.");
  if (!/^SC\d{6}$/.test(number)) return refuse(`“${number.slice(0, 20)}” is not a Scottish charity number, such as SC000123.`);
  if (postcode.length > 10) return refuse("The postcode is longer than a postcode can be.");
  if (area.length > 120) return refuse("The main operating location is longer than 120 letters.");
  const latitude = coordinate(cell("latitude"));
  const longitude = coordinate(cell("longitude"));
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return refuse("The latitude or longitude is not a number.");
  if ((latitude === null) !== (longitude === null)) return refuse("Only one of latitude and longitude is given.");
  if (latitude !== null && longitude !== null && !isOnTheseIslands(latitude, longitude)) return refuse("The latitude and longitude lie outside the United Kingdom.");
  return { name, number, postcode: postcode || null, latitude, longitude, area };
}

function coordinate(text: string): number | null {
  if (text === "") return null;
  return /^[-+]?\d{1,3}(\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN;
}

function isOnTheseIslands(latitude: number, longitude: number): boolean {
  return latitude >= 49 && latitude <= 61.5 && longitude >= -9 && longitude <= 2.5;
}

function folded(text: string): string {
  return text.replace(/^\ufeff/, "").trim().replaceAll(/\s+/g, " ").toLowerCase();
}

/** Control characters and the mark of a broken one; PostgreSQL would refuse the first. */
function holdsNoText(text: string): boolean {
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13)) return true;
  }
  return false;
}

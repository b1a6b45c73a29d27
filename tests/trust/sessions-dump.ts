import type postgres from "postgres";

/**
 * Every value of every table, read as the owner of the database: as it stands, and for bytes in each way in which
 * somebody might write them down. Words inside longer texts count too.
 */
export async function valuesOf(sql: postgres.Sql): Promise<{ values: string[]; textsAbout: (tables: string[]) => string[] }> {
  const tables = await sql<{ schema: string; name: string }[]>`select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  const texts: { table: string; text: string }[] = [];
  for (const { schema, name } of tables) {
    const rows = await sql.unsafe(`select to_jsonb(t) as row from "${schema}"."${name}" t`);
    for (const { row } of rows) for (const text of leaves(row)) texts.push({ table: name, text });
  }
  const all = new Set(texts.flatMap(({ text }) => [text, ...(text.match(/[\w-]{16,}/g) ?? []), ...written(text)]));
  all.delete("");
  const isTime = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text);
  return { values: [...all], textsAbout: (names) => texts.filter(({ table, text }) => names.includes(table) && !isTime(text)).map(({ text }) => text) };
}

function leaves(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === "object") return Object.values(value).flatMap(leaves);
  return [String(value)];
}

/** `\x…`, as PostgreSQL prints bytes, in the other ways. */
function written(text: string): string[] {
  if (!/^\\x[\da-f]+$/.test(text)) return [];
  const bytes = Buffer.from(text.slice(2), "hex");
  return [text.slice(2), text.slice(2).toUpperCase(), bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("utf8")];
}

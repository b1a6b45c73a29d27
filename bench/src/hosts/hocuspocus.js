/** Hocuspocus 3 or 4 with its defaults; with a PostgreSQL address, its Database extension stores whole documents. */
import postgres from "postgres";
import { sayReady, settings } from "./ready.js";

const { Server } = await import(`hocuspocus-${settings.major}-server`);
const extensions = settings.postgres ? [await databaseExtension(settings.postgres)] : [];

const server = new Server({ port: settings.port, address: "127.0.0.1", quiet: true, extensions });
await server.listen();
sayReady();

async function databaseExtension(url) {
  const { Database } = await import(`hocuspocus-${settings.major}-database`);
  const sql = postgres(url, { max: 10, onnotice: () => {} });
  await sql`create table if not exists documents (name text primary key, data bytea not null)`;
  return new Database({
    async fetch({ documentName }) {
      const [row] = await sql`select data from documents where name = ${documentName}`;
      return row?.data ?? null;
    },
    async store({ documentName, state }) {
      await sql`
        insert into documents (name, data) values (${documentName}, ${state})
        on conflict (name) do update set data = excluded.data`;
    },
  });
}

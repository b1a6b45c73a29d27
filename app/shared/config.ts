/** What the environment settled, once, at the start. server/config.ts reads it. */
export type Config = {
  port: number;
  host: string;
  /** Without a trailing slash. */
  baseUrl: string;
  dataDir: string;
  databaseUrl: string | undefined;
  databaseAdminUrl: string | undefined;
  redisUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  metricsPort: number | undefined;
  trustProxy: number;
  /** Open documents and pages of one account at once. */
  socketsPerPerson: number;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  development: boolean;
  /** Pages are served over https. */
  secure: boolean;
  /** Origins our pages are served from. */
  origins: string[];
};

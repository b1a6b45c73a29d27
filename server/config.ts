import path from "node:path";
import { z } from "zod";
import type { Config } from "~/shared/config";
import { root } from "~/shared/root.server";

const url = (protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `should be an address that starts with ${protocols.map((one) => `${one}//`).join(" or ")}`,
  });

const settings = z.object({
  PORT: z.coerce.number({ message: "should be a number" }).int().min(0).max(65535, "should be between 0 and 65535").default(3000),
  HOST: z.string().min(1, "should be a host name or an address").default("127.0.0.1"),
  BASE_URL: url(["http:", "https:"]).optional(),
  DATA_DIR: z.string().min(1, "should be a folder").default("./data"),
  DATABASE_URL: url(["postgres:", "postgresql:"]).optional(),
  DATABASE_ADMIN_URL: url(["postgres:", "postgresql:"]).optional(),
  REDIS_URL: url(["redis:", "rediss:"]).optional(),
  SMTP_URL: url(["smtp:", "smtps:"]).optional(),
  MAIL_FROM: z.string().min(3).default("Common Thread <no-reply@localhost>"),
  METRICS_PORT: z.coerce.number({ message: "should be a number" }).int().min(0).max(65535).optional(),
  TRUST_PROXY: z.coerce.number({ message: "should be a number of proxies" }).int().min(0).max(5).default(0),
  SOCKETS_PER_PERSON: z.coerce.number({ message: "should be a number" }).int().min(10, "should be at least 10").default(500),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  NODE_ENV: z.string().default("production"),
});

export type { Config };

/**
 * Reads the environment once.
 * @throws an Error with one clear line per bad setting
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const read = settings.safeParse(given);
  if (!read.success) {
    throw new Error(read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"));
  }
  const env = read.data;
  const baseUrl = (env.BASE_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, "");
  return {
    port: env.PORT,
    host: env.HOST,
    baseUrl,
    dataDir: path.resolve(root, env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    databaseAdminUrl: env.DATABASE_ADMIN_URL,
    redisUrl: env.REDIS_URL,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    metricsPort: env.METRICS_PORT,
    trustProxy: env.TRUST_PROXY,
    socketsPerPerson: env.SOCKETS_PER_PERSON,
    logLevel: env.LOG_LEVEL,
    development: env.NODE_ENV === "development",
    secure: baseUrl.startsWith("https:"),
    origins: allowedOrigins(baseUrl),
  };
}

/** The one origin pages are served from; on a developer's machine its two spellings. */
function allowedOrigins(baseUrl: string): string[] {
  const { origin, hostname, port, protocol } = new URL(baseUrl);
  if (hostname !== "localhost" && hostname !== "127.0.0.1") return [origin];
  const tail = port ? `:${port}` : "";
  return [`${protocol}//localhost${tail}`, `${protocol}//127.0.0.1${tail}`];
}

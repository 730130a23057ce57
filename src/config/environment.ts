import { z } from "zod";
import { OperationError } from "../errors.ts";

const Flag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1");

const Environment = z.object({
  DATABASE_URL: z.string().optional(),
  DESKPULSE_CONFIG: z.string().default("deskpulse.yaml"),
  DESKPULSE_DATA_DIR: z.string().default(".deskpulse"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: z.url().optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_API_URL: z.url().optional(),
  TEAMS_CLIENT_ID: z.string().optional(),
  TEAMS_CLIENT_SECRET: z.string().optional(),
  TEAMS_TENANT_ID: z.string().optional(),
  TEAMS_ALLOW_UNAUTHENTICATED: Flag.default(false),
  QUICKCHART_URL: z.url().optional(),
  LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]).default("info"),
});
export type Environment = z.infer<typeof Environment>;

/**
 * The only reader of environment variables. An empty variable counts as not set.
 *
 * @throws OperationError naming each wrong variable
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(set);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new OperationError(`Environment variables are wrong:\n  ${lines.join("\n  ")}`);
}

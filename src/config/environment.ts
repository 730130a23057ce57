import { z } from "zod";
import { OperationError } from "../errors.ts";

const Flag = z
  .enum(["true", "false", "1", "0"], "must be true or false")
  .transform((value) => value === "true" || value === "1");
const WebAddress = z.url({ protocol: /^https?$/, error: "must be an address such as https://example.com" });
const Port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number from 0 to 65535")
  .transform(Number)
  .refine((port) => port <= 65_535, "must be a port number from 0 to 65535");
const levels = ["silent", "fatal", "error", "warn", "info", "debug", "trace"] as const;

const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must be an address such as postgres://user:password@host:5432/database")
    .optional(),
  /** Without it deskpulse.yaml in the working directory is read, if it is there. */
  DESKPULSE_CONFIG: z.string().optional(),
  DESKPULSE_DATA_DIR: z.string().default(".deskpulse"),
  PORT: Port.prefault("3000"),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: WebAddress.optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_API_URL: WebAddress.optional(),
  TEAMS_CLIENT_ID: z.string().optional(),
  TEAMS_CLIENT_SECRET: z.string().optional(),
  TEAMS_TENANT_ID: z.string().optional(),
  TEAMS_ALLOW_UNAUTHENTICATED: Flag.default(false),
  QUICKCHART_URL: WebAddress.optional(),
  ZENDESK_WEBHOOK_SECRET: z.string().optional(),
  INTERCOM_CLIENT_SECRET: z.string().optional(),
  CHATWOOT_WEBHOOK_SECRET: z.string().optional(),
  FRESHDESK_WEBHOOK_TOKEN: z.string().optional(),
  CALENDLY_WEBHOOK_SIGNING_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(levels, `must be one of ${levels.join(", ")}`).default("info"),
});
export type Environment = z.infer<typeof Environment>;

/**
 * The only reader of environment variables. An empty variable counts as not set.
 *
 * @throws OperationError naming each wrong variable; values are not shown, since some are secrets
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const { environment, problems } = readEnvironmentWithProblems(variables);
  if (problems.length === 0) return environment;
  const lines = problems.map(({ variable, message }) => `${variable} ${message}`);
  throw new OperationError(`Environment variables are wrong:\n  ${lines.join("\n  ")}`);
}

interface EnvironmentProblem {
  readonly variable: string;
  readonly message: string;
}

/** The environment, with the wrong variables taken for not set, and what is wrong with them. Nothing is thrown. */
export function readEnvironmentWithProblems(variables: NodeJS.ProcessEnv = process.env): {
  readonly environment: Environment;
  readonly problems: readonly EnvironmentProblem[];
} {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(set);
  if (parsed.success) return { environment: parsed.data, problems: [] };
  const problems = parsed.error.issues.map(({ path, message }) => ({ variable: path.join("."), message }));
  const wrong = new Set(problems.map(({ variable }) => variable));
  const right = Object.entries(set).filter(([name]) => !wrong.has(name));
  return { environment: Environment.parse(Object.fromEntries(right)), problems };
}

/** A secret whose variable the configuration names; an empty one counts as not set. */
export function readSecret(name: string, variables: NodeJS.ProcessEnv = process.env): string | undefined {
  return variables[name] || undefined;
}

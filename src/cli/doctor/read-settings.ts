import { DeskConfig } from "../../config/desk-config.ts";
import type { Environment } from "../../config/environment.ts";
import { readEnvironmentWithProblems } from "../../config/environment.ts";
import { OperationError } from "../../errors.ts";
import { isConfigAtHand, readDeskConfig } from "../read-desk-config.ts";
import { webhookSources } from "../webhook-sources.ts";
import { type Finding, fine, problem, warning } from "./finding.ts";
import { counted } from "./listed.ts";

interface ReadSettings {
  readonly environment: Environment;
  /** Empty where the file cannot be used. */
  readonly config: DeskConfig;
  readonly findings: readonly Finding[];
}

/** Reads environment and configuration as far as they can be used, and says what is wrong with the rest. */
export async function readSettings(variables: NodeJS.ProcessEnv = process.env): Promise<ReadSettings> {
  const { environment, problems } = readEnvironmentWithProblems(variables);
  const wrong = problems.map(({ variable, message }) =>
    problem(
      `The environment variable ${variable} is wrong: it ${message}.`,
      `Correct or remove ${variable}.`,
    ),
  );
  const { config, findings } = await readFile(environment);
  return { environment, config, findings: [...wrong, ...findings] };
}

async function readFile(environment: Environment): Promise<Omit<ReadSettings, "environment">> {
  const file = environment.DESKPULSE_CONFIG ?? "deskpulse.yaml";
  try {
    const config = await readDeskConfig(environment);
    if (!(await isConfigAtHand(environment))) {
      const missing = warning(
        `There is no ${file} here: times are UTC, and no digest is sent.`,
        "Write one (examples/deskpulse.yaml is a start), or name it in DESKPULSE_CONFIG.",
      );
      return { config, findings: [missing] };
    }
    return {
      config,
      findings: [fine(inWords(file, config)), ...(await webhookFindings(environment, config))],
    };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return { config: DeskConfig.parse({}), findings: problemsOf(error.message, file) };
  }
}

function inWords(file: string, { digests, teams, people, calendars, sla, goals }: DeskConfig): string {
  const parts = [
    counted(digests.length, "digest"),
    counted(Object.keys(teams).length, "team"),
    counted(people.length, "person", "people"),
    counted(Object.keys(calendars).length, "calendar"),
    counted(sla.length, "SLA policy", "SLA policies"),
    counted(goals.length, "goal"),
  ];
  return `${file} is right: ${parts.join(", ")}.`;
}

/** The reader puts each of several problems on a line of its own, below a heading. */
function problemsOf(message: string, file: string): Finding[] {
  const [heading = "", ...lines] = message.split("\n").map((line) => line.trim());
  const said = lines.length > 0 ? lines : [heading];
  return said.map((line) =>
    problem(line, `Correct ${file}; deskpulse apply --dry-run shows what it then changes.`),
  );
}

async function webhookFindings(environment: Environment, config: DeskConfig): Promise<Finding[]> {
  try {
    const open = (await webhookSources({ environment, config })).filter(({ secret }) => secret !== undefined);
    const names = open.map(({ source }) => source.name);
    return names.length === 0 ? [] : [fine(`Webhooks are taken of ${names.join(", ")}.`)];
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return [problem(error.message, "Set the variable, or correct the webhook in the configuration.")];
  }
}

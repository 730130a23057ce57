import { checkBlocks, checkView } from "../../src/surfaces/slack/block-limits.ts";
import type { SlackCall } from "./slack-fault-proxy.ts";

type Json = Record<string, unknown>;

/**
 * What Slack does and `emulate` 0.12.2 does not:
 * - blocks and views are checked (`invalid_blocks` with a message for each fault, "invalid slack file" among them)
 * - an uploaded file is not ready at once: files.info shows no type for a while, and until then no block may show it
 * - conversations.history and .replies honour `oldest` and show metadata only with `include_all_metadata`
 * - an unknown token is `invalid_auth` (the emulator takes it for its first user); auth.test tells the scopes
 */
export function slackManners(upstream: string, scopesOfTokens: Readonly<Record<string, readonly string[]>>) {
  const complaints: string[] = [];
  const polls = new Map<string, number>();
  let pollsUntilReady = 1;

  async function blockProblems(call: SlackCall): Promise<string[]> {
    const [blocks, view] = [parse(call.parameters["blocks"]), parse(call.parameters["view"])];
    if (blocks === undefined && view === undefined) return [];
    const problems = view === undefined ? checkBlocks(blocks) : checkView(view);
    complaints.push(...problems.map((problem) => `${call.method}: ${problem}`));
    for (const [index, id] of pictures(blocks)) {
      const isReady = (polls.get(id) ?? 0) >= pollsUntilReady;
      if (!isReady || !(await fileExists(upstream, id, call.token))) {
        problems.push(`invalid slack file [json-pointer:/blocks/${index}/slack_file]`);
      }
    }
    return problems;
  }

  return {
    complaints,
    filesReadyAfter(times: number): void {
      pollsUntilReady = times;
    },
    /** Slack's refusal of a call that the emulator would take. */
    async refuse(call: SlackCall): Promise<Json | undefined> {
      if (call.method === "upload") return undefined;
      if (!call.token || !(call.token in scopesOfTokens)) return { ok: false, error: "invalid_auth" };
      const problems = await blockProblems(call);
      if (problems.length === 0) return undefined;
      const messages = problems.map((problem) => `[ERROR] ${problem}`);
      return { ok: false, error: "invalid_blocks", errors: problems, response_metadata: { messages } };
    },
    headers(call: SlackCall): Record<string, string> {
      if (call.method !== "auth.test") return {};
      return { "x-oauth-scopes": scopesOfTokens[call.token ?? ""]?.join(",") ?? "" };
    },
    /** The emulator's answer as Slack would give it. */
    amend(call: SlackCall, answer: Json, url: string): Json {
      if (call.method === "files.getUploadURLExternal" && typeof answer["upload_url"] === "string") {
        return { ...answer, upload_url: `${url}${new URL(answer["upload_url"]).pathname}` };
      }
      if (call.method === "files.info" && isObject(answer["file"])) {
        const id = call.parameters["file"] ?? "";
        polls.set(id, (polls.get(id) ?? 0) + 1);
        const isReady = (polls.get(id) ?? 0) >= pollsUntilReady;
        return isReady ? answer : { ...answer, file: { ...answer["file"], mimetype: "", filetype: "" } };
      }
      if (call.method === "conversations.history" || call.method === "conversations.replies")
        return history(call, answer);
      return answer;
    },
  };
}

function history(call: SlackCall, answer: Json): Json {
  if (!Array.isArray(answer["messages"])) return answer;
  const oldest = Number(call.parameters["oldest"] ?? 0);
  const messages = answer["messages"].filter((message: Json) => Number(message["ts"]) > oldest);
  if (call.parameters["include_all_metadata"] === "true") return { ...answer, messages };
  return { ...answer, messages: messages.map(({ metadata: _hidden, ...message }: Json) => message) };
}

function pictures(blocks: unknown): [number, string][] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block, index): [number, string][] =>
    isObject(block) && isObject(block["slack_file"]) ? [[index, String(block["slack_file"]["id"])]] : [],
  );
}

async function fileExists(upstream: string, id: string, token: string | undefined): Promise<boolean> {
  const answer = await fetch(`${upstream}/api/files.info?file=${id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as Json)["ok"] === true;
}

function parse(json: string | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

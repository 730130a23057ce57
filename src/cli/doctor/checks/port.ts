import { once } from "node:events";
import { createServer } from "node:net";
import { reason } from "../../../errors.ts";
import type { Check } from "../check.ts";
import type { DoctorRoom } from "../doctor-room.ts";
import { type Finding, fine, problem } from "../finding.ts";
import { healthAt } from "../health-at.ts";

/** Whether the server can listen, or already does. */
export const port: Check = {
  name: "port",
  async look(room) {
    const { HOST, PORT } = room.environment;
    if (PORT === 0) return [fine("The server takes a free port.")];
    const trouble = await whyNoListening(HOST, PORT);
    if (trouble === undefined) return [fine(`${HOST}:${PORT} is free: deskpulse is not running here.`)];
    if (trouble === "EADDRINUSE") return [await whose(room)];
    return [
      problem(
        `The server cannot listen on ${HOST}:${PORT} (${trouble}).`,
        "Set HOST to an address of this machine (127.0.0.1, or 0.0.0.0 for all), and PORT to one that you may use.",
      ),
    ];
  },
};

async function whose({ environment, db, accountId }: DoctorRoom): Promise<Finding> {
  const { HOST, PORT } = environment;
  const host = HOST === "0.0.0.0" || HOST === "::" ? "localhost" : HOST;
  const address = new URL(`http://${host.includes(":") ? `[${host}]` : host}:${PORT}`);
  const health = await healthAt(address, db && { db, accountId }).catch((error: unknown) => reason(error));
  if (health === "own" || health === "deskpulse") return fine(`deskpulse runs on ${HOST}:${PORT}.`);
  const who = health === "another deskpulse" ? "a deskpulse with another database" : "another program";
  return problem(`${HOST}:${PORT} is taken by ${who}.`, "Stop it, or set PORT to another port.");
}

async function whyNoListening(host: string, at: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(at, host);
    await once(server, "listening");
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : reason(error);
  } finally {
    server.close();
  }
}

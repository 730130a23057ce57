// The door for events on a database and a port, with a projector, until its input ends or it is killed.
import { once } from "node:events";
import { systemClock } from "../../src/clock.ts";
import { httpServer } from "../../src/http/http-server.ts";
import { EventsDoor } from "../../src/ingest/http/events-door.ts";
import { silentLogger as logger } from "../../src/logger.ts";
import { connections } from "../../src/store/pool.ts";
import { startProjector } from "../../src/store/projector.ts";

const [url = "", port = "0"] = process.argv.slice(2);
const { pool, db } = connections(url, logger);
const door = new EventsDoor({ db, clock: systemClock, logger, keepTexts: false });
const server = await httpServer({
  host: "127.0.0.1",
  port: Number(port),
  routes: [{ method: "POST", path: "/v1/events", take: (request) => door.take(request) }],
  logger,
});
const projector = startProjector({ pool, db, logger });
process.stdout.write(`${server.port}\n`);
process.stdin.resume();
await once(process.stdin, "end");
await server.close();
await projector.stop();
await db.destroy();

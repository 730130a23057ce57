// Runs an errand of alerts in a process of its own, which may be killed: see alert-walk.ts.
import { silentLogger } from "../../src/logger.ts";
import { connections } from "../../src/store/pool.ts";
import { type AlertErrand, runAlertErrand } from "./alert-errand.ts";

const errand: AlertErrand = JSON.parse(process.argv[2] ?? "{}");
const store = connections(errand.databaseUrl, silentLogger);
await runAlertErrand(store, errand);
await store.db.destroy();

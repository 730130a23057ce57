// Sends events over kept connections as fast as they are answered; runs as a worker, apart from the server's thread.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { eventJson } from "./event-json.ts";
import { manyDeskEvents } from "./many-desks.ts";

/** What is to be sent. */
export interface DoorLoad {
  readonly port: number;
  readonly key: string;
  readonly events: number;
  readonly until: string;
  /** 1: single posts. */
  readonly batch: number;
  readonly connections: number;
}

export interface DoorLoadResult {
  readonly seconds: number;
  /** Of each answer, in milliseconds. */
  readonly latencies: readonly number[];
  /** Answers that were not 202. */
  readonly refused: number;
}

const load: DoorLoad = workerData;
const requests = [...bodies()].map(request);
const latencies: number[] = [];
let refused = 0;
let next = 0;
const sockets = await Promise.all(Array.from({ length: load.connections }, open));
const start = performance.now();
await Promise.all(sockets.map(sendOn));
const result: DoorLoadResult = { seconds: (performance.now() - start) / 1000, latencies, refused };
for (const socket of sockets) socket.destroy();
parentPort?.postMessage(result);

function* bodies(): Generator<string> {
  let batch: string[] = [];
  for (const event of manyDeskEvents(load.events, new Date(load.until))) {
    batch.push(eventJson(event));
    if (batch.length < load.batch) continue;
    yield load.batch === 1 ? batch.join("") : `[${batch.join(",")}]`;
    batch = [];
  }
  if (batch.length > 0) yield `[${batch.join(",")}]`;
}

function request(body: string): Buffer {
  const head = [
    "POST /v1/events HTTP/1.1",
    "host: localhost",
    `authorization: Bearer ${load.key}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}

async function open(): Promise<Socket> {
  const socket = connect(load.port, "127.0.0.1");
  await once(socket, "connect");
  return socket.setNoDelay(true);
}

async function sendOn(socket: Socket): Promise<void> {
  for (let mine = requests[next++]; mine; mine = requests[next++]) {
    const sentAt = performance.now();
    socket.write(mine);
    if (!(await answer(socket)).startsWith("HTTP/1.1 202")) refused += 1;
    latencies.push(performance.now() - sentAt);
  }
}

/** Head and body; the answers of the door carry their length. */
function answer(socket: Socket): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = "";
  socket.on("data", function more(chunk: Buffer) {
    text += chunk.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    if (end < 0 || text.length < end + 4 + length) return;
    socket.off("data", more);
    resolve(text);
  });
  return promise;
}

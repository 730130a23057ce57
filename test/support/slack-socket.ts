import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** Slack's end of Socket Mode: hands out an address, greets, sends envelopes and takes acknowledgements. */
export interface SlackSocket {
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  readonly appToken: string;
  /** Resolves with the acknowledgement of the envelope. */
  send(type: "events_api" | "interactive" | "slash_commands", payload: object): Promise<unknown>;
  /** Connections made so far. */
  readonly connections: number;
  /** From now on the app's token is refused. */
  revoke(): void;
  /** Cuts the present connection, as Slack does every few hours; resolves when there is a new one. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

const appToken = "xapp-1-good";
const textFrame = 0x1;
const closeFrame = 0x8;
const pingFrame = 0x9;
const pongFrame = 0xa;

export async function openSlackSocket(): Promise<SlackSocket> {
  const acknowledged = new Map<string, (answer: unknown) => void>();
  const waiting: (() => void)[] = [];
  let socket: Duplex | undefined;
  let connections = 0;
  let envelopes = 0;
  let isRevoked = false;

  const server = createServer((request, response) => {
    const isKnown = !isRevoked && request.headers.authorization === `Bearer ${appToken}`;
    const answer = isKnown ? { ok: true, url: `ws://${host}/link` } : { ok: false, error: "invalid_auth" };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  server.on("upgrade", (request, connected: Duplex) => {
    socket = connected;
    connections++;
    const key = request.headers["sec-websocket-key"] ?? "";
    connected.write(handshake(key));
    connected.on("error", () => undefined);
    readFrames(connected, (opcode, data) => {
      if (opcode === pingFrame) writeFrame(connected, pongFrame, data);
      if (opcode === closeFrame) connected.end();
      if (opcode !== textFrame) return;
      const answer = JSON.parse(data.toString("utf8")) as { envelope_id: string };
      acknowledged.get(answer.envelope_id)?.(answer);
    });
    write(connected, { type: "hello", num_connections: 1 });
    for (const resolve of waiting.splice(0)) resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: `http://${host}/api/`,
    appToken,
    get connections() {
      return connections;
    },
    send(type, payload) {
      const id = `envelope-${envelopes++}`;
      const answer = new Promise((resolve) => acknowledged.set(id, resolve));
      if (socket) write(socket, { type, envelope_id: id, payload, accepts_response_payload: false });
      return answer;
    },
    revoke() {
      isRevoked = true;
    },
    async refresh() {
      const again = new Promise<void>((resolve) => waiting.push(resolve));
      if (socket) write(socket, { type: "disconnect", reason: "refresh_requested" });
      await again;
    },
    async close() {
      socket?.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
function handshake(key: string): string {
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  return [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${accept}`,
    "\r\n",
  ].join("\r\n");
}

function write(socket: Duplex, message: object): void {
  writeFrame(socket, textFrame, Buffer.from(JSON.stringify(message)));
}

/** A whole frame without a mask, of less than 64 KB. */
function writeFrame(socket: Duplex, opcode: number, data: Buffer): void {
  const head =
    data.length < 126
      ? Buffer.from([0x80 | opcode, data.length])
      : Buffer.from([0x80 | opcode, 126, data.length >> 8, data.length & 0xff]);
  socket.write(Buffer.concat([head, data]));
}

/** Frames as clients send them: masked, and here of less than 64 KB. */
function readFrames(socket: Duplex, take: (opcode: number, data: Buffer) => void): void {
  let buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const [first, second] = buffer;
      if (first === undefined || second === undefined) return;
      const isLong = (second & 0x7f) === 126;
      const start = isLong ? 4 : 2;
      if (buffer.length < start + 4) return;
      const length = isLong ? buffer.readUInt16BE(2) : second & 0x7f;
      const end = start + 4 + length;
      if (buffer.length < end) return;
      const mask = buffer.subarray(start, start + 4);
      const data = Buffer.from(buffer.subarray(start + 4, end).map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
      buffer = buffer.subarray(end);
      take(first & 0xf, data);
    }
  });
}

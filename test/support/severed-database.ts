import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface SeverableDatabase {
  /** The same database, through a connection that can be cut. */
  readonly url: string;
  /** As when the server was stopped: connections break, and new ones are refused. */
  cut(): Promise<void>;
  /** As when the machine hangs: connections are there and nothing is answered. */
  freeze(): void;
  /** Back again after either. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Stands between a process and its database. */
export async function severableDatabase(databaseUrl: string): Promise<SeverableDatabase> {
  const behind = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(Number(behind.port), behind.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => sockets.delete(from));
      if (isFrozen) from.pause();
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl);
  [url.hostname, url.port] = ["127.0.0.1", String(port)];
  async function cut(): Promise<void> {
    const closed = server.listening ? once(server, "close") : undefined;
    if (server.listening) server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }
  return {
    url: url.toString(),
    cut,
    freeze() {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    async restore() {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
      if (!server.listening) await once(server.listen(port, "127.0.0.1"), "listening");
    },
    close: cut,
  };
}

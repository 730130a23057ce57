import { once } from "node:events";
import { createServer } from "node:net";

/** A TCP port of the loopback that nobody listens on: the preferred one if it is free. */
export async function freePort(preferred = 0): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(preferred, "127.0.0.1");
    await once(probe, "listening");
    const address = probe.address();
    if (address === null || typeof address === "string") throw new Error("A TCP server has no port");
    return address.port;
  } catch (error) {
    if (preferred === 0) throw error;
    return await freePort();
  } finally {
    probe.close();
  }
}

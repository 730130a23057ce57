import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * For the environment of a process that a test starts: what was compiled for one need not be compiled for the next, also
 * of the next run. It is where deskpulse itself keeps it.
 */
export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") } as const;

import { userInfo } from "node:os";

/** Who runs the command, for the record. A user that the system has no name for is not an error. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}

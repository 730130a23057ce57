/** The user that owns the data and runs the server. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** "nobody" on every Linux; needs no entry in /etc/passwd. */
const NOBODY = 65_534;

/** PostgreSQL refuses to run as root: then another user must. Undefined: the user of this process can. */
export function serverOwner(): Owner | undefined {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
}

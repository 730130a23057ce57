/** What PostgreSQL's programs get of our environment: no tokens. Their messages are English, since some are read here. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  const given = Object.entries({ PATH, SystemRoot, TEMP, TMPDIR }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), LC_ALL: "C", TZ: "UTC" };
}

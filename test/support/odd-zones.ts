/** Zones whose clocks do odd things: :30 and :45 offsets, half-hour DST, DST at midnight, a skipped day. */
export const oddZones = [
  "UTC",
  "Europe/Amsterdam",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "America/Santiago",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Gaza",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Australia/Adelaide",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Pacific/Kiritimati",
] as const;

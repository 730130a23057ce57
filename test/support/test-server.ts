/** The database every test database is cloned from. */
export const TEMPLATE = "deskpulse_template";

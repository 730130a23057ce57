import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../src/config/environment.ts";
import { OperationError } from "../../src/errors.ts";

describe("the environment", () => {
  it("has a default for everything that needs one, and an empty variable counts as not set", () => {
    expect(readEnvironment({ PORT: "", DATABASE_URL: "" })).toEqual({
      DESKPULSE_DATA_DIR: ".deskpulse",
      PORT: 3000,
      HOST: "127.0.0.1",
      TEAMS_ALLOW_UNAUTHENTICATED: false,
      LOG_LEVEL: "info",
    });
  });

  it("names each wrong variable and never shows what it holds", () => {
    expect(() =>
      readEnvironment({
        PORT: "70000",
        DATABASE_URL: "mysql://root:secret@db",
        LOG_LEVEL: "loud",
        PUBLIC_URL: "desk",
      }),
    ).toThrow(
      new OperationError(
        [
          "Environment variables are wrong:",
          "  DATABASE_URL must be an address such as postgres://user:password@host:5432/database",
          "  PORT must be a port number from 0 to 65535",
          "  PUBLIC_URL must be an address such as https://example.com",
          "  LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace",
        ].join("\n"),
      ),
    );
  });
});

import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { deskConfigJsonSchema } from "../../src/config/desk-config-json-schema.ts";

const root = resolve(import.meta.dirname, "../..");
const renew = `node -e 'import("./src/config/desk-config-json-schema.ts").then((m) => console.log(JSON.stringify(m.deskConfigJsonSchema(), null, 2)))' > docs/deskpulse.schema.json`;

it("docs/deskpulse.schema.json is what the configuration's schema generates", async () => {
  const committed = JSON.parse(await readFile(join(root, "docs/deskpulse.schema.json"), "utf8"));

  expect(deskConfigJsonSchema(), `stale: run ${renew}`).toEqual(committed);
});

it("the generated schema takes the example", async () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(deskConfigJsonSchema());

  validate(parse(await readFile(join(root, "examples/deskpulse.yaml"), "utf8")));

  expect(validate.errors).toBeNull();
});

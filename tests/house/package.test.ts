import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { differentInLock, looseVersions, staleScripts } from "./package-rules.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../..", name), "utf8"));
const ours = read("package.json");
const lock = read("package-lock.json");

const sample = {
  dependencies: { hono: "4.1.0", pg: "^8.0.0" },
  devDependencies: { vitest: "5.0.0-beta.1", ajv: "latest" },
  allowScripts: { "@scope/server@1.2.3": true },
};
const sampleLock = {
  packages: {
    "node_modules/hono": { version: "4.2.0" },
    "node_modules/pg": { version: "^8.0.0" },
    "node_modules/vitest": { version: "5.0.0-beta.1" },
    "node_modules/ajv": { version: "latest" },
    "node_modules/@scope/server": { version: "1.2.4" },
  },
};

describe("package.json", () => {
  test("names every dependency with its exact version", () => {
    expect(looseVersions(ours)).toEqual([]);
    expect(looseVersions(sample)).toEqual(["pg ^8.0.0", "ajv latest"]);
  });

  test("and the lockfile agree", () => {
    expect(differentInLock(ours, lock)).toEqual([]);
    expect(differentInLock(sample, sampleLock)).toEqual(["hono"]);
  });

  test("allows the install scripts of the installed versions alone", () => {
    expect(staleScripts(ours, lock)).toEqual([]);
    expect(staleScripts(sample, sampleLock)).toEqual(["@scope/server@1.2.3"]);
  });
});

describe("the lockfile", () => {
  test("names no server, so that packages come from wherever npm is told", () => {
    const resolved = Object.values<{ resolved?: string }>(lock.packages).filter(
      (entry) => entry.resolved !== undefined,
    );
    expect(resolved).toEqual([]);
  });
});

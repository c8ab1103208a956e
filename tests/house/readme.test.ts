import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deadNames } from "./readme-rules.ts";
import { readSourceTree, sourceFile } from "./source-tree.ts";

const project = join(import.meta.dirname, "../..");

test("READMEs name files that exist", () => {
  const dead = deadNames(readSourceTree()).filter(
    (line) =>
      !existsSync(join(project, line.split(": ")[0] ?? "", "..", line.split(": ")[1] ?? "")),
  );
  expect(dead).toEqual([]);
});

test("a README that names a file that is gone is found", () => {
  const files = [
    sourceFile(
      "engine/db/README.md",
      "`pool.ts`, `gone.ts`, `db/pool.ts`, [all](../README.md), [no](other.md), `deep.ts`",
    ),
    sourceFile("engine/db/pool.ts", ""),
    sourceFile("engine/db/parts/deep.ts", ""),
    sourceFile("engine/README.md", "`records/`, `pool.ts`"),
  ];
  expect(deadNames(files)).toEqual([
    "engine/db/README.md: gone.ts",
    "engine/db/README.md: other.md",
  ]);
});

import { describe, expect, test } from "vitest";
import { forbiddenImports, mendedWalls } from "./import-rules.ts";
import { cyclesIn, importCycles, importsOf } from "./imports.ts";
import { packages } from "./packages.ts";
import { parts, rooms } from "./rooms.ts";
import { readSourceTree, sourceFile } from "./source-tree.ts";

const tree = readSourceTree();

describe("the table of rooms", () => {
  test("has no circles, so that every room stands on lower ones", () => {
    expect(cyclesIn(new Map(Object.entries(rooms)))).toEqual([]);
  });

  test("names rooms that exist", () => {
    const known = new Set(Object.keys(rooms));
    expect(Object.values(rooms).flatMap((list) => list.filter((name) => !known.has(name)))).toEqual(
      [],
    );
    const empty = Object.keys(rooms).filter(
      (name) => !tree.some(({ path }) => path.startsWith(name.replace(/\*$/, ""))),
    );
    expect(empty).toEqual([]);
  });

  test("finds a circle", () => {
    const edges = new Map([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["b"]],
    ]);
    expect(cyclesIn(edges)).toEqual([["b", "c"]]);
  });
});

describe("the network", () => {
  /** What opens connections, by itself or for whoever asks. */
  const clients = /^(?:undici|node:(?:http|https|http2|net|tls|dgram|dns)|pg|ws|axios|got)\b/;
  const doors = ["engine/db", "engine/outbound"];

  test("is left through the database's door and the guarded one alone", () => {
    const others = Object.entries(packages)
      .filter(([room]) => !doors.includes(room))
      .flatMap(([room, names]) =>
        names.filter((name) => clients.test(name)).map((name) => `${room} ${name}`),
      );
    expect(others).toEqual([]);
    const found = tree
      .filter(({ path }) => path.startsWith("engine/"))
      .filter((file) => importsOf(file).some((each) => clients.test(each.package ?? "")))
      .filter(({ path }) => !doors.some((door) => path.startsWith(`${door}/`)));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test.each(["undici", "node:https", "node:net", "node:dns/promises", "node:tls", "pg"])(
    "by %s in another room is found",
    (name) => {
      const file = sourceFile("engine/access/a.ts", `import { a } from "${name}";\n`);
      expect(importsOf(file).some((each) => clients.test(each.package ?? ""))).toBe(true);
      expect(forbiddenImports([file])).toHaveLength(1);
    },
  );

  test("is asked for by library only with the guarded client in hand", () => {
    const bare = tree.filter(
      (file) =>
        importsOf(file).some((each) => each.package === "openid-client" && !each.typeOnly) &&
        file.path.startsWith("engine/") &&
        !/\[customFetch\]/.test(file.code),
    );
    expect(bare.map(({ path }) => path)).toEqual([]);
  });
});

test("processes are started by the rooms of database, compiler and scripts alone", () => {
  const starters = Object.entries(packages).filter(([, names]) =>
    names.includes("node:child_process"),
  );
  expect(starters.map(([room]) => room).sort()).toEqual([
    "engine/compile",
    "engine/db",
    "engine/scripts",
  ]);
  const file = sourceFile("engine/files/a.ts", 'import { spawn } from "node:child_process";\n');
  expect(forbiddenImports([file])).toEqual([
    "engine/files/a.ts:1 engine/files imports node:child_process",
  ]);
});

describe("imports", () => {
  test("go down the house only", () => {
    expect(forbiddenImports(tree)).toEqual([]);
  });

  test.each([
    ["metadata/model/a.ts", "../../engine/db/b.ts", "metadata imports engine/db/b.ts"],
    ["metadata/model/a.ts", "node:fs", "metadata/model imports node:fs"],
    ["metadata/fields/a.ts", "../validate/b.ts", "metadata/fields imports metadata/validate/b.ts"],
    ["engine/http/routes/a.ts", "pg", "engine/http imports pg"],
    ["engine/catalog/a.ts", "../query/b.ts", "engine/catalog imports engine/query/b.ts"],
    ["engine/records/a.ts", "node:http", "engine/records imports node:http"],
    ["engine/http/a.ts", "../../runtime/client/b.ts", "engine imports runtime/client/b.ts"],
    ["engine/new/a.ts", "../db/b.ts", "engine/new is not in the table of rooms"],
    ["runtime/ui/a.tsx", "../state/b.ts", "runtime/ui imports runtime/state/b.ts"],
    ["runtime/main.tsx", "../designer/shell/b.ts", "runtime imports designer/shell/b.ts"],
    ["designer/document/a.ts", "solid-js", "designer/document imports solid-js"],
  ])("from %s to %s are refused", (path, specifier, reason) => {
    const file = sourceFile(path, `import { b } from "${specifier}";\n`);
    expect(forbiddenImports([file])).toEqual([`${path}:1 ${reason}`]);
  });

  test("of types, of effects, later and onwards count like all others", () => {
    const file = sourceFile(
      "runtime/ui/a.ts",
      [
        'import type { A } from "../state/a.ts";',
        'import "../state/a.css";',
        'export { c } from "../state/c.ts";',
        'const later = await import("../state/d.ts");',
        'import {\n  e,\n} from "../state/e.ts";',
        '// import { f } from "../state/f.ts";',
        'const text = `import { g } from "../state/g.ts"`;',
      ].join("\n"),
    );
    expect(importsOf(file).map(({ line, specifier }) => [line, specifier])).toEqual([
      [1, "../state/a.ts"],
      [2, "../state/a.css"],
      [3, "../state/c.ts"],
      [4, "../state/d.ts"],
      [7, "../state/e.ts"],
    ]);
  });

  test("that stand in the wrong place are listed only as long as they do", () => {
    expect(mendedWalls(tree)).toEqual([]);
    const gone = [["runtime/state/a.ts", "runtime/blocks/b.ts"]] as const;
    expect(mendedWalls([sourceFile("runtime/state/a.ts", "")], gone)).toEqual([
      "runtime/state/a.ts → runtime/blocks/b.ts",
    ]);
  });

  test("make no circles of files", () => {
    expect(importCycles(tree)).toEqual([]);
    const circle = [
      sourceFile("engine/db/a.ts", 'import { b } from "./b.ts";'),
      sourceFile("engine/db/b.ts", 'import { a } from "./a.ts";'),
      sourceFile("engine/db/c.ts", 'import type { a } from "./d.ts";'),
      sourceFile("engine/db/d.ts", 'import { c } from "./c.ts";'),
    ];
    expect(importCycles(circle)).toEqual(["engine/db/a.ts → engine/db/b.ts → engine/db/a.ts"]);
  });

  test("point to files that exist", () => {
    const paths = new Set(tree.map(({ path }) => path));
    const missing = tree
      .filter(({ path }) => path.split("/")[0] !== undefined && path.split("/")[0]! in parts)
      .flatMap((file) => importsOf(file).flatMap(({ path }) => path ?? []))
      .filter((path) => !paths.has(path) && !path.endsWith(".svg"));
    expect(missing).toEqual([]);
  });
});

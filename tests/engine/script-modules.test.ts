/** TypeScript becomes JavaScript by leaving the types out; nothing moves. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileModule } from "../../engine/compile/script-module.ts";

const moduleOf = (source: string) => {
  const compiled = compileModule("probe", source);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.value;
};

const source = `import { db, type Id } from "tenon";
import type { Most } from "./types.ts";
import { most as highest } from "./shared.ts";
/* 价格 */ const limit: number = highest satisfies Most;
export default async (id: Id<"customer">): Promise<number> => {
  const found = (await db.get("customer", id)) as { total: string } | null;
  return found === null ? limit : 1;
};
`;

test("lines and columns stay, types go, and what they were imported for goes with them", () => {
  const { code, imports, hasDefault, late } = moduleOf(source);
  expect(code.split("\n").map((line) => line.length)).toEqual(
    source.split("\n").map((line) => line.length),
  );
  expect(code).not.toMatch(/Promise|satisfies|Most|string/);
  expect(code.indexOf("return found")).toBe(source.indexOf("return found"));
  expect(imports).toEqual([
    { specifier: "tenon", script: null, line: 1 },
    { specifier: "./shared.ts", script: "shared", line: 3 },
  ]);
  expect([hasDefault, late]).toEqual([true, []]);
});

test.each([
  ["export { a as default } from './b.ts';", true],
  ["const a = 1;\nexport { a as default };", true],
  ["export const default_ = 1;", false],
  ["// export default 1\nexport const a = 'export default 1';", false],
])("%j exports what can be run: %s", (text, expected) => {
  expect(moduleOf(text).hasDefault).toBe(expected);
});

test("imports are those of the program, not of its comments and texts", () => {
  const { imports, late } = moduleOf(
    '// import "./a.ts"\nconst b = `import "./b.ts"`;\nimport "./c.ts";\nvoid import("./d.ts");\nvoid import.meta;\nexport { b };',
  );
  expect(imports.map(({ specifier, line }) => [specifier, line])).toEqual([["./c.ts", 3]]);
  expect(late).toEqual([4, 5]);
});

test.each(["./Shared.ts", "./a/b.ts", "../a.ts", "./a", "./a.js", "/a.ts", "./__proto__.ts"])(
  "%s is no script",
  (specifier) => {
    expect(moduleOf(`import "${specifier}";`).imports).toMatchObject([{ script: null }]);
  },
);

test.each([
  ["export const a = 1;\nenum Level { a }", "script_not_erasable", 2],
  ["namespace N { export const a = 1; }", "script_not_erasable", 1],
  ["class A {\n  constructor(private a: string) {}\n}", "script_not_erasable", 2],
  ["\n\nimport a = require('a');", "script_not_erasable", 3],
  ["\nexport const a = ;", "script_syntax_error", 2],
  ["export const a = 'b", "script_syntax_error", 1],
])("%j is refused", (text, code, line) => {
  expect(compileModule("probe", text)).toMatchObject({
    ok: false,
    problems: [{ code, path: "/source", params: { line } }],
  });
});

test("whatever the source is, it is judged, and Node.js warns nobody", () => {
  const warnings: unknown[] = [];
  const hear = (warning: unknown) => warnings.push(warning);
  process.on("warning", hear);
  const words = fc.constantFrom(
    ..."import export default from { } ( ) => class enum type as ` ${ / \" ' // /* */ \n @ < > ; a ./b.ts".split(
      " ",
    ),
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(words).map((list) => list.join(" ")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const compiled = compileModule("probe", text);
      if (!compiled.ok) expect(compiled.problems).toHaveLength(1);
    }),
    { numRuns: 1000 },
  );
  process.off("warning", hear);
  expect(warnings).toEqual([]);
});

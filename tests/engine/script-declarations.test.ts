/** The declarations of any workspace are themselves TypeScript without a mistake. */
import { expect, test } from "vitest";
import { askCompiler } from "../../engine/compile/compiler.ts";
import { declarationFile } from "../../engine/compile/virtual-files.ts";
import { resolveScript, type ScriptModel } from "../../metadata/automation/script.ts";
import { declarations } from "../../metadata/declarations/declarations.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { fieldTypes } from "../../metadata/fields/index.ts";
import { soundModels } from "../../metadata/refactor/sound-models.ts";
import { exampleDocuments } from "../metadata/documents/read-examples.ts";
import { objectDocument } from "../support/server.ts";

/** Declarations are not judged where they lie, so the module is written once more, as an addition. */
async function mistakesIn(documents: readonly MetadataDocument[], scripts: readonly ScriptModel[]) {
  const text = declarations([...soundModels(documents).values()], scripts);
  const answer = await askCompiler({
    files: new Map([
      [declarationFile, 'declare module "tenon" {}'],
      ["scripts/all.ts", `${text}\nexport {};\n`],
    ]),
    judged: ["scripts/all.ts"],
    read: [],
    members: [],
  });
  return answer.ok ? answer.value.mistakes : answer.problems;
}

const properties = Object.fromEntries(
  fieldTypes.map(({ name, template }) => [`${name}_field`, template]),
);
const required = Object.keys(properties);

/** Words of the language that may be names. */
const words = "new get set class constructor readonly declare export default type interface".split(
  " ",
);

const scripts = [
  { trigger: { object: "every", before: ["create", "update"], after: ["delete"] } },
  { action: { object: "every", input: { properties } } },
  { action: { object: "every", on: "list" } },
  { import: { object: "every" } },
  { schedule: { cron: "0 2 * * *" } },
  { endpoint: { method: "POST", input: { properties: {} }, output: { required, properties } } },
  { job: { input: { required, properties } } },
  { job: {} },
  { test: {} },
  { endpoint: { method: "GET" } },
  {},
].map((content, index) => resolveScript(`script_${index}`, { ...content, source: "" }));

test("with every type of field, required and not, and every start of a script", async () => {
  const documents = [
    objectDocument("every", properties),
    objectDocument("demanding", properties, { required }),
    objectDocument("class", Object.fromEntries(words.map((word) => [word, { type: "string" }]))),
  ];
  expect(await mistakesIn(documents, scripts)).toEqual([]);
});

test("of the trading company, and of nobody", async () => {
  expect(await mistakesIn(exampleDocuments("trading"), [])).toEqual([]);
  expect(await mistakesIn([], [])).toEqual([]);
});

test("a mistake in them would be seen", async () => {
  const wrong = objectDocument("every", {
    a_field: { $ref: "tenon:json", schema: { const: "a" } },
  });
  expect(
    await mistakesIn([wrong, objectDocument("b c", { d: { type: "string" } })], []),
  ).not.toEqual([]);
});

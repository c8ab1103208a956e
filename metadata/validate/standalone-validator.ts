/** Writes validators as modules, for places that may not build code from text. */
import standalone from "ajv/dist/standalone/index.js";
import { isJsonObject } from "../json-object.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { isPlainPattern } from "./plain-pattern.ts";
import { type RecordMode, recordSchema } from "./record-schema.ts";
import { validatorGenerator } from "./validator-generator.ts";

/**
 * The text of an ES module that exports a `ValidatorModule`: the code that `compileRecordValidator`
 * runs in the server, waiting for the runtime that the browser has loaded already.
 */
export function standaloneValidator(model: ObjectModel, mode: RecordMode): string {
  const schema = recordSchema(model, mode);
  const generator = validatorGenerator(true);
  const code = standalone.default(generator, generator.compile(schema));
  return [
    `export const needsRegularExpressions = ${hasDemandingPattern(schema)};`,
    "export function create({ require }) {",
    "const module = {};",
    code,
    "return module.exports;",
    "}",
    "",
  ].join("\n");
}

/** True when a pattern anywhere in the schema is beyond the platform's own engine. */
function hasDemandingPattern(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(hasDemandingPattern);
  if (!isJsonObject(schema)) return false;
  if (typeof schema.pattern === "string" && !isPlainPattern(schema.pattern)) return true;
  const named = isJsonObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
  return (
    named.some((pattern) => !isPlainPattern(pattern)) ||
    Object.values(schema).some(hasDemandingPattern)
  );
}

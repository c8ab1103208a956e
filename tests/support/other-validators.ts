/** JSON Schema validators that others wrote, behind one face: what an integrator may use. */
import { Validator } from "@cfworker/json-schema";
import { jsonValidator } from "@criteria/json-schema-validation/draft-2020-12";
import { validator as schemasafe } from "@exodus/schemasafe";
import {
  registerSchema,
  setShouldValidateFormat,
  unregisterSchema,
  validate,
} from "@hyperjump/json-schema/draft-2020-12";
import "@hyperjump/json-schema/formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { compileSchema, draft2020 } from "json-schema-library";
import { addFormats as addLibraryFormats } from "json-schema-library/formats";

/** True when the validator finds the value valid. */
export type Verdict = (value: unknown) => boolean;

addLibraryFormats([draft2020]);
setShouldValidateFormat(true);
let schemas = 0;

/** A verdict by each validator, by its package's name. Formats are assertions in all of them. */
export async function otherValidators(schema: object): Promise<ReadonlyMap<string, Verdict>> {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const byAjv = ajv.compile(schema);
  const byCfworker = new Validator(schema, "2020-12", false);
  const bySchemasafe = schemasafe(schema, { mode: "spec", formatAssertion: true });
  const byLibrary = compileSchema(schema, { drafts: [draft2020] });
  const byCriteria = jsonValidator(schema, { assertFormat: true, outputFormat: "flag" });
  return new Map<string, Verdict>([
    ["ajv", (value) => byAjv(value)],
    ["@cfworker/json-schema", (value) => byCfworker.validate(value).valid],
    ["@exodus/schemasafe", (value) => bySchemasafe(value as never)],
    ["json-schema-library", (value) => byLibrary.validate(value).valid],
    ["@criteria/json-schema-validation", (value) => byCriteria(value).valid],
    ["@hyperjump/json-schema", await hyperjump(schema)],
  ]);
}

async function hyperjump(schema: object): Promise<Verdict> {
  const address = `https://tenon.invalid/${schemas++}`;
  registerSchema({ ...schema } as never, address);
  const compiled = await validate(address);
  unregisterSchema(address);
  return (value) => compiled(value as never).valid;
}

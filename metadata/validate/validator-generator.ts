/**
 * Ajv, set up once for records: strict, own properties only, patterns in linear time, formats of
 * our own. The same set-up compiles in the server and writes the module for the browser.
 */
import {
  _,
  Ajv2020,
  type CodeKeywordDefinition,
  type KeywordCxt,
  type Options,
  stringify,
} from "ajv/dist/2020.js";
import type { JsonSchema } from "../fields/field-type.ts";
import { checkDigitFits } from "./check-digit.ts";
import { decimalFault } from "./decimal-fault.ts";
import { formats } from "./formats.ts";
import { isPlainPattern } from "./plain-pattern.ts";
import { compilePattern, type PatternTest } from "./regular-expression.ts";
import { richTextFault } from "./rich-text-fault.ts";
import type { ValidatorFunction } from "./validator-runtime.ts";

/**
 * In generated modules `require("tenon")` is the runtime that `create` receives
 * (see `standaloneValidator`).
 */
const decimalKeyword: CodeKeywordDefinition = {
  keyword: "tenon:decimal",
  type: "string",
  schemaType: "object",
  error: {
    message: "is not such a decimal",
    params: ({ params }) => _`{fault: ${params.fault ?? _`null`}}`,
  },
  code(context: KeywordCxt) {
    const { gen, data, schema } = context;
    const check = gen.scopeValue("func", {
      ref: decimalFault,
      code: _`require("tenon").decimalFault`,
    });
    const limits = gen.scopeValue("schema", { ref: schema, code: stringify(schema) });
    const fault = gen.const("fault", _`${check}(${data}, ${limits})`);
    context.setParams({ fault });
    context.fail(_`${fault} !== null`);
  },
};

const readOnlyKeyword: CodeKeywordDefinition = {
  keyword: "tenon:read_only",
  schemaType: "boolean",
  error: { message: "cannot be written" },
  code(context: KeywordCxt) {
    context.fail(_`true`);
  },
};

const checkDigitKeyword: CodeKeywordDefinition = {
  keyword: "tenon:check_digit",
  type: "string",
  schemaType: "boolean",
  error: { message: "has another check digit" },
  code(context: KeywordCxt) {
    const { gen, data } = context;
    const check = gen.scopeValue("func", {
      ref: checkDigitFits,
      code: _`require("tenon").checkDigitFits`,
    });
    context.fail(_`!${check}(${data})`);
  },
};

const richTextKeyword: CodeKeywordDefinition = {
  keyword: "tenon:rich_text",
  type: "string",
  schemaType: "object",
  error: {
    message: "is not such a rich text",
    params: ({ params }) => _`{fault: ${params.fault ?? _`null`}}`,
  },
  code(context: KeywordCxt) {
    const { gen, data, schema } = context;
    const check = gen.scopeValue("func", {
      ref: richTextFault,
      code: _`require("tenon").richTextFault`,
    });
    const limits = gen.scopeValue("schema", { ref: schema, code: stringify(schema) });
    const fault = gen.const("fault", _`${check}(${data}, ${limits})`);
    context.setParams({ fault });
    context.fail(_`${fault} !== null`);
  },
};

function regularExpression(pattern: string, flags: string): PatternTest {
  return isPlainPattern(pattern) ? new RegExp(pattern, flags) : compilePattern(pattern);
}
regularExpression.code = 'require("tenon").regularExpression';

const options: Options = {
  strict: true,
  // A schema found in the wild may assert what its type makes pointless; that harms nobody.
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allErrors: true,
  ownProperties: true,
  validateSchema: false,
  meta: false,
  addUsedSchema: false,
  logger: false,
  code: { regExp: regularExpression, formats: _`require("tenon").formats` },
};

/** A generator keeps what it has compiled, so each schema gets its own. */
export function validatorGenerator(source: boolean): Ajv2020 {
  const generator = new Ajv2020({ ...options, code: { ...options.code, source } });
  for (const [name, check] of Object.entries(formats)) generator.addFormat(name, check);
  generator.addKeyword(decimalKeyword);
  generator.addKeyword(readOnlyKeyword);
  generator.addKeyword(checkDigitKeyword);
  generator.addKeyword(richTextKeyword);
  return generator;
}

/** Compiles a schema to a function of this process. Throws on schemas that are none. */
export function compileSchema(schema: JsonSchema): ValidatorFunction {
  return validatorGenerator(false).compile(schema);
}

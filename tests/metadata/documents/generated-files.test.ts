import { readFileSync } from "node:fs";
import { Validator } from "@cfworker/json-schema";
import { describe, expect, test } from "vitest";
import { documentSchemas } from "../../../metadata/documents/document-schemas.ts";
import type { ObjectDocument } from "../../../metadata/documents/documents.generated.ts";
import { fieldTypes } from "../../../metadata/fields/index.ts";
import { problemCodes } from "../../../metadata/problem-codes.ts";
import { generatedFiles } from "../../../scripts/generate.ts";
import { exampleDocuments } from "./read-examples.ts";

describe.each(await generatedFiles())("$path", ({ path, text }) => {
  test("is what `npm run generate` writes now", () => {
    expect(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")).toBe(text);
  });
});

describe("schemas of documents", () => {
  const schemas = documentSchemas();

  test("accept every document of the example", () => {
    for (const { kind, name, content } of exampleDocuments("trading")) {
      const result = new Validator(schemas[kind] as object, "2020-12", false).validate(content);
      expect({ name, errors: result.errors }).toEqual({ name, errors: [] });
    }
  });

  test("accept the template of every field type, once it has what it requires", () => {
    const validator = new Validator(schemas.object as object, "2020-12", false);
    for (const { name, template, options } of fieldTypes) {
      const missing = (options.required ?? []).filter((keyword) => !(keyword in template));
      const completed = {
        ...template,
        ...Object.fromEntries(missing.map((key) => [key, "customer"])),
      };
      const result = validator.validate({ name: "a", properties: { f: completed } });
      expect({ name, valid: result.valid }).toEqual({ name, valid: true });
    }
  });

  test("refuse fields that are none and say so to the compiler too", () => {
    const validator = new Validator(schemas.object as object, "2020-12", false);
    expect(validator.validate({ name: "a", properties: { f: 5 } }).valid).toBe(false);
    const document: ObjectDocument = {
      name: "a",
      properties: { f: { type: "string", maxLength: 5 } },
    };
    expect(validator.validate(document).valid).toBe(true);
  });
});

describe("problem codes", () => {
  test("have complete sentences with the same parameters in both languages", () => {
    const parameters = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    for (const [code, { message }] of Object.entries(problemCodes)) {
      expect([code, parameters(message["zh-CN"])]).toEqual([code, parameters(message.en)]);
      expect(message.en.trim()).not.toBe("");
    }
  });
});

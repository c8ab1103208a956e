import { Validator } from "@cfworker/json-schema";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { publicSchema } from "../../../metadata/validate/public-schema.ts";
import { good, sampleId, sampleModel } from "./sample-object.ts";

const schema = publicSchema(sampleModel);

test("is valid JSON Schema 2020-12 with the standard's keywords only", () => {
  const strict = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false });
  expect(() => strict.compile(schema)).not.toThrow();
  expect(JSON.stringify(schema)).not.toMatch(/tenon|"x-|formula|"id":"[a-z0-9]{10}"/);
});

test("refers to nothing outside itself", () => {
  expect(JSON.stringify(schema)).not.toContain("$ref");
});

test("accepts records as they are sent and as they are answered", () => {
  const validator = new Validator(schema as object, "2020-12", false);
  const answered = {
    ...good,
    note: null,
    id: sampleId,
    created_at: "2026-11-22T08:30:00.000Z",
    created_by: sampleId,
    updated_at: "2026-11-22T08:30:00.000Z",
    updated_by: sampleId,
    revision: 3,
    owner: sampleId,
    number: "SO-00001",
    double: "1999.98",
    seal: null,
    lines: [{ id: sampleId, material: sampleId, quantity: "1.25", discount: 0, amount: "2.50" }],
  };
  expect(validator.validate(good).errors).toEqual([]);
  expect(validator.validate(answered).errors).toEqual([]);
  expect(validator.validate({ ...good, code: null }).valid).toBe(false);
  expect(validator.validate({ ...good, more: 1 }).valid).toBe(false);
});

test("tells readers what the document tells", () => {
  expect(schema).toMatchObject({
    title: "Sales order",
    required: ["code", "customer", "total", "grades", "lines"],
    properties: {
      paid: { title: "Paid", default: false },
      double: { readOnly: true },
      created_at: { readOnly: true },
    },
  });
});

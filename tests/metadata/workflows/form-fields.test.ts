/** What a form asks for, and what expressions make of it. */
import { expect, test } from "vitest";
import {
  formFieldUse,
  startRecords,
  startVariables,
  variablesOfFields,
} from "../../../metadata/workflows/form-fields.ts";
import { variableFields } from "../../../metadata/workflows/variable-fields.ts";
import { variablesOf, variableTypes } from "../../../metadata/workflows/workflow.ts";

test("the fields that variables are asked by are these variables", () => {
  const variables = Object.fromEntries(
    variableTypes.map((type, index) => [`a_${type}`, { type, required: index % 2 === 0 }]),
  );
  const fields = variableFields({ variables }) ?? {};
  expect(variablesOfFields(fields)).toEqual(variablesOf(variables));
});

test("a form gives values and records; what is neither it cannot ask for", () => {
  const properties = {
    name: { type: "string" },
    size: { $ref: "options:size" },
    who: { $ref: "tenon:user" },
    files: { $ref: "tenon:attachment" },
  };
  const content = { on: { event: "form", form: { required: ["name"], properties } } };
  expect(startVariables(content)).toEqual([
    { name: "name", type: "text", required: true, from: null },
    { name: "size", type: "text", required: false, from: null },
  ]);
  expect([...startRecords(content)]).toEqual([["who", "user"]]);
  expect(formFieldUse({ $ref: "tenon:attachment" })).toBeNull();
  expect(formFieldUse({ type: "string", format: "time" })).toBeNull();
});

import { type Schema, Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldTypeByName, fieldTypeNames } from "../../../metadata/fields/index.ts";
import { storabilityProblem } from "../../../metadata/validate/prepare-record.ts";
import { valueProblems } from "../../../metadata/validate/validate-value.ts";
import { fieldSamples } from "./field-samples.ts";

/** Values of all types, and what is almost one of them. */
const anything = fc
  .oneof(
    ...Object.values(fieldSamples).flatMap((samples) => samples.map((sample) => sample.values)),
    fc.jsonValue().filter((value) => value !== null),
    fc.constantFrom("", " ", "0", "-0", "00", "1.", "-", "2026-02-30", "0000-01-01", "24:00", "a@"),
    fc.constantFrom(
      "2026-11-22T08:30:00",
      "2016-12-31T23:59:60Z",
      "mailto:",
      "://",
      "１２",
      "++",
      "()",
    ),
    fc.constantFrom(
      9007199254740992,
      -1e300,
      0.5,
      1e21,
      [[]],
      {},
      [null],
      [1, "a"],
      ["draft", "draft"],
    ),
  )
  // As a caller sends it: what comes out of JSON has its usual prototype.
  .map((value): unknown => JSON.parse(JSON.stringify(value)));

/**
 * Some validators take addresses without a domain for e-mail; the standard lets them. What rich
 * text is made of, no keyword of the standard can say.
 */
const vague: ReadonlySet<string> = new Set(["email", "rich_text"]);

const cases = fieldTypeNames.flatMap((name) => {
  const type = fieldTypeByName(name);
  if (type === null) throw new Error(`No field type ${name}`);
  return fieldSamples[name].map(
    ({ schema }) => [`${name} ${JSON.stringify(schema).slice(0, 70)}`, type, schema] as const,
  );
});

describe.each(cases)("%s", (_, type, schema) => {
  test("the engine's validator and another one give the same verdict", () => {
    const other = new Validator(type.valueSchema(schema) as Schema, "2020-12");
    fc.assert(
      fc.property(anything, (value) => {
        const normal = type.normalise(value, schema);
        fc.pre(normal !== null && storabilityProblem(normal, "") === null);
        const accepted = valueProblems(schema, type, value).length === 0;
        const acceptedElsewhere = other.validate(normal).valid;
        if (accepted || !vague.has(type.name)) expect(accepted).toBe(acceptedElsewhere);
      }),
      { numRuns: 300 },
    );
  });
});

/** One object with a field of every type and shape that a file can hold, and records of it. */
import fc from "fast-check";
import { fieldTypeByName, fieldTypeNames } from "../../metadata/fields/index.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import { storabilityProblem } from "../../metadata/validate/prepare-record.ts";
import { fieldSamples } from "../metadata/fields/field-samples.ts";

/** A field for every sample whose export can be read back, and records with values of each. */
const written = fieldTypeNames.flatMap((name) => {
  const type = fieldTypeByName(name);
  if (type === null || type.storage === "child_table" || type.lossyExport) return [];
  return fieldSamples[name].map(({ schema, values }, index) => {
    const storable = values.filter((value) => storabilityProblem(value, "") === null);
    const drawn: readonly unknown[] = fc.sample(storable, { numRuns: 50, seed: 20_261_128 });
    return { name: `${name}_${index}`, schema, drawn };
  });
});
export const model = resolveObject({
  name: "sheet",
  properties: Object.fromEntries(written.map(({ name, schema }) => [name, schema])),
});
export const rows = Array.from({ length: 50 }, (_, row) =>
  Object.fromEntries(written.map(({ name, drawn }) => [name, drawn[row]])),
);

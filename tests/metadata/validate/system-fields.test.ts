/** What belongs to the engine is in no record that somebody writes. */
import { expect, test } from "vitest";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";
import { validateRecord } from "../../../metadata/validate/validate-record.ts";

const model = resolveObject({
  name: "note",
  type: "object",
  properties: {
    text: { type: "string" },
    lines: { type: "array", items: { type: "object", properties: { text: { type: "string" } } } },
  },
});

test.each(model.systemFields.map(({ name }) => name))("cannot be written: %s", (name) => {
  for (const mode of ["create", "change"] as const) {
    const value = name === "revision" ? 7 : "019c0000-0000-7000-8000-000000000000";
    const checked = validateRecord(model, mode, { text: "x", [name]: value });
    expect(checked.ok ? [] : checked.problems.map(({ code, path }) => [code, path])).toEqual([
      ["read_only", `/${name}`],
    ]);
  }
});

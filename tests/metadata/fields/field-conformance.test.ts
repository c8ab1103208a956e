import { type Schema, Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FieldType, JsonSchema } from "../../../metadata/fields/field-type.ts";
import {
  fieldTypeByName,
  fieldTypeNames,
  fieldTypeOf,
  fieldTypes,
} from "../../../metadata/fields/index.ts";
import { commonOptions, optionText } from "../../../metadata/fields/shared-options.ts";
import { locales } from "../../../metadata/text.ts";
import { isPattern } from "../../../metadata/validate/regular-expression.ts";
import { type FieldSample, fieldSamples } from "./field-samples.ts";

const accepts = (schema: JsonSchema, value: unknown): boolean =>
  new Validator(schema as Schema, "2020-12").validate(value).valid;

const contexts = locales.flatMap((locale) =>
  ["Asia/Shanghai", "America/New_York", "UTC"].map((timeZone) => ({ locale, timeZone })),
);

const cases = fieldTypeNames.flatMap((name) =>
  fieldSamples[name].map((sample): readonly [string, FieldType, FieldSample] => {
    const type = fieldTypeByName(name);
    if (type === null) throw new Error(`No field type ${name}`);
    return [`${name} ${JSON.stringify(sample.schema).slice(0, 70)}`, type, sample];
  }),
);

describe.each(cases)("%s", (_, type, { schema, values, spellings }) => {
  test("is recognised by its type alone", () => {
    expect(fieldTypes.filter((one) => one.recognises(schema)).map((one) => one.name)).toEqual([
      type.name,
    ]);
    expect(fieldTypeOf(schema)?.name).toBe(type.name);
  });

  test("has no mistake in its options and uses listed keywords only", () => {
    expect(type.check?.(schema, isPattern) ?? []).toEqual([]);
    const known = { ...commonOptions, ...type.options.properties };
    expect(Object.keys(schema).filter((keyword) => !Object.hasOwn(known, keyword))).toEqual([]);
    const options = { type: "object", ...type.options };
    expect(accepts(options, schema)).toBe(true);
  });

  test("keeps canonical values as they are, and any validator accepts them", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(type.normalise(value, schema)).toEqual(value);
        expect(accepts(type.valueSchema(schema), value)).toBe(true);
      }),
    );
  });

  test("brings other spellings into canonical form", () => {
    if (spellings === undefined) return;
    fc.assert(
      fc.property(spellings, ([received, canonical]) => {
        const normal = type.normalise(received, schema);
        expect(normal).toEqual(canonical);
        expect(type.normalise(normal, schema)).toEqual(normal);
      }),
    );
  });

  test("reads back what it exports, in every locale and zone", () => {
    if (type.lossyExport) return;
    fc.assert(
      fc.property(values, fc.constantFrom(...contexts), (value, context) => {
        const written = type.exportText(value, schema);
        expect(type.parse(written, schema, context)).toEqual({ ok: true, value });
      }),
    );
  });

  test("reads back what it shows, unless text loses something", () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...contexts), (value, context) => {
        const shown = type.format(value, schema, context);
        expect(shown).not.toBe("");
        if (type.lossyText) return;
        expect(type.parse(shown, schema, context)).toEqual({ ok: true, value });
      }),
    );
  });
});

describe.each(fieldTypes.map((type) => [type.name, type] as const))("%s", (_, type) => {
  test("offers a template of its own type", () => {
    expect(fieldTypes.filter((one) => one.recognises(type.template))).toEqual([type]);
    expect(type.check?.(type.template, isPattern) ?? []).toEqual([]);
  });

  test("shows and exports empty as nothing, and reads nothing as empty", () => {
    for (const context of contexts) {
      expect(type.format(null, type.template, context)).toBe("");
      expect(type.exportText(null, type.template)).toBe("");
      expect(type.parse("", type.template, context)).toEqual({ ok: true, value: null });
    }
  });

  test("takes any JSON without throwing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...contexts), (value, context) => {
        const normal = type.normalise(value, type.template);
        expect(type.normalise(normal, type.template)).toEqual(normal);
        expect(typeof type.format(value, type.template, context)).toBe("string");
        expect(typeof type.exportText(value, type.template)).toBe("string");
      }),
    );
  });

  test("takes any text without throwing, and answers with its own problems", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...contexts), (text, context) => {
        const result = type.parse(text, type.template, context);
        if (!result.ok) expect(result.problems).toHaveLength(1);
      }),
    );
  });

  test("refuses or takes texts of absurd length without effort", () => {
    const pieces = [
      "A ",
      "a.",
      "1,",
      "(",
      "1 ",
      " ",
      "a b1",
      "1-",
      "12:",
      "日1:",
      " ,T",
      " 00:00",
      "[",
      "￥",
    ];
    for (const piece of pieces) {
      for (const text of [piece.repeat(20_000), `${piece.repeat(20_000)}!`]) {
        const result = type.parse(text, type.template, { locale: "en", timeZone: "UTC" });
        expect(result.ok || result.problems.length === 1).toBe(true);
      }
    }
  });

  test("explains each option in both languages", () => {
    for (const [keyword, schema] of Object.entries(type.options.properties)) {
      const text = optionText(schema);
      for (const locale of locales) {
        expect(text?.title[locale], keyword).toBeTruthy();
        expect(text?.description[locale], keyword).toBeTruthy();
        expect(type.title[locale]).toBeTruthy();
        expect(type.description[locale]).toBeTruthy();
      }
    }
    for (const keyword of type.options.required ?? []) {
      expect(Object.keys(type.options.properties)).toContain(keyword);
    }
  });

  test("has a column exactly when its values live in the object's own table", () => {
    expect(type.column(type.template) !== null).toBe(type.storage === "column");
    for (const other of type.convertibleFrom) expect(fieldTypeNames).toContain(other);
  });
});

test("names are unique", () => {
  expect(new Set(fieldTypeNames).size).toBe(fieldTypeNames.length);
});

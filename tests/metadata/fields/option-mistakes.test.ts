import { expect, test } from "vitest";
import type { PropertySchema } from "../../../metadata/fields/field-type.ts";
import { fieldTypeOf } from "../../../metadata/fields/index.ts";
import { isPattern } from "../../../metadata/validate/regular-expression.ts";

const cases: readonly (readonly [string, PropertySchema, readonly string[]])[] = [
  [
    "lengths that exclude each other",
    { type: "string", minLength: 5, maxLength: 4 },
    ["/minLength"],
  ],
  ["a pattern that is none", { type: "string", pattern: "(" }, ["/pattern"]],
  ["a pattern with lookahead", { type: "string", pattern: "^(?=a)" }, ["/pattern"]],
  ["a pattern with a back reference", { $ref: "tenon:phone", pattern: "(a)\\1" }, ["/pattern"]],
  ["more decimals than digits", { $ref: "tenon:decimal", precision: 3, scale: 4 }, ["/scale"]],
  ["a minimum above the maximum", { type: "number", minimum: "0.2", maximum: 0.1 }, ["/minimum"]],
  ["limits that leave nothing", { type: "number", minimum: 1, exclusiveMaximum: 1 }, ["/minimum"]],
  [
    "whole limits that leave nothing",
    { type: "integer", exclusiveMinimum: 5, maximum: 5 },
    ["/exclusiveMinimum"],
  ],
  ["a step of zero", { $ref: "tenon:money", multipleOf: 0 }, ["/multipleOf"]],
  ["a scale above the digits of money", { $ref: "tenon:money", scale: 21 }, ["/scale"]],
  [
    "two sources of the currency",
    { $ref: "tenon:money", currency: "CNY", currency_field: "currency" },
    ["/currency_field"],
  ],
  ["no option at all", { enum: [] }, ["/enum"]],
  ["an option twice", { enum: ["a", "b", "a"] }, ["/enum"]],
  ["the empty option", { enum: ["", "a"] }, ["/enum"]],
  [
    "two options of one title",
    {
      oneOf: [
        { const: "a", title: "A" },
        { const: "b", title: "A" },
      ],
    },
    ["/oneOf"],
  ],
  [
    "an option of a list twice, and lengths that exclude each other",
    { type: "array", uniqueItems: true, items: { enum: ["a", "a"] }, minItems: 3, maxItems: 2 },
    ["/items/enum", "/minItems"],
  ],
  [
    "more rows than allowed",
    { type: "array", items: { type: "object", properties: {} }, minItems: 2, maxItems: 1 },
    ["/minItems"],
  ],
  [
    "a template without counter",
    { $ref: "tenon:auto_number", template: "SO-{yyyy}" },
    ["/template"],
  ],
  [
    "a template with two counters",
    { $ref: "tenon:auto_number", template: "{00}-{00}" },
    ["/template"],
  ],
  [
    "an unknown placeholder",
    { $ref: "tenon:auto_number", template: "{week}-{000}" },
    ["/template"],
  ],
  ["a brace without partner", { $ref: "tenon:auto_number", template: "{000}}" }, ["/template"]],
  ["no template", { $ref: "tenon:auto_number" }, ["/template"]],
];

test.each(cases)("%s is named where it stands", (_, schema, places) => {
  const mistakes = fieldTypeOf(schema)?.check?.(schema, isPattern) ?? [];
  expect(mistakes.map((mistake) => mistake.at)).toEqual(places);
  for (const { message } of mistakes) {
    expect(message.en).toMatch(/^[A-Z{].*\.$/);
    expect(message["zh-CN"]).toMatch(/。$/);
  }
});

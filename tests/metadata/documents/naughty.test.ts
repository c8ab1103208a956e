import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { filesOfDocument, parseDocumentFile } from "../../../metadata/documents/document-file.ts";
import { fieldTypes } from "../../../metadata/fields/index.ts";
import { canonicalJson, parseJson } from "../../../metadata/json.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";
import { problemMessage } from "../../../metadata/problem.ts";
import { validateRecord } from "../../../metadata/validate/validate-record.ts";
import list from "../../fixtures/blns.json" with { type: "json" };
import { fieldSamples } from "../fields/field-samples.ts";

const fragments = [
  "'; DROP TABLE customer; --",
  '" OR 1=1 --',
  'name"; select pg_sleep(10); --',
  "$$; begin; $$",
  "a.b",
  "a$b",
  "../../etc/passwd",
  "\u202eright to left",
  "constructor.prototype",
  "__proto__",
];
const strings = [...new Set([...list, ...fragments])];

const object = (
  name: string,
  properties: Record<string, unknown>,
  rest = {},
): MetadataDocument => ({
  kind: "object",
  name,
  content: { name, properties, ...rest },
});

/** True for the few strings that happen to be names. */
const isName = (text: string) => /^[a-z][a-z0-9_]{0,47}$/.test(text);

/** The strings for which `holds` does not hold; what it throws is a failure of its own. */
const exceptions = (holds: (text: string) => boolean) => strings.filter((text) => !holds(text));

describe("naughty strings", () => {
  test("as names of objects and fields are refused with a usable name, or are names", () => {
    const isJudged = (documents: readonly MetadataDocument[], text: string) => {
      const found = checkDocuments(documents);
      if (isName(text)) return found.every(({ code }) => code === "name_reserved");
      const mistake = found.find(({ code }) => code.startsWith("name_"));
      return (
        mistake !== undefined &&
        /^[a-z][a-z0-9_]{0,47}$/.test(String(mistake.params.proposal)) &&
        problemMessage(mistake, "en").includes(String(mistake.params.proposal))
      );
    };
    expect(exceptions((text) => isJudged([object(text, { a: { type: "string" } })], text))).toEqual(
      [],
    );
    expect(
      exceptions((text) => isJudged([object("order", { [text]: { type: "string" } })], text)),
    ).toEqual([]);
  });

  test("as title, description, option and default are kept faithfully or refused", () => {
    const refusals = new Set(["option_mistake", "text_not_storable", "keyword_too_long"]);
    const isKept = (text: string) => {
      const properties = {
        f: { enum: [text], title: text, description: text },
        g: { type: "string", default: text },
      };
      const document = object("order", properties, { title: text });
      const [file] = filesOfDocument(document);
      const parsed = parseDocumentFile(file?.path ?? "", file?.text ?? "");
      return (
        checkDocuments([document]).every(({ code }) => refusals.has(code)) &&
        parsed.ok &&
        JSON.stringify(parsed.value) === JSON.stringify(document) &&
        filesOfDocument(parsed.value)[0]?.text === file?.text
      );
    };
    expect(exceptions(isKept)).toEqual([]);
  });

  const model = resolveObject({ name: "order", properties: { f: { type: "string" } } });
  const sent = (record: Record<string, unknown>) => {
    const parsed = parseJson(canonicalJson(record));
    return validateRecord(model, "create", parsed.ok ? parsed.value : null);
  };

  test("as values are kept faithfully, or refused when they cannot be stored", () => {
    const isKept = (text: string) => {
      const result = sent({ f: text });
      return result.ok ? result.value.f === text : result.problems[0]?.code === "text_not_storable";
    };
    expect(exceptions(isKept)).toEqual([]);
    expect(sent({ f: "a\0b" })).toMatchObject({ problems: [{ code: "text_not_storable" }] });
  });

  test("as names of sent fields are refused", () => {
    expect(exceptions((text) => !sent({ [`x${text}`]: "a" }).ok)).toEqual([]);
  });
});

describe("content that is no document", () => {
  test.each([[{}], [[]], [null], [1], ["text"], [true]])(
    "%j is refused, not thrown at",
    (content) => {
      for (const kind of ["app", "object", "translation"] as const) {
        const document = { kind, name: "zh-CN", content } as unknown as MetadataDocument;
        const found = checkDocuments([document]);
        if (kind !== "translation" || JSON.stringify(content) !== "{}") {
          expect(found.length).toBeGreaterThan(0);
        }
      }
    },
  );

  const values = [null, true, 1, "x", [], {}, [[]], [null], { a: null }, [{}]];
  const keywords = [
    "$schema",
    "name",
    "title",
    "description",
    "type",
    "properties",
    "required",
    "record_title",
    "unique",
    "id",
    "version",
    "depends",
    "navigation",
    "objects",
    "apps",
    "rules",
  ];

  test.each(keywords)("any JSON under %s is judged without an exception", (keyword) => {
    for (const value of values) {
      for (const kind of ["app", "object", "translation"] as const) {
        const content = { name: "order", properties: { a: {} }, [keyword]: value };
        expect(() => checkDocuments([{ kind, name: "order", content }])).not.toThrow();
      }
    }
  });

  const scriptKeywords = [
    "trigger",
    "action",
    "schedule",
    "endpoint",
    "runs_as",
    "hosts",
    "secrets",
    "limits",
    "source",
  ];
  const startKeywords = "object before fields transitions when on input cron method roles".split(
    " ",
  );

  test.each(scriptKeywords)(
    "any JSON under %s of a script is judged without an exception",
    (keyword) => {
      const nested = startKeywords.flatMap((inner) => values.map((value) => ({ [inner]: value })));
      for (const value of [...values, ...nested]) {
        const content = { name: "order", source: "", [keyword]: value };
        expect(() => checkDocuments([{ kind: "script", name: "order", content }])).not.toThrow();
      }
    },
  );

  const fieldKeywords = [
    "type",
    "$ref",
    "title",
    "default",
    "enum",
    "oneOf",
    "items",
    "required",
    "properties",
    "target",
    "on_delete",
    "precision",
    "scale",
    "minimum",
    "pattern",
    "format",
    "formula",
    "unique",
    "index",
    "readOnly",
    "template",
    "minItems",
    "allOf",
    "not",
    "const",
    "id",
    "maxLength",
    "if",
  ];
  const bases = [
    {},
    { type: "string" },
    { $ref: "tenon:money" },
    { enum: ["a"] },
    { type: "array" },
    { $ref: "tenon:lookup", target: "order" },
    { $ref: "tenon:auto_number", template: "{0}" },
    { type: "array", items: { type: "object", properties: { a: { type: "string" } } } },
    { type: "array", items: { $ref: "tenon:lookup", target: "order" } },
    { type: "integer" },
  ];

  test.each(fieldKeywords)(
    "any JSON under the %s of a field is judged without an exception",
    (keyword) => {
      for (const base of bases) {
        for (const value of [...values, "a", "tenon:money", "string", ["a"], { a: "b" }]) {
          const document = object("order", { f: { ...base, [keyword]: value } });
          const found = checkDocuments([document]);
          // What has no mistake resolves, compiles and judges records.
          if (found.length > 0) continue;
          const model = resolveObject(document.content);
          expect(() => validateRecord(model, "create", { f: "a" })).not.toThrow();
          expect(() => validateRecord(model, "change", { f: null })).not.toThrow();
        }
      }
    },
  );

  const mistaken = [...values, 0, -1, 1.5, "", "(((", "(?=a)", ["a"], { type: "banana" }];
  const keywordsOfFields = fieldTypes.flatMap((type) => Object.keys(type.options.properties));

  /** A field of any type with a value it takes as its default, and keywords that hold anything. */
  const mistakenField = fc.constantFrom(...fieldTypes).chain((type) => {
    const sample = fc.constantFrom(
      ...(Object.entries(fieldSamples).find(([name]) => name === type.name)?.[1] ?? []),
    );
    const keyword = fc.oneof(
      fc.constantFrom(...keywordsOfFields),
      ...Object.keys(type.options.properties).map((own) => fc.constant(own)),
    );
    const keywords = fc.dictionary(keyword, fc.constantFrom(...mistaken), {
      minKeys: 1,
      maxKeys: 2,
    });
    return sample.chain(({ schema, values: taken }) =>
      fc.record({ default: fc.option(taken), rest: keywords }).map(({ rest, ...begun }) => ({
        ...begun,
        ...schema,
        ...rest,
      })),
    );
  });
  /** A workflow that sets the field to its default. */
  const setting = (name: string, value: unknown): MetadataDocument => ({
    kind: "workflow",
    name: "flow",
    content: {
      name: "flow",
      on: { event: "create", record: "order" },
      start: "first",
      steps: { first: { type: "update", record: "record", set: { [name]: value } } },
    },
  });

  test("mistaken keywords of a field with values are judged without an exception", () => {
    fc.assert(
      fc.property(mistakenField, (schema) => {
        const document = object("order", { f: schema });
        if (checkDocuments([document, setting("f", schema.default ?? "a")]).length > 0) return;
        const model = resolveObject(document.content);
        validateRecord(model, "create", { f: schema.default });
        validateRecord(model, "change", { f: "a" });
      }),
      { numRuns: 500 },
    );
  });
});

/**
 * The served schema of every example object says what the engine says: to six validators that
 * others wrote, on real records and on real records with one thing wrong.
 */
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Problem } from "../../metadata/problem.ts";
import { validateRecord } from "../../metadata/validate/validate-record.ts";
import { otherValidators } from "../support/other-validators.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const examples = readdirSync(new URL("../../examples", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test("there are examples", () => expect(examples).toContain("trading"));

describe.each(examples)("the objects of %s", (example) => {
  let server: TestServer;
  const models = new Map<string, ObjectModel>();

  beforeAll(async () => {
    server = await startTestServer({ example });
    const catalog = await server.services.catalogs.current("demo");
    for (const [name, model] of catalog?.objects ?? []) models.set(name, model);
  });
  afterAll(() => server.stop());

  const body = async (path: string): Promise<JsonSchema> => {
    const answer = await server.request("GET", path);
    if (answer.status !== 200 || !isJsonObject(answer.body)) throw new Error(`${path} failed`);
    return answer.body;
  };

  test("records as answered are valid, and so are their writable parts to the engine", async () => {
    for (const [name, model] of models) {
      const validators = await otherValidators(await body(`/metadata/objects/${name}/schema`));
      const records = await recordsOf(body, model);
      for (const record of records) {
        for (const [validator, isValid] of validators) {
          expect(isValid(record), `${name} by ${validator}: ${JSON.stringify(record)}`).toBe(true);
        }
        expect(validateRecord(model, "create", writable(model, record))).toMatchObject({
          ok: true,
        });
      }
    }
  });

  test("a record with one thing changed is valid to all or to none", async () => {
    let refused = 0;
    let accepted = 0;
    for (const [name, model] of models) {
      const validators = await otherValidators(await body(`/metadata/objects/${name}/schema`));
      const records = (await recordsOf(body, model)).map((record) => writable(model, record));
      if (records.length === 0) continue;
      fc.assert(
        fc.property(fc.constantFrom(...records), changeOf(model), (record, change) => {
          const changed = change(record);
          const engine = validateRecord(model, "create", structuredClone(changed));
          // What the engine takes in another spelling (12.5 for "12.50") it keeps in this one.
          const judged = engine.ok ? engine.value : changed;
          if (!engine.ok && engine.problems.some(isBeyondSchema)) return;
          if (engine.ok) accepted++;
          else refused++;
          const verdicts = Object.fromEntries(
            [...validators].map(([validator, isValid]) => [validator, isValid(judged)]),
          );
          const expected = Object.fromEntries(
            [...validators.keys()].map((validator) => [validator, engine.ok]),
          );
          expect({ object: name, judged, engine, verdicts }).toEqual({
            object: name,
            judged,
            engine,
            verdicts: expected,
          });
        }),
        { numRuns: 200 },
      );
    }
    expect(refused).toBeGreaterThan(models.size * 30);
    expect(accepted).toBeGreaterThan(models.size * 10);
  });
});

describe("values about which validators, or their formats, differ", () => {
  const json = {
    anything: {},
    either: { type: ["object", "null"] },
    several: { type: ["array", "string", "null"] },
    within: { $ref: "tenon:json", schema: { type: ["object", "array", "null"] } },
    not_this: { not: { const: 1 } },
  };
  const moment = { type: "string", format: "date-time" };
  const parts = {
    type: "object",
    properties: { at: moment, id: { type: "string", format: "uuid" } },
    additionalProperties: { anyOf: [moment, { type: "integer" }] },
  };
  const texts = {
    at: moment,
    patterned: { ...moment, pattern: "^2026" },
    other: { $ref: "tenon:lookup", target: "json" },
    others: { type: "array", items: { $ref: "tenon:lookup", target: "json" } },
    parts,
  };
  const rows = {
    type: "array",
    items: { type: "object", required: ["any"], properties: { any: {} } },
  };
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      documents: [
        ...Object.entries(json).map(([name, schema]) =>
          objectDocument(`json_${name}`, { value: schema }, { required: ["value"] }),
        ),
        objectDocument("json", { value: {}, rows }),
        objectDocument("texts", texts),
      ],
    });
  });
  afterAll(() => server.stop());

  const expectOneVerdict = async (object: string, records: readonly JsonSchema[]) => {
    const model = (await server.services.catalogs.current("demo"))?.objects.get(object);
    if (model === undefined) throw new Error(`no ${object}`);
    const { body } = await server.request("GET", `/metadata/objects/${object}/schema`);
    const validators = await otherValidators(body as JsonSchema);
    const verdicts = records.map((record) => validateRecord(model, "create", record).ok);
    for (const [validator, isValid] of validators)
      expect(
        records.map((record) => [record, isValid(record)]),
        validator,
      ).toEqual(records.map((record, index) => [record, verdicts[index]]));
    expect(new Set(verdicts).size).toBe(2);
  };
  const values = [null, [], {}, { a: [] }, [null], [[]], "", "x", 0, 1, false];

  test.each(Object.keys(json))("what a required field of JSON takes for empty: %s", (name) =>
    expectOneVerdict(`json_${name}`, [{}, ...values.map((value) => ({ value }))]),
  );

  test("a row that requires a field of JSON", () =>
    expectOneVerdict(
      "json",
      values.map((any) => ({ rows: [{ any }] })),
    ));

  const moments = [
    "2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.123456+08:00",
    "2026-01-02 03:04:05Z",
    "2026-01-02T03:04:05+0800",
    "2026-01-02T03:04:05+08",
    "2026-01-02T03:04:05",
    "2026-01-02T03:04:05.Z",
    "2026-01-02T03:04Z",
    "",
  ];
  const id = "0192f0c1-7b1a-7c3e-8000-00000000000a";
  const ids = [id, id.toUpperCase(), `urn:uuid:${id}`, id.replaceAll("-", ""), `{${id}}`, ""];

  test("moments and ids in the spellings that formats tolerate", () =>
    expectOneVerdict("texts", [
      ...["at", "patterned"].flatMap((name) => moments.map((value) => ({ [name]: value }))),
      ...ids.flatMap((value) => [{ other: value }, { others: [value] }, { parts: { id: value } }]),
      ...moments.flatMap((value) => [{ parts: { at: value } }, { parts: { more: value } }]),
      { parts: { more: 1 } },
    ]));
});

/** Exact decimals have bounds that JSON Schema cannot put on a string; texts hold no NUL. */
const isBeyondSchema = ({ code }: Problem): boolean =>
  [
    "too_small",
    "too_large",
    "must_exceed",
    "must_be_below",
    "not_a_multiple",
    "read_only",
    "text_not_storable",
  ].includes(code);

async function recordsOf(
  body: (path: string) => Promise<JsonSchema>,
  model: ObjectModel,
): Promise<readonly JsonSchema[]> {
  const page = await body(`/records/${model.name}?limit=25`);
  const ids = Array.isArray(page.data) ? page.data.filter(isJsonObject).map(({ id }) => id) : [];
  return Promise.all(ids.map((id) => body(`/records/${model.name}/${id}`)));
}

/** What a caller could send to make the same record. */
function writable(model: ObjectModel, record: JsonSchema): JsonSchema {
  return Object.fromEntries(
    model.fields
      .filter((field) => !field.readOnly && Object.hasOwn(record, field.name))
      .map((field) => {
        const value = record[field.name];
        const rows = field.children;
        return [
          field.name,
          rows === null || !Array.isArray(value)
            ? value
            : value.filter(isJsonObject).map((row) => writable(rows, row)),
        ];
      }),
  );
}

const wrongValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  "",
  "x",
  "x".repeat(5000),
  "2026-02-30",
  "2026-11-28",
  "a@b.example",
  "not an address",
  "12.50",
  "1.23456789012",
  "-",
  [],
  ["x"],
  {},
  { a: 1 },
  "00000000-0000-4000-8000-000000000001",
];

/** One change to a record or to one of its rows: a member set, left out or added. */
function changeOf(model: ObjectModel): fc.Arbitrary<(record: JsonSchema) => JsonSchema> {
  const names = model.fields.filter(({ readOnly }) => !readOnly).map(({ name }) => name);
  const set = fc
    .tuple(fc.constantFrom(...names, "unheard_of"), fc.constantFrom(...wrongValues))
    .map(([name, value]) => (record: JsonSchema) => ({ ...record, [name]: value }));
  const leave = fc.constantFrom(...names).map((name) => (record: JsonSchema) => {
    const { [name]: _, ...others } = record;
    return others;
  });
  const rows = model.fields.flatMap((field) =>
    field.children === null ? [] : [{ name: field.name, change: changeOf(field.children) }],
  );
  const inRows = rows.map(({ name, change }) =>
    change.map((changed) => (record: JsonSchema) => {
      const list = record[name];
      if (!Array.isArray(list) || !isJsonObject(list[0])) return record;
      return { ...record, [name]: [changed(list[0]), ...list.slice(1)] };
    }),
  );
  return fc.oneof({ weight: 3, arbitrary: set }, leave, ...inRows);
}

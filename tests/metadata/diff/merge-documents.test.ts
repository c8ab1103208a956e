import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeDocuments } from "../../../metadata/diff/merge-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";

type Fields = Record<string, unknown>;

const object = (properties: Fields, more: Fields = {}, name = "order"): MetadataDocument => ({
  kind: "object",
  name,
  content: { id: "orderorder", name, properties, ...more },
});

const base = object({ a: { type: "string" }, b: { type: "integer" } }, { title: "Order" });
const merge = (ours: MetadataDocument | null, theirs: MetadataDocument | null, former = base) =>
  mergeDocuments({
    base: [former],
    ours: ours === null ? [] : [ours],
    theirs: theirs === null ? [] : [theirs],
  });
const mergedText = (ours: MetadataDocument | null, theirs: MetadataDocument | null) => {
  const result = merge(ours, theirs);
  return result.ok ? JSON.stringify(result.value) : result.problems.map(({ path }) => path);
};

describe("changes of both sides", () => {
  test("are kept, new fields where they were put", () => {
    const ours = object(
      { a: { type: "string", maxLength: 5 }, x: { type: "string" }, b: { type: "integer" } },
      { title: "Order" },
    );
    const theirs = object(
      { a: { type: "string" }, b: { type: "integer" }, y: { type: "string" } },
      { title: "Bill" },
    );
    const both = object(
      {
        a: { type: "string", maxLength: 5 },
        x: { type: "string" },
        b: { type: "integer" },
        y: { type: "string" },
      },
      { title: "Bill" },
    );
    expect(mergedText(ours, theirs)).toBe(JSON.stringify([both]));
    expect(mergedText(theirs, ours)).toBe(JSON.stringify([both]));
  });

  test("of one thing are conflicts at their places, all of them", () => {
    const ours = object({ a: { type: "string", maxLength: 5 } }, { title: "One" });
    const theirs = object(
      { a: { type: "string", maxLength: 6 }, b: { type: "integer", minimum: 1 } },
      { title: "Two" },
    );
    expect(mergedText(ours, theirs)).toEqual([
      "/properties/a/maxLength",
      "/properties/b",
      "/title",
    ]);
    const result = merge(ours, theirs);
    expect(result.ok ? [] : result.problems[1]).toMatchObject({
      code: "merge_conflict",
      file: "objects/order.json",
      params: { ours: "—", theirs: '{"type":"integer","minimum":1}' },
    });
  });

  test("are none where both did the same", () => {
    const changed = object({ a: { type: "boolean" } }, { title: "New" });
    expect(mergedText(changed, changed)).toBe(JSON.stringify([changed]));
  });

  test("rules and options are known by name", () => {
    const rules = (...names: readonly string[]) =>
      object(
        { s: { oneOf: names.map((name) => ({ const: name, title: name })) } },
        { rules: names.map((name) => ({ name, require: "true" })) },
      );
    const result = merge(rules("p", "r", "q"), rules("p", "q", "s"), rules("p", "q"));
    expect(result).toMatchObject({ ok: true, value: [rules("p", "r", "q", "s")] });
    const other = merge(rules("q"), rules("p", "q", "s"), rules("p", "q"));
    expect(other).toMatchObject({ ok: true, value: [rules("q", "s")] });
  });
});

describe("whole documents", () => {
  test("that one side removed and the other left go; changed ones are a conflict", () => {
    expect(merge(null, base)).toEqual({ ok: true, value: [] });
    expect(merge(base, null)).toEqual({ ok: true, value: [] });
    expect(mergedText(null, object({}))).toEqual([""]);
  });

  test("keep their identity when one side renames them and the other changes them", () => {
    const renamed = object(base.content.properties as Fields, { title: "Order" }, "bill");
    const changed = object(base.content.properties as Fields, { title: "Changed" });
    const expected = object(base.content.properties as Fields, { title: "Changed" }, "bill");
    expect(mergedText(renamed, changed)).toBe(JSON.stringify([expected]));
  });

  test("that only one side has are kept", () => {
    const own = { ...object({}), name: "new", content: { id: "newnewnewn", name: "new" } };
    const result = mergeDocuments({ base: [], ours: [own], theirs: [base] });
    expect(result).toEqual({ ok: true, value: [own, base] });
  });
});

describe("what has an id", () => {
  const a = { id: "aaaaaaaaaa", type: "string" };
  const b = { id: "bbbbbbbbbb", type: "integer" };
  const former = object({ a, b }, { title: "Order", record_title: "a" });
  const both = (ours: MetadataDocument, theirs: MetadataDocument) =>
    [merge(ours, theirs, former), merge(theirs, ours, former)] as const;
  const conflictsOf = (ours: MetadataDocument, theirs: MetadataDocument) =>
    both(ours, theirs).map((result) => (result.ok ? [] : result.problems.map(({ path }) => path)));

  test("is renamed by one side, and changed and used by the other", () => {
    const renamed = object({ name: a, b }, { title: "Order", record_title: "name" });
    const used = { id: "cccccccccc", type: "string", formula: "upper(a)" };
    const changed = object(
      { a: { ...a, maxLength: 9 }, b, c: used },
      { title: "Order", record_title: "a" },
    );
    const expected = object(
      { name: { ...a, maxLength: 9 }, b, c: { ...used, formula: "upper(name)" } },
      { title: "Order", record_title: "name" },
    );
    for (const merged of both(renamed, changed))
      expect(JSON.stringify(merged)).toBe(JSON.stringify({ ok: true, value: [expected] }));
  });

  test("takes the name of what went, and swaps names", () => {
    const more = { title: "Order" };
    const instead = object({ b: a }, { ...more, record_title: "b" });
    const longer = object({ a: { ...a, maxLength: 9 }, b }, { ...more, record_title: "a" });
    const expected = object({ b: { ...a, maxLength: 9 } }, { ...more, record_title: "b" });
    for (const merged of both(instead, longer))
      expect(merged).toEqual({ ok: true, value: [expected] });
    const swapped = object({ b: a, a: b }, { ...more, record_title: "b" });
    const small = object({ a, b: { ...b, maximum: 3 } }, { ...more, record_title: "a" });
    const small2 = object({ b: a, a: { ...b, maximum: 3 } }, { ...more, record_title: "b" });
    for (const merged of both(swapped, small))
      expect(merged).toEqual({ ok: true, value: [small2] });
  });

  test("is in conflict where both rename it, or one removes or replaces it, and never doubled", () => {
    const rename = (name: string) => object({ [name]: a, b }, { title: "Order" });
    expect(conflictsOf(rename("x"), rename("y"))).toEqual([["/properties/x"], ["/properties/y"]]);
    expect(conflictsOf(rename("x"), object({ b }, { title: "Order" }))).toEqual([
      ["/properties/x"],
      ["/properties/x"],
    ]);
    const taken = object({ a, b, x: { id: "xxxxxxxxxx", type: "string" } }, { title: "Order" });
    expect(conflictsOf(rename("x"), taken)).toEqual([["/properties/x"], ["/properties/x"]]);
    const anew = object({ a: { id: "newnewnewn", type: "string" }, b }, { title: "Order" });
    const changed = object({ a: { ...a, maxLength: 9 }, b }, { title: "Order" });
    expect(conflictsOf(anew, changed)).toEqual([["/properties/a"], ["/properties/a"]]);
  });

  test("is matched in rows, and by what other documents say of it", () => {
    const lines = (name: string, price: object, title = "Lines") => ({
      id: "linesfield",
      type: "array",
      title,
      items: { id: "lineslines", type: "object", properties: { [name]: price } },
    });
    const price = { id: "priceprice", type: "integer" };
    const view = (columns: readonly string[], filter: string): MetadataDocument => ({
      kind: "view",
      name: "orders",
      content: { object: "order", type: "table", columns, filter },
    });
    const result = mergeDocuments({
      base: [object({ a, lines: lines("price", price) }), view(["a"], "a == null")],
      ours: [object({ x: a, rows: lines("cost", price) }), view(["x"], "x == null")],
      theirs: [
        object({ a, lines: lines("price", { ...price, minimum: 1 }, "Positions") }),
        view(["a", "lines"], "a == null"),
      ],
    });
    expect(result).toEqual({
      ok: true,
      value: [
        object({ x: a, rows: lines("cost", { ...price, minimum: 1 }, "Positions") }),
        view(["x", "rows"], "x == null"),
      ],
    });
  });
});

test("edits of different fields always merge, and into the same from either side", () => {
  const field = fc.record({ type: fc.constantFrom("string", "integer"), size: fc.nat(3) });
  const names = ["a", "b", "c", "d", "e", "f"];
  const properties = fc.tuple(...names.map(() => field));
  const edits = fc.tuple(...names.map(() => fc.constantFrom("none", "ours", "theirs")));
  fc.assert(
    fc.property(properties, properties, edits, (before, after, who) => {
      const side = (name: string) =>
        object(
          Object.fromEntries(
            names.map((key, index) => [key, (who[index] === name ? after : before)[index]]),
          ),
        );
      const [former, ours, theirs] = [side("nobody"), side("ours"), side("theirs")];
      const expected = object(
        Object.fromEntries(
          names.map((key, index) => [key, (who[index] === "none" ? before : after)[index]]),
        ),
      );
      expect(merge(ours, theirs, former)).toEqual({ ok: true, value: [expected] });
      expect(merge(theirs, ours, former)).toEqual({ ok: true, value: [expected] });
    }),
    { numRuns: 300 },
  );
});

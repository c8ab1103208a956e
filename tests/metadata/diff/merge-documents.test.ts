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

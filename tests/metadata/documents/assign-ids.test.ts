import { describe, expect, test } from "vitest";
import { assignIds } from "../../../metadata/documents/assign-ids.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";

const object = (content: Record<string, unknown>): MetadataDocument => ({
  kind: "object",
  name: "order",
  content: { name: "order", ...content },
});

function counter(): () => string {
  let next = 0;
  return () => {
    next += 1;
    return `new${String(next).padStart(7, "0")}`;
  };
}

const rows = { type: "array", items: { type: "object", properties: { amount: {} } } };

describe("a document without ids", () => {
  const assigned = assignIds(object({ properties: { a: {}, lines: rows } }), null, counter());

  test("gets one for the object, each field, the rows and their fields", () => {
    const ids = JSON.stringify(assigned.content).match(/"id":"[a-z0-9]{10}"/g) ?? [];
    expect(ids).toHaveLength(5);
    expect(new Set(ids).size).toBe(5);
  });

  test("keeps everything else and its order", () => {
    const stripped = JSON.parse(
      JSON.stringify(assigned.content, (key, value) => (key === "id" ? undefined : value)),
    );
    expect(stripped).toEqual({ name: "order", properties: { a: {}, lines: rows } });
    expect(Object.keys(assigned.content)).toEqual(["name", "properties", "id"]);
  });

  test("comes back unchanged the second time", () => {
    expect(assignIds(assigned, null, counter())).toBe(assigned);
  });
});

describe("over a published document", () => {
  const published = assignIds(
    object({ properties: { a: {}, b: {}, lines: rows } }),
    null,
    counter(),
  );
  const idOf = (document: MetadataDocument, ...path: string[]) =>
    path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document.content);

  test("fields of the same name take over their ids, rows and their fields too", () => {
    const again = assignIds(
      object({ properties: { lines: rows, a: {}, b: {} } }),
      published,
      () => "unexpected",
    );
    expect(again.content.properties).toEqual(published.content.properties);
    expect(again.content.id).toBe(published.content.id);
  });

  test("a field that carries an id keeps it under its new name", () => {
    const id = idOf(published, "properties", "a", "id");
    const renamed = assignIds(object({ properties: { c: { id } } }), published, counter());
    expect(idOf(renamed, "properties", "c", "id")).toBe(id);
  });

  test("an id that moved to another field is not given twice", () => {
    const id = idOf(published, "properties", "a", "id");
    const fresh = () => "fresh00000";
    const moved = assignIds(object({ properties: { b: { id }, a: {} } }), published, fresh);
    expect(idOf(moved, "properties", "b", "id")).toBe(id);
    expect(idOf(moved, "properties", "a", "id")).toBe("fresh00000");
  });

  test("renamed child rows keep the ids of their fields", () => {
    const id = idOf(published, "properties", "lines", "id");
    const renamed = assignIds(
      object({ properties: { items: { ...rows, id } } }),
      published,
      counter(),
    );
    expect(idOf(renamed, "properties", "items", "items", "properties", "amount", "id")).toBe(
      idOf(published, "properties", "lines", "items", "properties", "amount", "id"),
    );
  });
});

test("other kinds of document have no ids", () => {
  const app: MetadataDocument = { kind: "app", name: "a", content: { name: "a" } };
  expect(assignIds(app, null, counter())).toBe(app);
});

test("an id that is taken already is not used again", () => {
  const ids = ["same000000", "same000000", "same000000", "other00000"];
  const assigned = assignIds(object({ properties: { a: {} } }), null, () => ids.shift() ?? "x");
  expect(assigned.content).toMatchObject({
    id: "other00000",
    properties: { a: { id: "same000000" } },
  });
});

/** Conditions with nothing to compare with: as filters, and as what roles reach. */
import { describe, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { person } from "../support/people.ts";
import { nothing } from "./conditions-with-nothing.ts";
import { questionServer, rowsOf } from "./question-workspace.ts";

const { server, records, ask } = questionServer();

describe("Directus CVE-2024-39701: a condition with nothing on its right", () => {
  test("denies as a filter: it is refused, or holds for no record", async () => {
    for (const filter of nothing) {
      const list = await ask("/records/note", { filter, count: "exact" });
      const about = `${filter} → ${JSON.stringify(list.body)}`;
      if (list.status === 200) {
        expect([about, rowsOf(list)]).toEqual([about, []]);
        expect((list.body as { count: number }).count).toBe(0);
        const sums = await ask("/records/note/aggregate", { filter, measures: "count()" });
        expect(rowsOf(sums), about).toEqual([{ "count()": 0 }]);
      } else expect([about, list.status]).toEqual([about, 400]);
    }
  });

  const roleOf = (name: string, read: unknown): MetadataDocument => ({
    kind: "role",
    name,
    content: { name, title: name, objects: { note: { read } } },
  });
  const odd: readonly unknown[] = [
    ...nothing.map((when) => ({ when })),
    ...["", " ", null, true, 1, [], {}, ["text"], { text: "one" }].map((when) => ({ when })),
    {},
    [],
    null,
    "",
    "everything",
    1,
    [{}],
    [{ when: "" }],
    { if: "true" },
  ];

  test("denies as what a role reaches: it is not published, or shows no record", async () => {
    const drafted: string[] = [];
    const refused: unknown[] = [];
    for (const [index, read] of odd.entries()) {
      const { name, content } = roleOf(`odd_${index}`, read);
      const saved = await server().request("PUT", `/metadata/drafts/role/${name}`, content);
      const { problems = [] } = saved.body as { problems?: readonly unknown[] };
      if (saved.status === 200 && problems.length === 0) drafted.push(name);
      else {
        refused.push(read);
        await server().request("DELETE", `/metadata/drafts/role/${name}?discard=true`);
      }
    }
    expect(drafted.length).toBeGreaterThan(5);
    expect(refused.length).toBeGreaterThan(10);
    const published = await server().request("POST", "/metadata/publish", { message: "odd roles" });
    expect(published.status, JSON.stringify(published.body)).toBe(200);
    for (const name of drafted) {
      const { token } = await person(server(), name, name);
      const list = await ask("/records/note", { count: "exact" }, token);
      const read = JSON.stringify(odd[Number(name.slice(4))]);
      if (list.status === 200) expect([read, rowsOf(list)]).toEqual([read, []]);
      else expect([read, list.status]).toEqual([read, 404]);
      for (const id of records()) {
        const one = await server().request("GET", `/records/note/${id}`, undefined, { token });
        expect([read, one.status]).toEqual([read, 404]);
      }
    }
  });
});

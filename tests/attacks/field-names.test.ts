/** Other names for a field, and what PostgreSQL knows beside fields. */
import { describe, expect, test } from "vitest";
import { questionServer } from "./question-workspace.ts";

const { records, ask } = questionServer();

describe("Directus CVE-2024-34708, Strapi CVE-2023-34235: another name for a field", () => {
  const written = [
    "pin as text",
    "text as pin",
    "pin text",
    "x:pin",
    "pin:text",
    "pin->text",
    "pin->>0",
    "pin::text",
    '"pin"',
    '"note"."pin"',
    "note.pin",
    "t0.pin",
    "t1.text",
    "w_demo.note.pin",
    "core.account.password",
    "note.*",
    "*.*",
    "parent.*.pin",
    "tags[0]",
    "$.pin",
    "row_to_json(note)",
    "note",
    "ctid",
    "xmin",
    "tableoid",
    "oid",
  ];
  const places = [
    ["/records/note", "fields"],
    ["/records/note", "sort"],
    ["/records/note/aggregate", "group"],
    ["/records/note/export", "fields"],
    ["/records/note/export", "sort"],
  ] as const;

  test("is none: what is not a field's own name is refused wherever a field is named", async () => {
    for (const text of written) {
      for (const [path, key] of places) {
        // Groups are expressions, in which this is a text.
        if (key === "group" && text === '"pin"') continue;
        const answer = await ask(path, { [key]: text });
        expect([path, key, text, answer.status]).toEqual([path, key, text, 400]);
        expect(JSON.stringify(answer.body)).not.toContain("canary");
      }
      const one = await ask(`/records/note/${records()[0]}`, { fields: text });
      expect([text, one.status]).toEqual([text, 400]);
    }
  });
});

/** Guesses at a secret, by every operator: a right one is answered as a wrong one. */
import { describe, expect, test } from "vitest";
import { type Parts, questionServer } from "./question-workspace.ts";

const { server, records, ask } = questionServer();

describe("Directus CVE-2023-27481: a secret", () => {
  /** Questions whose answer would tell a right guess from a wrong one. */
  const guesses = (text: string): readonly (readonly [string, Parts])[] => {
    const quoted = JSON.stringify(text);
    const conditions = [
      `pin == ${quoted}`,
      `pin != ${quoted}`,
      `pin in [${quoted}]`,
      `pin > ${quoted}`,
      `pin <= ${quoted}`,
      `contains(pin, ${quoted})`,
      `starts_with(pin, ${quoted})`,
      `ends_with(pin, ${quoted})`,
      `starts_with(lower(pin), ${quoted})`,
      `left(pin, ${text.length}) == ${quoted}`,
      `length(pin) == ${text.length}`,
      `concat(pin, "") == ${quoted}`,
      `coalesce(pin, "") == ${quoted}`,
      `text(pin) == ${quoted}`,
      `has(pin, ${quoted})`,
      `parent.pin == ${quoted}`,
    ];
    return conditions.flatMap((filter) => [
      ["/records/note", { filter, fields: "text", count: "exact" }],
      ["/records/note/aggregate", { filter, measures: "count()" }],
      ["/records/note/aggregate", { measures: `count(text, ${filter})` }],
      ["/records/note/aggregate", { group: filter, measures: "count()" }],
      ["/records/note/export", { filter, fields: "text" }],
    ]);
  };
  const orders: readonly (readonly [string, Parts])[] = [
    ["/records/note", { sort: "pin", fields: "text" }],
    ["/records/note", { sort: "-pin", fields: "text" }],
    ["/records/note/export", { sort: "pin", fields: "text" }],
    ["/records/note/aggregate", { group: "pin", measures: "count()" }],
    ["/records/note/aggregate", { measures: "max(pin),min(pin)" }],
    ["/records/note/aggregate", { measures: "count_distinct(pin)" }],
  ];

  const outcome = async ([path, parts]: (typeof orders)[number], guess = "") => {
    const { status, body } = await ask(path, parts);
    const said = JSON.stringify(body, (key, value) => (key === "request_id" ? null : value));
    return [status, guess === "" ? said : said.replaceAll(guess, "")];
  };

  test("answers a right guess as a wrong one, with every operator and in every place", async () => {
    const right = guesses("canary-alpha");
    const wrong = guesses("zanary-alpha");
    for (const [index, question] of right.entries()) {
      const other = wrong[index] ?? question;
      expect([question, await outcome(question, "canary-alpha")]).toEqual([
        question,
        await outcome(other, "zanary-alpha"),
      ]);
    }
  });

  test("orders and groups nothing by what it is", async () => {
    const before = [];
    for (const order of orders) before.push(await outcome(order));
    const any = { headers: { "if-match": "*" } };
    for (const [index, id] of records().entries()) {
      const pin = index === 0 ? "zzz-swapped" : "aaa-swapped";
      const changed = await server().request("PATCH", `/records/note/${id}`, { pin }, any);
      expect(changed.status).toBe(200);
    }
    const after = [];
    for (const order of orders) after.push(await outcome(order));
    expect(after).toEqual(before);
  });
});

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import { conditions, type Item, sorted } from "./list-oracle.ts";
import { fillSampleList, filterNames, sampleDocuments } from "./sample-list.ts";

let server: TestServer;
let items: readonly Item[];
beforeAll(async () => {
  server = await startTestServer({ documents: sampleDocuments });
  items = await fillSampleList(server);
});
afterAll(() => server.stop());

interface Page {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
  readonly count?: number;
}

const list = (query: Readonly<Record<string, string>>, object = "entry"): Promise<Answer> =>
  server.request("GET", `/records/${object}?${new URLSearchParams(query)}`);

async function page(query: Readonly<Record<string, string>>): Promise<Page> {
  const answer = await list(query);
  expect(answer.status, JSON.stringify([query, answer.body])).toBe(200);
  return answer.body as Page;
}

const ids = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map(({ id }) => id);

const problems = (answer: Answer) =>
  (answer.body as { errors: { code: string; params: Record<string, unknown> }[] }).errors;

const runs = { numRuns: 120, seed: 7, interruptAfterTimeLimit: 10_000 } as const;
const sortNames = [...filterNames, "id"];
const sortKeys = fc
  .uniqueArray(fc.constantFrom(...sortNames), { maxLength: 4 })
  .chain((names) =>
    fc
      .tuple(...names.map((name) => fc.constantFrom(name, `-${name}`)))
      .map((keys) => keys.join(",")),
  );

describe("lists are what the slow and obvious way gives", () => {
  test("for any filter: the records for which it holds, and their number", async () => {
    const property = fc.asyncProperty(conditions(items, filterNames), async (condition) => {
      const found = await page({ filter: condition.text, limit: "1000", count: "exact" });
      const expected = sorted(
        items.filter((item) => condition.holds(item) === true),
        "",
      );
      expect(ids(found.data), condition.text).toEqual(ids(expected));
      expect(found.count).toBe(expected.length);
    });
    await fc.assert(property, runs);
  });

  test("for any order: pages one after another are the whole list, none doubled, none missing", async () => {
    const property = fc.asyncProperty(
      sortKeys,
      fc.integer({ min: 17, max: 150 }),
      fc.option(conditions(items, ["note", "amount", "customer.name"])),
      async (sort, limit, condition) => {
        const query = {
          ...(sort === "" ? {} : { sort }),
          ...(condition === null ? {} : { filter: condition.text }),
          limit: String(limit),
          fields: "title",
        };
        const found: unknown[] = [];
        let next: string | null = null;
        do {
          const after: Record<string, string> = next === null ? {} : { after: next };
          const part: Page = await page({ ...query, ...after });
          found.push(...ids(part.data));
          next = part.next;
          expect(part.data.length, sort).toBe(next === null ? part.data.length : limit);
        } while (next !== null && found.length <= items.length);
        const chosen = items.filter((item) => condition === null || condition.holds(item) === true);
        expect(found, `${sort} ${limit}`).toEqual(ids(sorted(chosen, sort)));
      },
    );
    await fc.assert(property, { ...runs, numRuns: 60 });
  });

  test("for any single key: also one row at a time across the border of empty values", async () => {
    for (const sort of ["note", "-note", "amount", "-amount", "-customer.name", "level,-note"]) {
      const whole = ids(sorted(items, sort));
      const border = ids((await page({ sort, limit: "1000" })).data);
      expect(border).toEqual(whole);
      const { next } = await page({ sort, limit: "90" });
      const walked: unknown[] = [];
      for (let after = next, step = 0; after !== null && step < 70; step++) {
        const part = await page({ sort, limit: "1", after });
        walked.push(...ids(part.data));
        after = part.next;
      }
      expect(walked, sort).toEqual(whole.slice(90, 160));
    }
  });
});

describe("cursors", () => {
  test("of another order, another path or nobody are refused", async () => {
    const { next } = await page({ sort: "customer.name", limit: "5" });
    const [, ...values] = JSON.parse(Buffer.from(String(next), "base64url").toString());
    const made = (content: unknown) => Buffer.from(JSON.stringify(content)).toString("base64url");
    const { next: byDay } = await page({ sort: "-day", filter: "day != null", limit: "5" });
    const [dayMark] = JSON.parse(Buffer.from(String(byDay), "base64url").toString());
    const refused: readonly (readonly [string, string])[] = [
      ["second.name", String(next)],
      ["-customer.name", String(next)],
      ["customer.name,title", String(next)],
      ["customer.name", made(["xxxxxxxx", ...values])],
      ["customer.name", made({})],
      ["customer.name", "%00"],
      ["customer.name", ""],
      ["-day", made([dayMark, "2026-02-30", values.at(-1)])],
      ["-day", made([dayMark, "2026-02-20", "x"])],
      ["-day", made([dayMark, "2026-02-20", null])],
      ["-day", made([dayMark, ["2026-02-20"], values.at(-1)])],
    ];
    for (const [sort, after] of refused) {
      const answer = await list({ sort, after });
      expect([answer.status, problems(answer)[0]?.code], `${sort} ${after}`).toEqual([
        400,
        "invalid_cursor",
      ]);
    }
  });

  test("stay in place while records come and go", async () => {
    const first = await page({ sort: "title", limit: "40" });
    const made = await server.request("POST", "/records/entry", { title: "", price: "1" });
    const second = await page({ sort: "title", limit: "40", after: String(first.next) });
    expect(ids(second.data)).toEqual(ids(sorted(items, "title")).slice(40, 80));
    const { id } = made.body as { id: string };
    await server.request("DELETE", `/records/entry/${id}`, undefined, {
      headers: { "if-match": "*" },
    });
  });
});

describe("selections", () => {
  test("follow paths through lookups and child rows", async () => {
    const customer = String(items.find((item) => item["customer.name"] === "云上")?.customer);
    const made = await server.request("POST", "/records/entry", {
      title: "selected",
      price: "1",
      customer,
      parts: [{ product: customer, pieces: 2 }, { pieces: 3 }],
    });
    const { id } = made.body as { id: string };
    const fields = "title,customer.name,second.name,parts.product.name";
    const expected = {
      id,
      revision: 1,
      title: "selected",
      customer: { id: customer, name: "云上" },
      second: null,
      parts: [
        { id: expect.any(String), product: { id: customer, name: "云上" } },
        { id: expect.any(String), product: null },
      ],
    };
    const found = await page({ fields, filter: 'title == "selected"' });
    expect(found.data).toEqual([expected]);
    const single = await server.request("GET", `/records/entry/${id}?fields=${fields}`);
    expect(single.body).toEqual(expected);
    const whole = await page({ fields: "*,parts.pieces", filter: 'title == "selected"' });
    expect(whole.data[0]).toMatchObject({
      price: "1.00",
      customer,
      parts: [{ pieces: 2 }, { pieces: 3 }],
    });
    expect(Object.keys(whole.data[0] ?? {})).toEqual(
      expect.arrayContaining(["created_at", "owner", "note", "level"]),
    );
    await server.request("DELETE", `/records/entry/${id}`, undefined, {
      headers: { "if-match": "*" },
    });
  });

  test("what may not be read answers like what does not exist, wherever it is named", async () => {
    const withoutName = (answer: Answer, name: string) =>
      JSON.stringify({ ...(answer.body as object), request_id: "" }).replaceAll(name, "…");
    const questions: readonly ((name: string) => Readonly<Record<string, string>>)[] = [
      (name) => ({ fields: name }),
      (name) => ({ fields: `title,${name}` }),
      (name) => ({ sort: name }),
      (name) => ({ sort: `-${name}` }),
      (name) => ({ filter: `${name} == "1"` }),
      (name) => ({ filter: `starts_with(${name}, "1")` }),
    ];
    for (const question of questions) {
      const hidden = await list(question("pin"));
      const unknown = await list(question("zzz"));
      expect(hidden.status, JSON.stringify(question("pin"))).toBe(400);
      expect(withoutName(hidden, "pin")).toBe(withoutName(unknown, "zzz"));
    }
    const [grouped, measured] = await Promise.all(
      ["group=pin", "measures=max(pin)"].map((query) =>
        server.request("GET", `/records/entry/aggregate?${query}`),
      ),
    );
    expect([grouped?.status, measured?.status]).toEqual([400, 400]);
  });

  test("names that are none are refused by name", async () => {
    const names = ["nope", "title.x", "customer.nope", "parts.nope", "", "title,,note", "id.x"];
    for (const fields of [
      ...names,
      "customer.name.x",
      "constructor",
      "__proto__",
      "tags.x",
      "*.*",
    ]) {
      const answer = await list({ fields });
      expect([answer.status, problems(answer)[0]?.code], fields).toEqual([
        400,
        "unknown_selection",
      ]);
    }
    for (const sort of ["nope", "parts", "-", ",", "customer.nope", "title.x", "created_by.x"]) {
      const answer = await list({ sort });
      expect([answer.status, problems(answer)[0]?.code], sort).toEqual([400, "not_sortable"]);
    }
  });
});

describe("the query string is taken literally or not at all", () => {
  test("limits outside of 1 to 1000, and what is no number, are refused", async () => {
    for (const limit of ["0", "1001", "-1", "NaN", "1e2", "", "1.5", "0x10", "1e309", "[]", " 5"]) {
      const answer = await list({ limit });
      expect([answer.status, problems(answer)[0]?.params.name], limit).toEqual([400, "limit"]);
    }
    expect((await page({ limit: "1" })).data).toHaveLength(1);
    expect((await page({ limit: "1000" })).data).toHaveLength(items.length);
    expect((await page({})).data).toHaveLength(50);
  });

  test("unknown and repeated keys are refused, all at once", async () => {
    const answer = await server.request(
      "GET",
      "/records/entry?where=1&limit=5&limit=6&offset=2&Filter=x",
    );
    expect(answer.status).toBe(400);
    expect(problems(answer).map(({ code, params }) => [code, params.name])).toEqual([
      ["unknown_parameter", "where"],
      ["invalid_parameter", "limit"],
      ["unknown_parameter", "offset"],
      ["unknown_parameter", "Filter"],
    ]);
  });

  test("a count of another kind is refused", async () => {
    const answer = await server.request("GET", "/records/entry?count=all");
    expect(problems(answer).map(({ code, params }) => [code, params.name])).toEqual([
      ["invalid_parameter", "count"],
    ]);
  });

  test("counts are exact, or stop at the bound they promise", async () => {
    expect((await page({ count: "exact", limit: "1" })).count).toBe(items.length);
    expect((await page({ count: "capped", limit: "1" })).count).toBe(items.length);
    expect((await page({ limit: "1" })).count).toBeUndefined();
    const filter = 'customer.name == "云上"';
    const expected = items.filter((item) => item["customer.name"] === "云上").length;
    expect((await page({ filter, count: "exact", limit: "2" })).count).toBe(expected);
  });
});

/** Links in rules, formulas, filters and rights: who is looked for among them, and none at all. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const links = (target: string) => ({
  type: "array",
  items: { $ref: "tenon:lookup", target },
});
const nobody = "00000000-0000-7000-8000-000000000001";
const truth = (formula: string) => ({ type: "boolean", formula });

const documents = [
  objectDocument("guild", { name: { type: "string" } }),
  objectDocument("carpenter", {
    n: { type: "integer" },
    guild: { $ref: "tenon:lookup", target: "guild" },
    guilds: links("guild"),
    people: links("user"),
    within: truth("guild in guilds"),
    holds: truth(`has(guilds, "${nobody}")`),
    none: truth("guilds == null"),
    empty: truth("is_empty(guilds)"),
  }),
  objectDocument(
    "joint",
    { guilds: links("guild") },
    { rules: [{ name: "known", require: `has(guilds, "${nobody}")`, message: "Unknown" }] },
  ),
  {
    kind: "role",
    name: "reader",
    content: {
      name: "reader",
      objects: { carpenter: { read: [{ when: "current_user() in people" }] } },
    },
  } as const,
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

async function write(method: "POST" | "PATCH", path: string, body: unknown): Promise<Row> {
  const headers = { "if-match": "*" };
  const answer = await server.request(method, `/records/${path}`, body, { headers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(method === "POST" ? 201 : 200);
  return answer.body as Row;
}

const found = async (filter: string) => {
  const query = new URLSearchParams({ filter, count: "exact" });
  const answer = await server.request("GET", `/records/carpenter?${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return (answer.body as { count: number }).count;
};

test("a record is looked for in links wherever expressions stand", async () => {
  const guild = await write("POST", "guild", { name: "Joiners" });
  const made = await write("POST", "carpenter", { guild: guild.id, guilds: [guild.id] });
  expect(made.within).toBe(true);
  const left = await write("PATCH", `carpenter/${made.id}`, { n: 1, guilds: [] });
  expect(left.within).toBe(null);
  const back = await write("PATCH", `carpenter/${made.id}`, { guilds: [guild.id] });
  expect(back.within).toBe(true);
  for (const filter of [
    "guild in guilds",
    "has(guilds, guild)",
    `"${guild.id}" in guilds`,
    `has(guilds, "${guild.id}")`,
  ])
    expect([filter, await found(filter)]).toEqual([filter, 1]);
  for (const filter of ["guild in null", "current_user() in people", "has(people, current_user())"])
    expect([filter, await found(filter)]).toEqual([filter, 0]);
});

test("a right that looks for the reader among links shows its records", async () => {
  const reader = await person(server, "reader", "reader");
  const shown = async () => {
    const { status, body } = await server.request("GET", "/records/carpenter", undefined, {
      token: reader.token,
    });
    expect(status, JSON.stringify(body)).toBe(200);
    return (body as { data: Row[] }).data.map(({ id }) => id);
  };
  expect(await shown()).toEqual([]);
  const made = await write("POST", "carpenter", { people: [reader.id] });
  expect(await shown()).toEqual([made.id]);
});

describe("links that are not there are empty, however that was written", () => {
  const ways = [{}, { guilds: null }, { guilds: [] }];

  test.each(ways)("%j in formulas, before and after a change", async (sent) => {
    const empty = { holds: null, none: true, empty: true };
    const made = await write("POST", "carpenter", sent);
    expect(made).toMatchObject(empty);
    for (const next of [{ n: 1 }, { guilds: [] }, { guilds: null }])
      expect(await write("PATCH", `carpenter/${made.id}`, next)).toMatchObject(empty);
  });

  test("in filters", async () => {
    const all = await found("true");
    expect(await found("guilds == null")).toBe(await found("is_empty(guilds)"));
    expect(await found("guilds == null")).toBe(await found("none"));
    expect((await found("guilds == null")) + (await found("guilds != null"))).toBe(all);
    expect(await found("guilds == null")).toBeGreaterThan(2);
  });

  test.each(ways)("%j in rules", async (sent) => {
    await write("POST", "joint", sent);
  });
});

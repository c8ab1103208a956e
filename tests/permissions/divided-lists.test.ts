/**
 * Lists of somebody who reaches some records are read part by part of what he reaches. Whatever the
 * order, the filter and the size of the page: they are the administrator's list without the rest.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const roles: Readonly<Record<string, unknown>> = {
  own: "own",
  of_department: "department",
  of_many: "team",
  northern: { when: 'region == "north"' },
  of_many_or_northern: ["team", { when: 'region == "north"' }],
  own_or_northern: ["own", "department", { when: 'region == "north"' }, { when: "amount > 50" }],
};

const documents: readonly MetadataDocument[] = [
  objectDocument("client", { name: { type: "string", maxLength: 80 } }, { record_title: "name" }),
  objectDocument("deal", {
    name: { type: "string", maxLength: 80 },
    region: { enum: ["north", "south"], index: true },
    amount: { type: "integer" },
    client: { $ref: "tenon:lookup", target: "client" },
  }),
  ...Object.entries(roles).map(([name, read]) => ({
    kind: "role" as const,
    name,
    content: {
      name,
      title: name,
      objects: { deal: { read }, client: { read: true } },
      restrictions: name.endsWith("or_northern")
        ? { deal: { read: { when: "amount != 13" } } }
        : {},
    },
  })),
];

interface Deal {
  readonly id: string;
  readonly owner: string;
  readonly region: string | null;
  readonly amount: number | null;
}

let server: TestServer;
let viewer: Person;
let team = "";
const everybody: string[] = [];
const colleagues = new Set<string>();
/** In nobody's team. */
const strangers = new Set<string>();
const shared = new Set<string>();

const reaches: Readonly<Record<string, (deal: Deal) => boolean>> = {
  own: ({ owner }) => owner === viewer.id,
  of_department: ({ owner }) => colleagues.has(owner),
  of_many: ({ owner }) => !strangers.has(owner),
  of_many_or_northern: ({ owner, region, amount }) =>
    (!strangers.has(owner) || region === "north") && isMet(amount),
  northern: ({ region }) => region === "north",
  own_or_northern: ({ owner, region, amount }) =>
    (colleagues.has(owner) || region === "north" || (amount ?? 0) > 50) && isMet(amount),
};

/** The restriction of the last roles; of an empty amount it is not true. */
const isMet = (amount: number | null): boolean => amount !== null && amount !== 13;

async function get(path: string, token?: string) {
  const { status, body } = await server.request("GET", path, undefined, token ? { token } : {});
  expect(status, JSON.stringify(body)).toBe(200);
  return body as { data: readonly Deal[]; next: string | null; count?: number };
}

async function post(path: string, body: unknown): Promise<string> {
  const made = await server.request("POST", path, body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return (made.body as { id: string }).id;
}

beforeAll(async () => {
  server = await startTestServer({ documents });
  const { database } = server.services;
  viewer = await person(server, "viewer", "own");
  const department = await post("/records/department", { name: "here" });
  team = await post("/records/team", { name: "all" });
  const clients: string[] = [];
  for (const name of ["a", "b", "c"]) clients.push(await post("/records/client", { name }));
  // A team of more people than are read one by one, and some beside it.
  for (let index = 0; index < 43; index++) {
    const id = `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;
    everybody.push(id);
    await database.run({
      text: `insert into w_demo."user" (id, created_at, updated_at, revision, name, email, department) values ($1, now(), now(), 1, $2, $3, $4)`,
      values: [id, `p${index}`, `p${index}@example.com`, index < 3 ? department : null],
    });
    if (index < 3) colleagues.add(id);
    if (index >= 38) strangers.add(id);
  }
  everybody.push(viewer.id);
  colleagues.add(viewer.id);
  const changed = await server.request(
    "PATCH",
    `/records/user/${viewer.id}`,
    { department, teams: [team] },
    { headers: { "if-match": "*" } },
  );
  expect(changed.status).toBe(200);
  await database.run({
    text: `insert into w_demo."user$teams" (id, _parent, _target, _position) select gen_random_uuid(), id, $1, 0 from w_demo."user" where id <> all($2)`,
    values: [team, [viewer.id, ...strangers]],
  });
  const deals = Array.from({ length: 200 }, (_, index) => ({
    name: `deal ${index % 7}`,
    region: [null, "north", "south"][index % 3] ?? null,
    amount: index % 11 === 0 ? null : (index * 13) % 60,
    client: index % 5 === 0 ? null : clients[index % 3],
  }));
  await server.request("POST", "/records/deal", deals);
  const { data } = await get("/records/deal?limit=1000");
  for (const [index, { id }] of data.entries())
    await database.run({
      text: "update w_demo.deal set owner = $2 where id = $1",
      values: [id, index % 4 === 0 ? viewer.id : (everybody[index % everybody.length] ?? null)],
    });
  const far = (await get("/records/deal?limit=1000")).data.filter(
    ({ owner, region, amount }) =>
      !colleagues.has(owner) && region === "south" && (amount ?? 0) < 50,
  );
  for (const { id } of far.slice(0, 2)) {
    await server.request("POST", `/records/deal/${id}/shares`, { person: viewer.id });
    shared.add(id);
  }
});
afterAll(() => server.stop());

const orders = ["", "name", "-amount", "client.name,-name", "created_at", "-region,amount"];
const filters = ["", 'region == "south"', 'client.name == "b" || amount == null'];

test.each(Object.keys(roles))(
  "%s: every page of every list, and its number of records",
  async (role) => {
    viewer = { ...viewer, token: (await person(server, "viewer", role)).token };
    const reached = reaches[role] ?? (() => false);
    for (const sort of orders) {
      for (const filter of filters) {
        const query = `sort=${sort}&fields=name,region,amount,owner&filter=${encodeURIComponent(filter)}`;
        const path = `/records/deal?${filter === "" ? query.replace("&filter=", "") : query}`;
        const all = (await get(`${path}&limit=1000`)).data;
        const expected = all.filter(
          (deal) =>
            reached(deal) ||
            (shared.has(deal.id) && (!role.endsWith("or_northern") || isMet(deal.amount))),
        );
        const found: Deal[] = [];
        let next: string | null = null;
        do {
          const after: string = next === null ? "" : `&after=${encodeURIComponent(next)}`;
          const page = await get(`${path}&limit=17&count=capped${after}`, viewer.token);
          expect(page.count).toBe(expected.length);
          found.push(...page.data);
          next = page.next;
        } while (next !== null);
        expect([sort, filter, found.map(({ id }) => id)]).toEqual([
          sort,
          filter,
          expected.map(({ id }) => id),
        ]);
        const exact = await get(`${path}&limit=1&count=exact`, viewer.token);
        expect(exact.count).toBe(expected.length);
      }
    }
  },
);

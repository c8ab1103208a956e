/** Scopes by people, and records shared one by one: who sees and changes which, in the end. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const role = (
  name: string,
  note: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, title: name, objects: { note: { create: true, ...note } }, ...more },
});

const scoped = (name: string, scope: string) => role(name, { read: scope, update: scope });

const documents: readonly MetadataDocument[] = [
  objectDocument("note", {
    name: { type: "string", maxLength: 80 },
    grade: { type: "integer" },
    secret_grade: { type: "integer" },
  }),
  scoped("own", "own"),
  scoped("of_department", "department"),
  scoped("of_department_and_below", "department_and_below"),
  scoped("of_team", "team"),
  role("manager", { read: "own", update: "own" }, { with_reports: true }),
  role("reader_of_own", { read: "own" }),
  role("sharer", { read: "own", update: "own", share: true, fields: { "*": "write" } }),
  role("receiver", { read: "own", update: "own", fields: { "*": "write", secret_grade: "none" } }),
  role("graded", { read: "own", update: "own" }),
  {
    kind: "sharing_rule",
    name: "high_grades",
    content: {
      name: "high_grades",
      title: "High",
      object: "note",
      when: "grade > 90",
      roles: ["graded"],
      access: "update",
    },
  },
  {
    kind: "sharing_rule",
    name: "middle_grades",
    content: {
      name: "middle_grades",
      title: "Middle",
      object: "note",
      when: "grade > 50",
      roles: ["graded"],
      access: "read",
    },
  },
];

let server: TestServer;
/** Everybody has a note under his name. */
const people = new Map<string, Person>();
const notes = new Map<string, string>();
const ids = new Map<string, string>();

interface Note {
  readonly id: string;
  readonly name: string;
}

/** What the answers of these tests may hold. */
interface Body extends Note {
  readonly data: readonly Note[];
  readonly department: string;
  readonly until: string | null;
  readonly errors?: readonly { readonly code: string }[];
}

async function call(method: string, path: string, body?: unknown, by?: Person) {
  const answer = await server.request(method, path, body, {
    headers: { "if-match": "*" },
    ...(by === undefined ? {} : { token: by.token }),
  });
  return { status: answer.status, body: answer.body as Body };
}

async function made(object: string, body: unknown, by?: Person): Promise<string> {
  const answer = await call("POST", `/records/${object}`, body, by);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return String(answer.body.id);
}

const someone = (name: string): Person => {
  const found = people.get(name);
  if (found === undefined) throw new Error(`Nobody is called ${name}`);
  return found;
};

/** Names of the notes that somebody lists, with these roles. */
async function listed(name: string, ...roles: readonly string[]): Promise<readonly string[]> {
  const as = await person(server, name, ...roles);
  people.set(name, as);
  const { body } = await call("GET", "/records/note?sort=name&limit=100", undefined, as);
  return body.data.map((record) => record.name);
}

/** Names of the notes that somebody may change. */
async function changeable(name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [owner, id] of notes) {
    const { status } = await call("PATCH", `/records/note/${id}`, { name: owner }, someone(name));
    if (status === 200) found.push(owner);
    else expect([403, 404]).toContain(status);
  }
  return found.toSorted();
}

beforeAll(async () => {
  server = await startTestServer({ documents });
  const company = await made("department", { name: "company" });
  const sales = await made("department", { name: "sales", parent: company });
  const north = await made("department", { name: "north", parent: sales });
  const stock = await made("department", { name: "stock", parent: company });
  ids
    .set("red", await made("team", { name: "red" }))
    .set("blue", await made("team", { name: "blue" }));
  const places: readonly (readonly [string, string | null, readonly string[], string | null])[] = [
    ["chief", company, [], null],
    ["seller", sales, ["red"], "chief"],
    ["partner", sales, ["red", "blue"], "seller"],
    ["northerner", north, ["blue"], "partner"],
    ["keeper", stock, [], "chief"],
    ["stranger", null, [], null],
  ];
  for (const [name, department, teams, manager] of places) {
    const as = await person(server, name, "own");
    people.set(name, as);
    const changed = await call("PATCH", `/records/user/${as.id}`, {
      department,
      teams: teams.map((team) => ids.get(team)),
      manager: manager === null ? null : someone(manager).id,
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    notes.set(name, await made("note", { name, grade: 40 }, as));
  }
});
afterAll(() => server.stop());

describe("whose records a scope means", () => {
  const everybody = ["chief", "keeper", "northerner", "partner", "seller", "stranger"];
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["seller", "own", ["seller"]],
    ["seller", "of_department", ["partner", "seller"]],
    ["seller", "of_department_and_below", ["northerner", "partner", "seller"]],
    ["chief", "of_department", ["chief"]],
    ["chief", "of_department_and_below", everybody.filter((name) => name !== "stranger")],
    ["seller", "of_team", ["partner", "seller"]],
    ["partner", "of_team", ["northerner", "partner", "seller"]],
    ["keeper", "of_team", ["keeper"]],
    ["stranger", "of_department_and_below", ["stranger"]],
    ["seller", "manager", ["northerner", "partner", "seller"]],
    ["northerner", "manager", ["northerner"]],
    ["chief", "manager", everybody.filter((name) => name !== "stranger")],
  ];
  for (const [who, scope, expected] of cases) {
    test(`${who}, ${scope}`, async () => {
      expect(await listed(who, scope)).toEqual(expected);
      expect(await changeable(who)).toEqual(expected);
    });
  }

  test("several roles see what each of them sees", async () => {
    expect(await listed("partner", "of_team", "of_department")).toEqual([
      "northerner",
      "partner",
      "seller",
    ]);
  });

  test("who moves to another department sees its records, and no more those of the former", async () => {
    await listed("northerner", "of_department");
    const { body } = await call("GET", `/records/user/${someone("keeper").id}`);
    const before = await call("GET", `/records/user/${someone("northerner").id}`);
    await call("PATCH", `/records/user/${someone("northerner").id}`, {
      department: body.department,
    });
    expect(await listed("northerner", "of_department")).toEqual(["keeper", "northerner"]);
    await call("PATCH", `/records/user/${someone("northerner").id}`, {
      department: before.body.department,
    });
    expect(await listed("northerner", "of_department")).toEqual(["northerner"]);
  });
});

test("a sharing rule adds records to be read, or to be changed, for its roles alone", async () => {
  const grade = (name: string, value: number) =>
    call("PATCH", `/records/note/${notes.get(name)}`, { grade: value });
  await grade("chief", 95);
  await grade("keeper", 60);
  expect(await listed("stranger", "graded")).toEqual(["chief", "keeper", "stranger"]);
  expect(await changeable("stranger")).toEqual(["chief", "stranger"]);
  expect(await listed("stranger", "own")).toEqual(["stranger"]);
  // What it changes must stay within its reach.
  await listed("stranger", "graded");
  const away = await call(
    "PATCH",
    `/records/note/${notes.get("chief")}`,
    { grade: 70 },
    someone("stranger"),
  );
  expect(away.status).toBe(403);
  await grade("chief", 40);
  await grade("keeper", 40);
});

describe("a record that is shared", () => {
  const shares = (name: string) => `/records/note/${notes.get(name)}/shares`;
  beforeEach(async () => {
    people.set("seller", await person(server, "seller", "sharer"));
    people.set("partner", await person(server, "partner", "receiver"));
    for (const { id } of (await call("GET", shares("seller"))).body.data)
      expect((await call("DELETE", `${shares("seller")}/${id}`)).status).toBe(204);
  });
  const share = (body: unknown, by = someone("seller")) => call("POST", shares("seller"), body, by);

  test("appears for the person, to be read; with its end it is gone", async () => {
    expect(await listed("partner", "receiver")).toEqual(["partner"]);
    const made = await share({ person: someone("partner").id });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      access: "read",
      until: null,
      receiver: { kind: "person", name: "partner" },
      by: { name: "seller" },
    });
    expect(await listed("partner", "receiver")).toEqual(["partner", "seller"]);
    expect(await changeable("partner")).toEqual(["partner"]);
    const path = `/records/note/${notes.get("seller")}`;
    const { body } = await call("GET", path, undefined, someone("partner"));
    expect(body).not.toHaveProperty("secret_grade");
    expect(
      (await call("DELETE", `${shares("seller")}/${made.body.id}`, undefined, someone("seller")))
        .status,
    ).toBe(204);
    expect((await call("GET", path, undefined, someone("partner"))).status).toBe(404);
  });

  test("can be shared to be changed, and said anew", async () => {
    const partner = someone("partner").id;
    await share({ person: partner });
    await share({ person: partner, access: "update" });
    expect(
      (await call("GET", shares("seller"), undefined, someone("seller"))).body.data,
    ).toHaveLength(1);
    await listed("partner", "receiver");
    expect(await changeable("partner")).toEqual(["partner", "seller"]);
    // A role that grants no change does not begin to.
    expect(await listed("partner", "reader_of_own")).toEqual(["partner", "seller"]);
    expect(await changeable("partner")).toEqual([]);
  });

  test("with a team appears for all who are in it", async () => {
    await share({ team: ids.get("blue") });
    expect(await listed("northerner", "receiver")).toEqual(["northerner", "seller"]);
    expect(await listed("keeper", "receiver")).toEqual(["keeper"]);
  });

  test("is not seen by who receives another", async () => {
    await share({ person: someone("partner").id });
    const other = await call("POST", shares("chief"), { person: someone("keeper").id });
    expect(other.status).toBe(201);
    expect(await listed("keeper", "receiver")).toEqual(["chief", "keeper"]);
    expect(await listed("partner", "receiver")).toEqual(["partner", "seller"]);
    expect((await call("DELETE", `${shares("chief")}/${other.body.id}`)).status).toBe(204);
  });

  test("until a time is gone after it", async () => {
    const past = await share({ person: someone("partner").id, until: "2020-01-01T00:00:00Z" });
    expect(past.status).toBe(422);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const made = await share({ person: someone("partner").id, until });
    expect(made.body.until).toBe(until);
    expect(await listed("partner", "receiver")).toEqual(["partner", "seller"]);
    await server.services.database.run({
      text: `update "w_demo"."_share" set "until" = $1 where "id" = $2`,
      values: [new Date(Date.now() - 1000), made.body.id],
    });
    expect(await listed("partner", "receiver")).toEqual(["partner"]);
    expect((await call("GET", shares("seller"), undefined, someone("seller"))).body.data).toEqual(
      [],
    );
  });

  test("is not handed on by who has it from others, nor shared by who may not share", async () => {
    await share({ person: someone("partner").id, access: "update" });
    people.set("partner", await person(server, "partner", "sharer"));
    const on = await share({ person: someone("keeper").id }, someone("partner"));
    expect(on.status).toBe(403);
    expect((await share({ person: someone("keeper").id }, someone("stranger"))).status).toBe(404);
    people.set("seller", await person(server, "seller", "own"));
    expect((await share({ person: someone("keeper").id })).status).toBe(403);
    expect((await call("GET", shares("seller"), undefined, someone("seller"))).status).toBe(403);
  });

  test("is one that is there", async () => {
    const path = "/records/note/00000000-0000-7000-8000-000000000000/shares";
    expect((await call("GET", path)).status).toBe(404);
    expect((await call("POST", path, { person: someone("partner").id })).status).toBe(404);
  });

  test("asks for one receiver who is there", async () => {
    const code = async (body: unknown) => (await share(body)).body.errors?.[0]?.code;
    expect(await code({})).toBe("receiver_expected");
    expect(await code({ person: someone("partner").id, team: ids.get("red") })).toBe(
      "receiver_expected",
    );
    expect(await code({ person: ids.get("red") })).toBe("receiver_unknown");
    expect(await code({ team: someone("partner").id })).toBe("receiver_unknown");
    expect(await code({ person: "x" })).toBe("receiver_unknown");
    expect(await code({ person: someone("partner").id, access: "all" })).toBe("unknown_option");
    expect(await code({ person: someone("partner").id, until: "tomorrow" })).toBe(
      "not_a_date_time",
    );
    expect(await code({ person: someone("partner").id, owner: 1 })).toBe("unknown_field");
  });
});

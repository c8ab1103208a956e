/** Ways by which hidden values were told that no list shows: each was found by the matrix. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const role = (
  name: string,
  objects: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, title: name, objects, ...more },
});

const all = { read: true, create: true, update: true, delete: true };

const documents: readonly MetadataDocument[] = [
  objectDocument(
    "client",
    {
      name: { type: "string", maxLength: 80 },
      limit_of_credit: { type: "integer" },
      branch: { $ref: "tenon:tree_parent" },
      kind_of: { $ref: "options:kinds" },
    },
    { record_title: "name" },
  ),
  {
    kind: "options",
    name: "kinds",
    content: { name: "kinds", title: "Kinds", options: [{ const: "a", title: "A" }] },
  },
  objectDocument(
    "job",
    {
      title: { type: "string", maxLength: 80 },
      client: { $ref: "tenon:lookup", target: "client" },
      secret_code: { type: "string", maxLength: 80 },
      stage: { enum: ["open", "done", "shut"], default: "open" },
      rows: {
        type: "array",
        items: {
          type: "object",
          properties: {
            what: { type: "string", maxLength: 80 },
            cost: { type: "integer" },
          },
        },
      },
    },
    {
      record_title: "title",
      required: ["secret_code"],
      lifecycle: {
        field: "stage",
        transitions: [
          {
            name: "finish",
            title: "Finish",
            from: ["open"],
            to: "done",
            when: 'secret_code != "wait"',
            required: ["client"],
          },
          { name: "shut", title: "Shut", from: ["done"], to: "shut" },
        ],
        locked: ["shut"],
      },
    },
  ),
  objectDocument(
    "errand",
    {
      title: { type: "string", maxLength: 80 },
      client: { $ref: "tenon:lookup", target: "client", on_delete: "cascade" },
    },
    { record_title: "title" },
  ),
  {
    kind: "view",
    name: "with_code",
    content: { name: "with_code", title: "Coded", object: "job", filter: 'secret_code == "a"' },
  },
  {
    kind: "view",
    name: "open_ones",
    content: { name: "open_ones", title: "Open", object: "job", filter: 'stage == "open"' },
  },
  objectDocument("user", { badge: { type: "string" } }),
  role("without_cost", {
    job: { ...all, fields: { "*": "write", "rows.cost": "none", secret_code: "none" } },
    client: { read: true, fields: { "*": "write", limit_of_credit: "none" } },
  }),
  role("without_stage", {
    job: { ...all, transitions: true, fields: { "*": "write", stage: "none", client: "none" } },
  }),
  role("finisher", {
    job: { ...all, transitions: true, fields: { "*": "write", secret_code: "none" } },
  }),
  role("own_jobs", {
    job: { read: "own", create: true, update: "own", delete: "own" },
    errand: { read: "own", delete: "own" },
    client: { read: true, create: true, delete: true },
  }),
  role("jobs_alone", { job: { read: true } }),
  role(
    "no_clients",
    { job: { read: true }, client: { read: true } },
    {
      restrictions: { client: { read: false } },
    },
  ),
  role("rich_clients", {
    job: { read: { when: "client.limit_of_credit > 100" } },
    client: { read: "own" },
  }),
  role("poor_clients", {
    job: { read: { when: "is_empty(client.limit_of_credit)" } },
    client: { read: "own" },
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

interface Body extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly code?: string;
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly errors: readonly { readonly path: string; readonly code: string }[];
  readonly conflict: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function call(
  by: Person | null,
  method: string,
  path: string,
  body?: unknown,
  revision = "*",
): Promise<{ readonly status: number; readonly body: Body; readonly text: string }> {
  const answer = await server.request(method, path, body, {
    headers: { "if-match": revision },
    ...(by === null ? {} : { token: by.token }),
  });
  return {
    status: answer.status,
    body: answer.body as Body,
    text: JSON.stringify(answer.body),
  };
}

async function made(object: string, values: object, by: Person | null = null): Promise<string> {
  const answer = await call(by, "POST", `/records/${object}`, values);
  expect(answer.status, answer.text).toBe(201);
  return answer.body.id;
}

const somebody = (name: string): Promise<Person> => person(server, name, name);

test("a conflict tells of child rows what may be read of them", async () => {
  const viewer = await somebody("without_cost");
  const job = await made("job", { secret_code: "x", rows: [{ what: "a", cost: 424_242 }] });
  const path = `/records/job/${job}`;
  await call(null, "PATCH", path, { rows: [{ what: "b", cost: 434_343 }] });
  const { status, body, text } = await call(
    viewer,
    "PATCH",
    path,
    { rows: [{ what: "c" }] },
    '"1"',
  );
  expect([status, body.code]).toEqual([412, "revision_conflict"]);
  expect(body.conflict.base?.rows).toMatchObject([{ what: "a" }]);
  expect(body.conflict.theirs?.rows).toMatchObject([{ what: "b" }]);
  expect(text).not.toMatch(/cost|424242|434343/);
});

test("a required field that is hidden is not named to who cannot fill it in", async () => {
  const viewer = await somebody("without_cost");
  const { status, body, text } = await call(viewer, "POST", "/records/job", { title: "t" });
  expect([status, body.errors[0]?.code, body.errors[0]?.path]).toEqual([
    403,
    "hidden_field_needed",
    "",
  ]);
  expect(text).not.toContain("secret_code");
});

describe("the state of a record", () => {
  test("is not told by a refused write to who does not reach the record", async () => {
    const viewer = await somebody("own_jobs");
    const job = await made("job", { secret_code: "x", client: await made("client", {}) });
    await call(null, "POST", `/records/job/${job}/transitions/finish`, {});
    const hidden = await call(viewer, "PATCH", `/records/job/${job}`, { stage: "shut" });
    const missing = await call(viewer, "PATCH", `/records/job/${crypto.randomUUID()}`, {
      stage: "shut",
    });
    expect(hidden.body.errors).toEqual(missing.body.errors);
  });

  test("is not told to who may not read it: by steps, locks, history or documents", async () => {
    const viewer = await somebody("without_stage");
    const job = await made("job", { secret_code: "x", client: await made("client", {}) });
    const path = `/records/job/${job}`;
    const steps = async () => (await call(viewer, "GET", `${path}/transitions`)).body;
    expect(await steps()).toMatchObject({ state: null, locked: false, data: [{ name: "finish" }] });
    const shut = await call(viewer, "POST", `${path}/transitions/shut`, {});
    expect([shut.status, shut.body.code]).toEqual([403, "not_permitted"]);
    for (const step of ["finish", "shut"])
      expect((await call(null, "POST", `${path}/transitions/${step}`, {})).status).toBe(200);
    expect(await steps()).toEqual({ state: null, locked: false, data: [] });
    for (const [method, body] of [
      ["PATCH", { title: "t" }],
      ["DELETE", undefined],
    ] as const)
      expect((await call(viewer, method, path, body)).body.code).toBe("not_permitted");
    const history = await call(viewer, "GET", `${path}/history`);
    expect(history.body.data.map(({ kind }) => kind)).toEqual(["changed", "changed", "created"]);
    expect(history.text).not.toMatch(/transition|finish|shut/);
    for (const address of ["/metadata?objects=job", "/openapi.json"])
      expect((await call(viewer, "GET", address)).text).not.toMatch(/"stage"|"finish"|"lifecycle"/);
  });

  test("a step names neither hidden fields that it requires nor those that it asks of", async () => {
    const viewer = await somebody("without_stage");
    const without = await made("job", { secret_code: "x" });
    const { data } = (await call(viewer, "GET", `/records/job/${without}/transitions`)).body;
    expect(data[0]?.missing).toEqual([]);
    const refused = await call(viewer, "POST", `/records/job/${without}/transitions/finish`, {});
    expect([refused.body.code, refused.body.errors[0]?.path]).toEqual(["transition_condition", ""]);
    expect(refused.text).not.toMatch(/client/i);
    const finisher = await somebody("finisher");
    const waiting = await made("job", { secret_code: "wait", client: await made("client", {}) });
    const listed = await call(finisher, "GET", `/records/job/${waiting}/transitions`);
    expect(listed.body.data).toMatchObject([
      { possible: false, message: "What the step takes is not there." },
    ]);
    const taken = await call(finisher, "POST", `/records/job/${waiting}/transitions/finish`, {});
    expect(taken.body.code).toBe("transition_condition");
    expect(listed.text + taken.text).not.toMatch(/secret_code|wait/);
  });
});

describe("an object that may not be used", () => {
  test.each(["jobs_alone", "no_clients"])("is no order of another: %s", async (name) => {
    const viewer = await somebody(name);
    const asked = (field: string) => call(viewer, "GET", `/records/job?sort=client.${field}`);
    const nowhere = await asked("no_such_field");
    expect(nowhere.status).toBe(400);
    for (const field of ["created_at", "owner", "limit_of_credit", "name"]) {
      const { status, body } = await asked(field);
      expect([field, status, body.code]).toEqual([field, 400, nowhere.body.code]);
    }
  });

  test("lends its tree to no filter", async () => {
    const viewer = await somebody("no_clients");
    const top = await made("client", { name: "top" });
    await made("job", { secret_code: "x", client: await made("client", { branch: top }) });
    const filter = encodeURIComponent(`is_within(client, "${top}")`);
    const { status, body } = await call(viewer, "GET", `/records/job?filter=${filter}`);
    expect(status === 200 ? body.data : []).toEqual([]);
  });
});

test("a condition behind a lookup means the same in lists, counts and single records", async () => {
  const rich = await made("client", { limit_of_credit: 500 });
  const job = await made("job", { secret_code: "x", client: rich });
  for (const [name, isSeen] of [
    ["rich_clients", true],
    ["poor_clients", false],
  ] as const) {
    const viewer = await somebody(name);
    const single = await call(viewer, "GET", `/records/job/${job}`);
    const list = await call(viewer, "GET", "/records/job?limit=1000&count=exact");
    expect([name, single.status]).toEqual([name, isSeen ? 200 : 404]);
    expect([name, list.body.data.some(({ id }) => id === job)]).toEqual([name, isSeen]);
    expect([name, list.body.count]).toEqual([name, list.body.data.length]);
  }
});

test("a view that asks for a hidden field is not offered", async () => {
  const names = async (by: Person | null) =>
    ((await call(by, "GET", "/metadata")).body.views as readonly { readonly name: string }[]).map(
      ({ name }) => name,
    );
  expect(await names(null)).toEqual(["open_ones", "with_code"]);
  expect(await names(await somebody("without_cost"))).toEqual(["open_ones"]);
});

test("who does not see a field sees the rest of its object: built-in fields, shared options", async () => {
  const viewer = await somebody("without_cost");
  const schema = async (object: string) =>
    (await call(viewer, "GET", `/metadata/objects/${object}/schema`)).body.properties;
  expect(await schema("user")).toMatchObject({ name: {}, email: {}, department: {} });
  expect(await schema("user")).not.toHaveProperty("badge");
  expect(JSON.stringify(await schema("client"))).toContain('"a"');
  expect(await schema("client")).not.toHaveProperty("limit_of_credit");
});

test("why a field that was added to people is hidden can be explained", async () => {
  const viewer = await somebody("without_cost");
  const ask = (field: string) =>
    call(null, "GET", `/access/explain?user=${viewer.id}&object=user&field=${field}`);
  expect((await ask("badge")).body).toMatchObject({ allowed: false });
  expect((await ask("name")).body).toMatchObject({ allowed: true });
});

test("the bin names no record beyond reach that went along with another", async () => {
  const viewer = await somebody("own_jobs");
  const client = await made("client", {}, viewer);
  const errand = await made("errand", { title: "not for you", client });
  expect((await call(viewer, "DELETE", `/records/client/${client}`)).status).toBe(204);
  const bin = await call(viewer, "GET", "/records/errand/deleted");
  expect(bin.body.data).toEqual([]);
  expect((await call(viewer, "POST", `/records/errand/${errand}/restore`)).status).toBe(404);
  expect((await call(viewer, "POST", `/records/client/${client}/restore`)).status).toBe(200);
  expect((await call(null, "GET", `/records/errand/${errand}`)).status).toBe(200);
});

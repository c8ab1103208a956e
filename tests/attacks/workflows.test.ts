/** What workflows may be abused for: names of prototypes, circles, rights that are gone, secrets, floods. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkDocuments } from "../../metadata/documents/check-documents.ts";
import {
  type Json,
  letTimePass,
  made,
  mark,
  marks,
  objects,
  rows,
  run,
  runsOf,
  started,
  until,
  workflow,
} from "../engine/workflow-world.ts";
import { person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const order = (event: string) => ({ event, record: "order" });
const documents = [
  ...objects,
  workflow("variables", {
    on: { event: "manual" },
    variables: { constructor: { type: "text" }, text: { type: "text" } },
    start: "write",
    steps: {
      write: {
        type: "create",
        object: "mark",
        set: { text: { expression: 'coalesce(variables.constructor, "nothing")' } },
      },
    },
  }),
  // A starts B, and B starts A.
  workflow("ping", {
    on: { event: "create", record: "mark", when: 'record.text == "ping"' },
    start: "answer",
    steps: { answer: mark("pong") },
  }),
  workflow("pong", {
    on: { event: "create", record: "mark", when: 'record.text == "pong"' },
    start: "answer",
    steps: { answer: mark("ping") },
  }),
  workflow("later", {
    on: { event: "action", record: "order", roles: ["clerk"] },
    start: "wait",
    steps: {
      wait: { type: "wait", for: "1 day", next: "write" },
      write: { type: "create", object: "mark", set: { text: "written" } },
    },
  }),
  {
    kind: "role" as const,
    name: "clerk",
    content: {
      name: "clerk",
      id: "clerkclerk",
      objects: { order: { read: true }, mark: { create: true, read: true } },
    },
  },
  { kind: "role" as const, name: "none", content: { name: "none", id: "nonenonenn" } },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

describe("CVE-2026-24766, CVE-2021-21297: keys of prototypes", () => {
  test("are empty where a workflow asks for one of that name", async () => {
    await until(server, await started(server, "variables", { variables: {} }), "done");
    expect(await marks(server)).toEqual(["nothing"]);
  });

  test.each([
    ["__proto__", 400],
    ["constructor", 400],
    ["prototype", 400],
    ["toString", 422],
  ])("are refused in what a run is started with: %s", async (key, status) => {
    const body = `{"variables":{"${key}":{"polluted":true}}}`;
    const answer = await server.request("POST", "/workflows/variables/runs", body, {
      headers: { "content-type": "application/json" },
    });
    expect(answer.status).toBe(status);
    expect(({} as Json).polluted).toBeUndefined();
  });

  test("lead to no workflow", async () => {
    for (const name of ["__proto__", "constructor", "hasOwnProperty"])
      expect((await server.request("POST", `/workflows/${name}/runs`, {})).status).toBe(404);
  });
});

test("directus#14086, twenty#11322: workflows that start one another are stopped after eight", async () => {
  await made(server, "mark", { text: "ping" });
  const failed = async () =>
    [...(await runsOf(server, "ping")), ...(await runsOf(server, "pong"))].filter(
      ({ status }) => status === "failed",
    );
  await expect.poll(async () => (await failed()).length, { timeout: 60_000 }).toBe(1);
  const [last] = await failed();
  const { now } = await run(server, String(last?.id));
  const [{ params }] = (now[0] as { problems: [{ params: { chain: string } }] }).problems;
  expect(params.chain.split(" → ").length).toBe(9);
  expect(params.chain).toMatch(/^ping\.answer \(.*pong\.answer/);
  const all = [...(await runsOf(server, "ping")), ...(await runsOf(server, "pong"))];
  expect(all).toHaveLength(9);
});

describe("a right that is gone", () => {
  test.each([
    [
      "a role that was taken",
      (id: string) => `update core.membership set role = 'nonenonenn' where account = '${id}'`,
      "unknown_object",
    ],
    [
      "a member who may not come in",
      (id: string) => `update core.membership set disabled = true where account = '${id}'`,
      "workflow_starter_gone",
    ],
    [
      "a member who left",
      (id: string) => `delete from core.membership where account = '${id}'`,
      "workflow_starter_gone",
    ],
  ])("is gone for what waits: %s", async (name, statement, code) => {
    const clerk = await person(server, `clerk.${name.replace(/\W/g, "")}`, "clerk");
    const record = await made(server, "order", { number: name });
    const id = await started(server, "later", { record }, clerk.token);
    await until(server, id, "waiting");
    await server.services.database.run({ text: statement(clerk.id), values: [] });
    await letTimePass(server, id);
    const failed = await until(server, id, "failed");
    expect(failed.now).toMatchObject([{ step: "write", problems: [{ code }] }]);
  });
});

test("1024pix/pix#15560: what comes again does so once a minute at most, and nobody waits for ever", () => {
  const found = (on: Json, steps: Json) =>
    checkDocuments([...objects, workflow("w", { on, start: "a", steps })]).map(({ code }) => code);
  const wait = { a: { type: "wait", for: "1 day" } };
  for (const cron of [
    "* * * * * *",
    "*/5 * * * * *",
    "@every 1s",
    "0/1 * * * *",
    "* * * *",
    "L * * * *",
  ])
    expect([cron, found({ event: "schedule", cron }, wait)]).toEqual([
      cron,
      ["workflow_cron_invalid"],
    ]);
  for (const span of [
    "36600 days",
    "999999999 weeks",
    "0 seconds",
    "-1 days",
    "1e9 days",
    "1.5 days",
  ])
    expect([span, found({ event: "manual" }, { a: { type: "wait", for: span } })]).toEqual([
      span,
      ["workflow_duration_invalid"],
    ]);
});

test("a workflow that is only drafted does nothing", async () => {
  const { content } = workflow("drafted", {
    on: order("create"),
    start: "a",
    steps: { a: mark("drafted") },
  });
  const put = await server.request("PUT", "/metadata/drafts/workflow/drafted", content);
  expect(put.status).toBeLessThan(300);
  await made(server, "order", { number: "draft" });
  expect(await runsOf(server, "drafted")).toEqual([]);
  expect(await marks(server)).not.toContain("drafted");
});

test("a secret is told once, to who makes it, and never again", async () => {
  const secret = Buffer.alloc(32, 11).toString("base64");
  const put = await server.request("PUT", "/endpoints/erp", {
    url: "https://erp.example.com",
    secret,
  });
  const list = await server.request("GET", "/endpoints");
  const audit = await server.request("GET", "/audit?action=endpoint_changed");
  for (const { body } of [put, list, audit]) expect(JSON.stringify(body)).not.toContain(secret);
  expect(rows(audit)).toHaveLength(1);
  const stored = await server.services.database.run({
    text: `select t::text from "w_demo"."_endpoint" t`,
    values: [],
  });
  expect(JSON.stringify(stored.rows)).not.toContain(secret);
});

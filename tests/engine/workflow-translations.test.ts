/** Workflows in the reader's language: runs, tasks, chains, previews, notices, actions and forms. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OfferedActions } from "../../metadata/automation-wire.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { type Json, made, objects, rows, started, until, workflow } from "./workflow-world.ts";

const decide = (title: string): MetadataDocument =>
  workflow("decide", {
    title: "Decide on it",
    on: { event: "action", record: "order" },
    variables: { reason: { type: "text", title: "Reason" }, rate: { type: "number" } },
    start: "look",
    steps: {
      look: {
        type: "approval",
        title,
        description: "Look closely.",
        who: [{ user: "admin@example.com" }],
        selfApproval: true,
      },
    },
  });

const chinese: MetadataDocument = {
  kind: "translation",
  name: "zh-CN",
  content: {
    options: { size: { options: { s: "小" } } },
    workflows: {
      decide: {
        title: "审批订单",
        steps: { look: { title: "审阅", description: "请仔细审阅。" } },
        fields: { reason: { title: "原因", description: "为什么" } },
      },
      ask: {
        title: "申请",
        description: "请填写。",
        done: "已收到。",
        fields: { kind: { title: "种类", options: { a: "甲" } } },
      },
    },
  },
};

const documents = [
  ...objects,
  { kind: "options" as const, name: "size", content: { name: "size", options: [{ const: "s" }] } },
  decide("Look at it"),
  workflow("ask", {
    title: "Ask",
    on: {
      event: "form",
      roles: ["member"],
      done: "Thank you.",
      form: {
        properties: { kind: { enum: ["a", "b"], title: "Kind" }, size: { $ref: "options:size" } },
      },
    },
    as: "system",
    start: "wait",
    steps: { wait: { type: "wait", for: "1 day" } },
  }),
  chinese,
];

let server: TestServer;
let order: string;
let id: string;
beforeAll(async () => {
  server = await startTestServer({ documents });
  order = await made(server, "order", { number: "1" });
  id = await started(server, "decide", { record: order });
});
afterAll(() => server.stop());

const read = async <Body = Json>(path: string, language = "zh-CN", body?: Json): Promise<Body> => {
  const headers = { "accept-language": language };
  const method = body === undefined ? "GET" : "POST";
  return (await server.request(method, path, body, { headers })).body as Body;
};

test("runs, tasks, chains and previews call workflow and step by the reader's words", async () => {
  await until(server, id, "waiting");
  for (const [language, title, step] of [
    ["zh-CN", "审批订单", "审阅"],
    ["en", "Decide on it", "Look at it"],
  ] as const) {
    const run = await read(`/runs/${id}`, language);
    expect(run).toMatchObject({ title, now: [{ title: step }], steps: [{ title: step }] });
    expect(await read("/runs", language)).toMatchObject({ data: [{ title }] });
    const [task] = (await read<{ data: Json[] }>("/tasks?box=mine", language)).data;
    const named = { workflow: { name: "decide", title }, step: { name: "look", title: step } };
    expect(task).toMatchObject(named);
    const details = await read(`/tasks/${task?.id}`, language);
    expect(details).toMatchObject({ ...named, chain: { approvals: [{ step: named.step }] } });
    const path = `/records/order/${order}/approvals/preview`;
    const preview = await read(path, language, { workflow: "decide" });
    expect(preview).toMatchObject({
      data: [{ workflow: named.workflow, steps: [{ step: named.step }] }],
    });
  }
  expect(
    await read(`/tasks/${rows({ body: await read("/tasks?box=mine") } as never)[0]?.id}`),
  ).toMatchObject({
    description: "请仔细审阅。",
  });
});

test("notices, actions and what they ask, forms and their options", async () => {
  expect(await read("/notifications")).toMatchObject({ data: [{ subject: "请审批：审阅" }] });
  expect(await read("/notifications", "en")).toMatchObject({
    data: [{ subject: "Please decide: Look at it" }],
  });
  const { data } = await read<OfferedActions>(`/records/order/${order}/actions`);
  expect(data).toMatchObject([
    {
      title: "审批订单",
      input: {
        properties: { reason: { title: "原因", description: "为什么" }, rate: { title: "rate" } },
      },
    },
  ]);
  expect(await read("/forms")).toMatchObject({
    data: [{ title: "申请", description: "请填写。" }],
  });
  expect(await read("/forms/ask")).toMatchObject({
    done: "已收到。",
    input: {
      properties: {
        kind: { title: "种类", oneOf: [{ const: "a", title: "甲" }, { const: "b" }] },
        size: { oneOf: [{ const: "s", title: "小" }] },
      },
    },
  });
});

test("a run of an earlier version is called as its steps are called now", async () => {
  const put = await server.request(
    "PUT",
    "/metadata/drafts/workflow/decide",
    decide("Another look").content,
  );
  expect(put.status, JSON.stringify(put.body)).toBeLessThan(300);
  await server.request("POST", "/metadata/publish", { message: "x", answers: {} });
  expect(await read(`/runs/${id}`)).toMatchObject({ now: [{ title: "审阅" }] });
  expect(await read(`/runs/${id}`, "en")).toMatchObject({ now: [{ title: "Look at it" }] });
});

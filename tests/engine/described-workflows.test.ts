/** Runs, notices, deliveries and endpoints answer as the document of OpenAPI says. */
import { type Schema, Validator } from "@cfworker/json-schema";
import { Validator as OpenApiValidator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HookReceiver, startHookReceiver } from "../support/hook-receiver.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { mark, objects, rows, started, until, workflow } from "./workflow-world.ts";

const documents = [
  ...objects,
  workflow("speak", {
    on: { event: "manual" },
    start: "tell",
    steps: {
      tell: { type: "notify", to: [{ field: "user" }], subject: "Hello", next: "post" },
      post: { type: "webhook", to: "erp", body: { hello: 1 }, next: "mark" },
      mark: mark("done"),
    },
  }),
];

interface Operation {
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: Schema }> }>>;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

let receiver: HookReceiver;
let server: TestServer;
beforeAll(async () => {
  receiver = await startHookReceiver();
  server = await startTestServer({ documents, settings: { TENON_OUTBOUND_ALLOW: receiver.host } });
});
afterAll(async () => {
  await server.stop();
  await receiver.stop();
});

const described = async (token = server.adminToken): Promise<Paths> => {
  const { body } = await server.request("GET", "/openapi.json", undefined, { token });
  const outcome = await new OpenApiValidator().validate(
    structuredClone(body) as Record<string, unknown>,
  );
  expect(outcome.errors ?? []).toEqual([]);
  return (body as { paths: Paths }).paths;
};

test("what they answer is what is described", async () => {
  const paths = await described();
  const expectDescribed = async (method: string, path: string, template: string, body?: object) => {
    const answer = await server.request(method, path, body);
    const operation = paths[template]?.[method.toLowerCase()];
    const response = operation?.responses[String(answer.status)];
    expect(response, `${method} ${template} ${answer.status}`).toBeDefined();
    const schema = response?.content?.["application/json"]?.schema;
    if (schema === undefined) return answer;
    const { errors } = new Validator(schema, "2020-12", false).validate(answer.body);
    expect(errors, `${method} ${template}`).toEqual([]);
    return answer;
  };
  const endpoint = { url: receiver.url };
  await expectDescribed("PUT", "/endpoints/erp", "/endpoints/{name}", endpoint);
  await expectDescribed("GET", "/endpoints", "/endpoints");
  const run = await started(server, "speak");
  await until(server, run, "done");
  const runs = await expectDescribed("GET", "/runs?workflow=speak", "/runs");
  expect(rows(runs).length).toBe(1);
  await expectDescribed("GET", `/runs/${run}`, "/runs/{id}");
  await expectDescribed("POST", `/runs/${run}/replay`, "/runs/{id}/replay", {});
  const notices = await expectDescribed("GET", "/notifications", "/notifications");
  expect(rows(notices).length).toBe(1);
  await expectDescribed("POST", "/notifications/read", "/notifications/read", {});
  const [delivery] = rows(await expectDescribed("GET", "/deliveries", "/deliveries"));
  const resend = "/deliveries/{id}/resend";
  await expectDescribed("POST", `/deliveries/${delivery?.id}/resend`, resend);
  await expectDescribed("POST", "/endpoints/erp/resume", "/endpoints/{name}/resume");
  await expectDescribed("DELETE", "/endpoints/erp", "/endpoints/{name}");
});

test("who does not design sees nothing of what designers do", async () => {
  const paths = Object.keys(await described(server.memberToken));
  expect(paths).toContain("/runs/{id}");
  expect(paths.filter((path) => /deliveries|endpoints|runs\/\{id\}\//.test(path))).toEqual([]);
});

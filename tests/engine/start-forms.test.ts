/** Forms that start workflows: offered to who has their roles, checked as records are, sent once. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PublishedMetadata } from "../../metadata/wire.ts";
import type { FormSent, StartFormList, StartFormWhole } from "../../metadata/workflow-wire.ts";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { formDocuments } from "./form-documents.ts";
import { type Json, made, marks, run, runsOf, until } from "./workflow-world.ts";

let server: TestServer;
let clerk: Person;
beforeAll(async () => {
  server = await startTestServer({ documents: formDocuments });
  clerk = await person(server, "clerk", "clerk");
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.services.database.run({ text: `delete from "w_demo"."mark"`, values: [] });
});

const get = async <Body>(path: string, token = clerk.token): Promise<Body> =>
  (await server.request("GET", path, undefined, { token })).body as Body;
const send = (name: string, values: Json, more: Json = {}, token = clerk.token) =>
  server.request("POST", `/forms/${name}`, { values, ...more }, { token });
const errors = ({ body }: { readonly body: unknown }): readonly string[] =>
  (body as { errors: { path: string; code: string }[] }).errors.map(
    ({ path, code }) => `${path} ${code}`,
  );
const good = { what: "Chair", amount: "10.50" };

test("they are offered to who has one of their roles, and there for nobody else", async () => {
  const { data } = await get<StartFormList>("/forms");
  expect(data.map(({ name }) => name)).toEqual(["request"]);
  expect((await get<PublishedMetadata>("/metadata")).start_forms).toBe(true);
  const whole = await get<StartFormWhole>("/forms/request");
  expect(whole).toMatchObject({
    title: "Request",
    description: "Ask for something.",
    public: false,
  });
  expect(whole.input).toMatchObject({
    properties: { size: { oneOf: [{ const: "s" }, { const: "l" }] } },
  });
  const { memberToken } = server;
  expect(await get<StartFormList>("/forms", memberToken)).toEqual({ data: [] });
  expect((await get<PublishedMetadata>("/metadata", memberToken)).start_forms).toBe(false);
  for (const path of ["/forms/request", "/forms/request/validator.js", "/forms/nothing"])
    expect(await get<Json>(path, memberToken)).toMatchObject({ code: "not_found" });
  expect((await send("request", good, {}, memberToken)).status).toBe(404);
  expect((await server.request("POST", "/workflows/request/runs", {})).status).toBe(404);
});

test("what is sent are the variables of a run, whose sender sees what is awaited", async () => {
  const id = await made(server, "customer", { name: "Ada" });
  expect(errors(await send("request", { ...good, customer: id }))).toEqual([
    "/values/customer record_not_found",
  ]);
  const sent = await send("request", { ...good, size: "l", needed: "2030-01-02", urgent: true });
  expect(sent.status, JSON.stringify(sent.body)).toBe(202);
  const { done, run: started = "" } = sent.body as FormSent;
  expect(done).toBe("We look at it.");
  await until(server, started, "waiting");
  const seen = await get<Json>(`/runs/${started}`);
  expect(seen).toMatchObject({
    status: "waiting",
    event: "form",
    now: [{ title: "Look at it", waits_for: "person" }],
  });
  expect((await run(server, started)).variables).toMatchObject({ amount: "10.50", urgent: true });
  expect(await marks(server)).toEqual(["Chair 21 -"]);
  await send("request", { ...good, customer: id }, {}, server.adminToken);
  await expect.poll(() => marks(server)).toEqual(["Chair 21 -", "Chair 21 Ada"]);
});

test("what is wrong is named at its field, by the validator that the browser has, too", async () => {
  const wrong = await send("request", { amount: "-1", size: "xl", what: "x".repeat(21), other: 1 });
  expect(wrong.status).toBe(422);
  expect(
    errors(wrong)
      .map((line) => line.split(" ")[0])
      .toSorted(),
  ).toEqual(["/values/amount", "/values/other", "/values/size", "/values/what"]);
  expect(errors(await send("request", {}))).toEqual([
    "/values/what required",
    "/values/amount required",
  ]);
  const { headers } = await server.request("GET", "/forms/request/validator.js", undefined, {
    token: clerk.token,
  });
  expect(headers.get("content-type")).toContain("text/javascript");
});

test("the same sending starts one run, for each sender; with other values it is refused", async () => {
  const submission = crypto.randomUUID();
  const before = (await runsOf(server, "request")).length;
  const [one, other] = await Promise.all([
    send("request", good, { submission }),
    send("request", good, { submission }),
  ]);
  expect([one.status, other.status]).toEqual([202, 202]);
  expect((one.body as FormSent).run).toBe((other.body as FormSent).run);
  const changed = await send("request", { ...good, what: "Table" }, { submission });
  expect((changed.body as Json).code).toBe("idempotency_key_reused");
  const theirs = await send("request", good, { submission }, server.adminToken);
  expect((theirs.body as FormSent).run).not.toBe((one.body as FormSent).run);
  expect(await runsOf(server, "request")).toHaveLength(before + 2);
  expect(errors(await send("request", good, { submission: "x" }))).toEqual([
    "/submission wrong_type",
  ]);
});

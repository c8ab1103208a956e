/** Forms that anybody may send: what strangers learn and what they can do, and no more. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { formDocuments } from "../engine/form-documents.ts";
import { type Json, marks, runsOf, settled } from "../engine/workflow-world.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { code, ours } from "../support/sessions.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: formDocuments,
    settings: { TENON_RATE_FORMS: "30" },
    now: () => Date.UTC(2030, 1, 1),
  });
});
afterAll(() => server.stop());

const path = "/public-forms/contact";
const stranger = { token: null, headers: ours };
const send = (body: unknown, to = path, headers: Readonly<Record<string, string>> = ours) =>
  server.request("POST", to, body, { token: null, headers });
const submission = () => crypto.randomUUID();
const good = { email: "ada@example.com", size: "l" };

test("a stranger is told the form's own texts, and of no other form that it is there", async () => {
  const told = await server.request("GET", path, undefined, stranger);
  expect(told.body).toEqual({
    name: "contact",
    title: "Contact us",
    description: "",
    public: true,
    done: "Thank you.",
    time_zone: "UTC",
    input: {
      required: ["email"],
      properties: {
        email: { type: "string", format: "email", title: "E-mail" },
        size: { oneOf: [{ const: "s" }, { const: "l" }], "x-options": "size" },
      },
    },
  });
  const answers = await Promise.all(
    ["request", "closed", "nothing", "__proto__", "constructor"].flatMap((name) => [
      server.request("GET", `/public-forms/${name}`, undefined, stranger),
      server.request("GET", `/public-forms/${name}/validator.js`, undefined, stranger),
      send({ submission: submission(), values: {} }, `/public-forms/${name}`),
    ]),
  );
  for (const answer of answers) expect([answer.status, code(answer)]).toEqual([404, "not_found"]);
  for (const closed of ["/forms", "/forms/contact"])
    expect((await server.request("GET", closed, undefined, stranger)).status).toBe(401);
});

test("what is sent twice begins once; the answer tells of no run", async () => {
  const body = { submission: submission(), values: good };
  const [one, other] = await Promise.all([send(body), send(body)]);
  for (const { status, body: told } of [one, other])
    expect([status, told]).toEqual([202, { done: "Thank you." }]);
  await settled(server, "contact");
  expect(await runsOf(server, "contact")).toMatchObject([{ started_by: null, event: "form" }]);
  expect(await marks(server)).toEqual(["ada@example.com large"]);
  const changed = await send({ ...body, values: { email: "eve@example.com" } });
  expect([changed.status, code(changed)]).toEqual([422, "idempotency_key_reused"]);
});

test("no other kind of body, value or site is taken, and nothing begins", async () => {
  const before = await runsOf(server, "contact");
  const wrong: readonly unknown[] = [
    {},
    { values: good },
    { submission: "x", values: good },
    { submission: [submission()], values: good },
    { submission: submission(), values: { email: { $ne: null } } },
    { submission: submission(), values: { email: ["ada@example.com"] } },
    { submission: submission(), values: { ...good, started_by: "x" } },
    { submission: submission(), values: { ...good, size: "xl" } },
    { submission: submission(), values: good, run: "x" },
    { submission: submission(), values: [] },
  ];
  for (const body of wrong) {
    const answer = await send(body);
    expect([JSON.stringify(body), answer.status]).toEqual([JSON.stringify(body), 422]);
  }
  for (const text of ["[]", "null", '"x"', `{"values":{"__proto__":{"email":"a@b.cd"}}`])
    expect((await send(text)).status, text).toBe(400);
  const whole = JSON.stringify({ submission: submission(), values: good });
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
    expect((await send(whole, path, { ...ours, "content-type": type })).status, type).toBe(415);
  const large = {
    submission: submission(),
    values: { email: `${"a".repeat(70_000)}@example.com` },
  };
  expect((await send(large)).status).toBe(413);
  const foreign = await send(JSON.parse(whole), path, { "sec-fetch-site": "cross-site" });
  expect([foreign.status, code(foreign)]).toEqual([403, "cross_site_request"]);
  expect(await runsOf(server, "contact")).toEqual(before);
});

test("one address is braked, whatever it sends; who is signed in elsewhere is not", async () => {
  let last: Json = {};
  for (let count = 0; count < 31; count++) {
    const answer = await send({ submission: submission(), values: {} });
    last = { status: answer.status, code: code(answer) };
  }
  expect(last).toEqual({ status: 429, code: "too_many_requests" });
  expect((await server.request("GET", path, undefined, stranger)).status).toBe(200);
  expect((await server.request("GET", "/forms")).status).toBe(200);
});

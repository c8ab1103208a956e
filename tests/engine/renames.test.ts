/** A field that goes while another comes: asked whether it is the same one under a new name. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { anyRevision, idOf, record } from "./answers.ts";

let server: TestServer;
let person: string;
beforeEach(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("person", {
        name: { type: "string" },
        tel: { type: "string", title: "Tel" },
        active: { type: "boolean", title: "Active" },
      }),
    ],
  });
  const body = { name: "Ada", tel: "13800138000", active: true };
  person = idOf(await server.request("POST", "/records/person", body));
});
afterEach(() => server.stop());

/** The object with other fields beside its name, as a file without ids would have it. */
async function draft(fields: Record<string, unknown>): Promise<void> {
  const { documents } = (await server.request("GET", "/metadata/documents"))
    .body as DesignerDocuments;
  const content = documents.find(({ name }) => name === "person")?.published as {
    properties: Record<string, unknown>;
  };
  const properties = { name: content.properties.name, ...fields };
  const saved = await server.request("PUT", "/metadata/drafts/object/person", {
    ...content,
    properties,
  });
  expect(saved.status).toBe(200);
}

const plan = async () => (await server.request("GET", "/metadata/plan")).body as PublishPlan;
const publish = (answers: Record<string, string>) =>
  server.request("POST", "/metadata/publish", { message: "", answers });
const read = async () => record(await server.request("GET", `/records/person/${person}`));

test("named as a former field, it has its values, and going back gives the old name again", async () => {
  await draft({ phone: { $ref: "tenon:phone", title: "Phone" } });
  const { changes, questions, ready } = await plan();
  expect(ready).toBe(true);
  expect(questions).toEqual([
    expect.objectContaining({
      id: "rename.person.phone",
      answer: "new",
      choices: [
        expect.objectContaining({ value: "new" }),
        expect.objectContaining({ value: "tel" }),
      ],
    }),
  ]);
  expect(changes.find(({ field }) => field === "phone")?.questions).toEqual([
    "rename.person.phone",
  ]);

  expect((await publish({ "rename.person.phone": "tel" })).status).toBe(200);
  expect(await read()).toMatchObject({ name: "Ada", phone: "13800138000" });
  const back = await server.request("POST", "/metadata/versions/1/publish", {});
  expect(back.status).toBe(200);
  expect(await read()).toMatchObject({ tel: "13800138000", active: true });
});

test("unless it is said, it is a new field, and the removed one waits with its values", async () => {
  await draft({ phone: { type: "string", title: "Phone" } });
  expect((await publish({})).status).toBe(200);
  expect(await read()).toMatchObject({ phone: null });
  await server.request("POST", "/metadata/versions/1/publish", {});
  expect(await read()).toMatchObject({ tel: "13800138000" });
});

test("one former field is one field; what cannot hold its values is not asked about", async () => {
  await draft({
    phone: { type: "string", title: "Phone" },
    mobile: { type: "string", title: "Mobile" },
    born: { type: "string", format: "date", title: "Born" },
    score: { $ref: "tenon:money", title: "Score", formula: "1 + 1" },
  });
  const { questions } = await plan();
  expect(questions.map(({ id, choices }) => [id, ...choices.map(({ value }) => value)])).toEqual([
    ["rename.person.phone", "new", "tel", "active"],
    ["rename.person.mobile", "new", "tel", "active"],
    ["rename.person.born", "new", "tel"],
  ]);
  const both = { "rename.person.phone": "tel", "rename.person.mobile": "tel" };
  expect((await publish(both)).status).toBe(200);
  expect(await read()).toMatchObject({ phone: "13800138000", mobile: null });
});

test("without values nothing is asked", async () => {
  await server.request("PATCH", `/records/person/${person}`, { tel: null }, anyRevision);
  await draft({ phone: { type: "string", title: "Phone" }, active: { type: "boolean" } });
  expect((await plan()).questions.map(({ id }) => id)).toEqual([]);
});

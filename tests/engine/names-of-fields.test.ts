/** Fields may be called like anything in SQL, and like anything that statements of the engine call so. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf, dataOf } from "../support/calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
const { call, get, make } = callsOf(() => server);

const names = [
  ..."abcdefghijklmnopqrstuvwxyz",
  ..."select from where order group table user column index null true all any case when then else end"
    .split(" ")
    .filter((name) => !["null", "true", "then"].includes(name)),
  ..."t0 t1 c0 excluded record records row rows entries target targets key value values place written kept found before after now given stored made locked changes batch".split(
    " ",
  ),
];
const texts = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
const filled = (more = "") => Object.fromEntries(names.map((name) => [name, `${name}${more}`]));

beforeAll(async () => {
  const lines = { type: "array", items: { type: "object", properties: texts } };
  server = await startTestServer({
    documents: [
      objectDocument("thing", {
        label: { type: "string", unique: true },
        ...texts,
        of: { $ref: "tenon:lookup", target: "thing" },
        lines,
      }),
    ],
  });
});
afterAll(() => server.stop());

test("a record is made, read, changed, deleted and restored", async () => {
  const row = filled();
  const id = await make("thing", { label: "one", ...row, lines: [row, filled("2")] });
  await make("thing", { label: "two", of: id });
  expect((await call("POST", "/records/thing", [{ label: "three", r: "r" }])).status).toBe(201);
  const read = (await get(`/records/thing/${id}`)).body;
  expect(read).toMatchObject({ ...row, lines: [row, filled("2")] });
  const changed = await call("PATCH", `/records/thing/${id}`, { ...filled("3"), lines: [row] });
  expect(changed.body).toMatchObject({ ...filled("3"), lines: [row] });
  const put = await call("PUT", "/records/thing?key=label", { label: "one", ...row });
  expect(put.body, JSON.stringify(put.body)).toMatchObject(row);
  expect((await call("DELETE", `/records/thing/${id}`)).status).toBe(409);
  const two = dataOf(await get('/records/thing?filter=label == "two"'))[0]?.id;
  expect((await call("PATCH", `/records/thing/${two}`, { of: null })).status).toBe(200);
  expect((await call("DELETE", `/records/thing/${id}`)).status).toBe(204);
  expect((await call("POST", `/records/thing/${id}/restore`)).body).toMatchObject(row);
});

test.each(names)("lists find, sort and group by %s, also behind a lookup", async (name) => {
  const target = await make("thing", { [name]: `of ${name}`, lines: [{ [name]: "in a row" }] });
  await make("thing", { of: target, [name]: `by ${name}` });
  const filter = encodeURIComponent(`of.${name} == "of ${name}" && ${name} == "by ${name}"`);
  const fields = `${name},of.${name},lines`;
  const list = await get(
    `/records/thing?filter=${filter}&sort=of.${name},-${name}&fields=${fields}`,
  );
  expect(list.body).toMatchObject({
    data: [{ [name]: `by ${name}`, of: { [name]: `of ${name}` } }],
  });
  const groups = await get(
    `/records/thing/aggregate?group=${name},of.${name}&measures=count()&filter=${filter}`,
  );
  expect(groups.body).toMatchObject({ data: [{ [name]: `by ${name}`, "count()": 1 }] });
});

/** Deleted records, former revisions and histories show no more than what is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf, dataOf, problemsOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let northern: Person;
let clerk: Person;
const { call, get, make } = callsOf(() => server);
const text = { type: "string", maxLength: 80 };

beforeAll(async () => {
  const north = { when: 'region == "north"' };
  server = await startTestServer({
    documents: [
      objectDocument(
        "deal",
        {
          name: text,
          region: { enum: ["north", "south"] },
          margin: text,
          parent_deal: { $ref: "tenon:lookup", target: "deal", on_delete: "clear" },
          lines: {
            type: "array",
            items: { type: "object", properties: { what: text, cost: text } },
          },
        },
        { record_title: "name" },
      ),
      role("northern", { deal: { read: north, create: true, update: north, delete: north } }),
      role("clerk", {
        deal: {
          create: true,
          read: true,
          update: true,
          delete: true,
          fields: { "*": "write", name: "none", margin: "none", "lines.cost": "none" },
        },
      }),
    ],
  });
  northern = await person(server, "northern", "northern");
  clerk = await person(server, "clerk", "clerk");
});
afterAll(() => server.stop());

test("a record that is out of reach was never there", async () => {
  const id = await make("deal", { name: "s", region: "south" });
  const path = `/records/deal/${id}`;
  await call("PATCH", path, { name: "t" });
  for (const past of ["/history", "/history/1"])
    expect([past, (await get(`${path}${past}`, northern)).status]).toEqual([past, 404]);
  const restored = await call("POST", `${path}/history/1/restore`, undefined, northern);
  expect(restored.status).toBe(404);
  expect((await get(`${path}/history`)).status).toBe(200);
});

test("what comes back from the bin is within reach, and leads to what is", async () => {
  const hidden = await make("deal", { name: "s", region: "south" });
  const own = await make("deal", { name: "n", region: "north" }, northern);
  expect((await call("DELETE", `/records/deal/${own}`, undefined, northern)).status).toBe(204);
  const restore = (values: object) =>
    call("POST", `/records/deal/${own}/restore`, values, northern);
  const led = await restore({ parent_deal: hidden });
  expect([led.status, problemsOf(led)]).toEqual([422, ["unknown_record /parent_deal"]]);
  const moved = await restore({ region: "south" });
  expect([moved.status, problemsOf(moved)]).toEqual([403, ["record_out_of_reach"]]);
  expect((await restore({})).status).toBe(200);
});

test("the bin shows what one has thrown away oneself, by titles that one may read", async () => {
  const theirs = await make("deal", { name: "theirs" });
  const own = await make("deal", { region: "north" }, clerk);
  await call("PATCH", `/records/deal/${own}`, { name: "Canary" });
  await call("DELETE", `/records/deal/${theirs}`);
  await call("DELETE", `/records/deal/${own}`, undefined, clerk);
  const bin = await get("/records/deal/deleted", clerk);
  expect(dataOf(bin)).toMatchObject([{ id: own, title: null }]);
  expect(JSON.stringify(bin.body)).not.toContain("Canary");
  expect(dataOf(await get("/records/deal/deleted"))).toContainEqual(
    expect.objectContaining({ id: own, title: "Canary" }),
  );
  const restore = await call("POST", `/records/deal/${theirs}/restore`, undefined, clerk);
  expect(restore.status).toBe(404);
});

test("a hidden field is in no history and no former revision, nor are those of rows", async () => {
  const id = await make("deal", {
    name: "n",
    margin: "Canary 1",
    lines: [{ what: "first", cost: "Canary 2" }],
  });
  const path = `/records/deal/${id}`;
  const rowIds = async () =>
    ((await get(path)).body as { lines: readonly { id: string }[] }).lines.map((row) => row.id);
  const [first] = await rowIds();
  await call("PATCH", path, { margin: "Canary 3", lines: [{ id: first, cost: "Canary 4" }] });
  await call("PATCH", path, { lines: [{ id: first }, { what: "second", cost: "Canary 5" }] });
  await call("PATCH", path, { lines: [] });
  for (const past of ["/history", "/history/1", "/history/2", "/history/3"]) {
    const [whole, seen] = [await get(`${path}${past}`), await get(`${path}${past}`, clerk)];
    expect([past, whole.status, seen.status]).toEqual([past, 200, 200]);
    expect(JSON.stringify(whole.body), past).toContain("Canary");
    expect(JSON.stringify(seen.body), past).not.toContain("Canary");
  }
  const seen = JSON.stringify((await get(`${path}/history`, clerk)).body);
  for (const shown of ["second", "added", "removed"]) expect(seen).toContain(shown);
  expect(seen).not.toMatch(/"(margin|cost)"/);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { type Person, person } from "../../support/people.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { documents } from "./limit-scripts.ts";

let server: TestServer;
let clerk: Person;

beforeAll(async () => {
  server = await startTestServer({ documents });
  clerk = await person(server, "clerk", "clerk");
  await server.request("POST", "/records/customer", { name: "secretive", margin: "12.5" });
});
afterAll(() => server?.stop());

const message = (text: string, token?: string) =>
  server.request("POST", "/records/message", { text }, token === undefined ? {} : { token });

const customers = async (name: string) => {
  const found = await server.request(
    "GET",
    `/records/customer?filter=${encodeURIComponent(`name == "${name}"`)}`,
  );
  return isJsonObject(found.body) && Array.isArray(found.body.data) ? found.body.data.length : -1;
};

test("what a script has used up it cannot catch", async () => {
  const answer = await message("many_queries");
  expect([answer.status, answer.body]).toMatchObject([422, { code: "script_budget" }]);
});

test("a write that is refused can be caught, and the transaction goes on", async () => {
  const answer = await message("caught");
  expect(answer.body).toMatchObject({ order: "required" });
  expect(await customers("after the refusal")).toBe(1);
});

test("scripts that start one another without end are named with their chain", async () => {
  const answer = await message("loop");
  expect(answer.status).toBe(422);
  expect(JSON.stringify(answer.body)).toContain("mirror → mirror → mirror");
  const left = await server.request(
    "GET",
    `/records/message?filter=${encodeURIComponent('text == "loop"')}`,
  );
  expect(left.body).toMatchObject({ data: [] });
});

test("a script that ends badly again and again is paused, one that refuses is not", async () => {
  const answers = [];
  for (let attempt = 0; attempt < 12; attempt++) answers.push(await message("stalls"));
  const codes = answers.map(({ body }) => (isJsonObject(body) ? body.code : null));
  expect(codes.slice(0, 10).every((code) => code === "script_stopped")).toBe(true);
  expect(codes.slice(10)).toEqual(["script_paused", "script_paused"]);
  expect((await message("caught")).status).toBe(201);
}, 60_000);

test("a script reads with the rights of who acts, unless it runs as the system", async () => {
  const own = await message("looks", clerk.token);
  expect(own.body).toMatchObject({ order: expect.not.stringContaining("margin") });
  const system = await message("looks_as_system", clerk.token);
  expect(system.body).toMatchObject({ order: "12.50" });
});

test("every run is counted, failed ones are kept whole though nothing of them was written", async () => {
  await server.services.scripts.ledger.flush();
  const { rows } = await server.services.database.run({
    text: `select "script", "outcome", "code", "input" ->> 'moment' from "w_demo"."_script_run" where "script" = 'stalls' order by "at" limit 1`,
    values: [],
  });
  expect(rows).toEqual([["stalls", "stopped", "cpu", "before"]]);
  const costs = await server.services.database.run({
    text: `select sum("runs"), sum("stopped") from "w_demo"."_script_cost" where "script" = 'stalls'`,
    values: [],
  });
  expect(costs.rows).toEqual([["10", "10"]]);
});

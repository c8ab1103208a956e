/** Row 57: a secret that a script prints, throws, writes or sends. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type AskingWorld,
  failedRun,
  noted,
  startAskingWorld,
} from "../engine/automation/asking-world.ts";
import { leakingDocuments } from "./leaking-scripts.ts";

let world: AskingWorld;
const clear = 'Zt9"qw/4+hS=x';

beforeAll(async () => {
  world = await startAskingWorld(leakingDocuments);
  for (const [name, hosts] of [
    ["erp_key", ["erp.example.com"]],
    ["unnamed", ["erp.example.com"]],
  ] as const) {
    const set = await world.server.request("PUT", `/secrets/${name}`, { value: clear, hosts });
    expect(set.status).toBe(204);
  }
});
afterAll(() => world?.stop());
beforeEach(() => world.receiver.answerWith({ status: 200 }));

async function leak(name: string, erp = world.erp): Promise<unknown> {
  const input = { name, url: `${erp}/` };
  expect((await world.server.request("POST", "/x/start", input)).status).toBe(200);
  return (await noted(world.server, name)).told;
}

/** Everything that the database holds, as text. */
async function everything(): Promise<string> {
  const { database } = world.server.services;
  await world.server.services.scripts.ledger.flush();
  const tables = await database.run({
    text: "select schemaname, relname from pg_stat_user_tables where schemaname in ('core', 'w_demo')",
    values: [],
  });
  const texts: string[] = [];
  for (const [schema, table] of tables.rows) {
    const { rows } = await database.run({
      text: `select t::text from "${schema}"."${table}" t`,
      values: [],
    });
    texts.push(...rows.map(([text]) => text ?? ""));
  }
  return texts.join("\n");
}

test("only the host that it is for is sent the secret itself", async () => {
  await leak("sends");
  expect(world.receiver.received.at(-1)?.headers.authorization).toBe(`Bearer ${clear}`);
});

test("what the other side sends back of it is blacked out, and a log has the handle", async () => {
  const forms = [clear, encodeURIComponent(clear), Buffer.from(clear).toString("base64")];
  world.receiver.answerWith({
    status: 200,
    headers: { "x-echo": clear },
    body: JSON.stringify(forms),
  });
  const told = String(await leak("echoes"));
  expect(told).toContain("***");
  for (const form of forms) expect(told).not.toContain(form.replace(/=+$/, ""));
  await world.server.request("POST", "/x/start", { name: "throws_it" });
  expect((await failedRun(world.server, "throws_it")).message).toMatch(/secret:erp_key:[0-9a-f-]+/);
});

test.each([
  ["in_url", "secret_misplaced"],
  ["in_body", "secret_misplaced"],
  ["to_other_host", "secret_not_for_host"],
  ["of_another_script", "secret_unnamed"],
])("%s: %s, and nothing is sent", async (name, code) => {
  const before = world.receiver.received.length;
  expect(await leak(name, name === "to_other_host" ? world.other : world.erp)).toBe(code);
  expect(world.receiver.received.slice(before)).toEqual([]);
});

test("a redirect to another host takes no header along", async () => {
  world.receiver.answerBy(async () => "landed");
  world.receiver.redirectOnce(`${world.other}/landed`);
  expect(await leak("follows")).toBe("landed");
  const { headers, path } = world.receiver.received.at(-1) ?? {};
  expect([path, headers?.authorization]).toEqual(["/landed", undefined]);
});

test("a text that looks like a handle is a text", async () => {
  await leak("forges");
  expect(world.receiver.received.at(-1)?.headers.authorization).toBe(
    "secret:erp_key:00000000-0000-4000-8000-000000000000",
  );
});

test("nothing in the database, and no answer, holds it", async () => {
  const held = await everything();
  expect(held).toContain("secret:erp_key:");
  for (const form of [clear, JSON.stringify(clear).slice(1, -1)]) expect(held).not.toContain(form);
  const { body } = await world.server.request("GET", "/secrets");
  expect(JSON.stringify(body)).not.toContain(clear.slice(0, 4));
});

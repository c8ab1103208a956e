/** What comes back out of the bin for who sees only a part of it: all of it, and no word of the rest. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf, problemsOf } from "../support/calls.ts";
import { sentFileId } from "../support/files.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let clerk: Person;
const { call, get, make } = callsOf(() => server);
const lookup = { $ref: "tenon:lookup", target: "secret_target", on_delete: "clear" };

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("secret_target", { name: { type: "string" } }),
      objectDocument("thing", {
        name: { type: "string" },
        hidden_file: { $ref: "tenon:attachment" },
        hidden_lookup: lookup,
        hidden_links: { type: "array", items: { $ref: "tenon:lookup", target: "secret_target" } },
        seen_lookup: lookup,
        lines: {
          type: "array",
          items: {
            type: "object",
            properties: { text: { type: "string" }, hidden_lookup: lookup },
          },
        },
      }),
      objectDocument(
        "needy",
        { name: { type: "string" }, hidden_lookup: { ...lookup, on_delete: "restrict" } },
        { required: ["hidden_lookup"] },
      ),
      role("clerk", {
        secret_target: { read: true },
        thing: {
          read: true,
          delete: true,
          create: true,
          update: true,
          fields: {
            "*": "write",
            hidden_file: "none",
            hidden_lookup: "none",
            hidden_links: "none",
            "lines.hidden_lookup": "none",
          },
        },
        needy: { read: true, delete: true, fields: { "*": "read", hidden_lookup: "none" } },
      }),
    ],
  });
  clerk = await person(server, "clerk", "clerk");
});
afterAll(() => server.stop());

/** Deletes a record as the clerk and then its targets; the path of the record. */
async function thrownAway(object: string, values: object, targets: readonly string[] = []) {
  const path = `/records/${object}/${await make(object, values)}`;
  expect((await call("DELETE", path, undefined, clerk)).status).toBe(204);
  for (const id of targets) await call("DELETE", `/records/secret_target/${id}`);
  return path;
}

const restore = (path: string, values: object = {}) =>
  call("POST", `${path}/restore`, values, clerk);

const silent = (body: unknown) =>
  expect(JSON.stringify(body)).not.toMatch(/hidden_(file|lookup|links)|secret_/);

test("a file that is hidden comes back with the record that held it", async () => {
  const file = await sentFileId(server);
  const path = await thrownAway("thing", { hidden_file: { id: file } });
  const restored = await restore(path);
  expect([restored.status, problemsOf(restored)]).toEqual([200, []]);
  silent(restored.body);
  expect((await get(path)).body).toMatchObject({ hidden_file: { id: file } });
});

test("what a hidden lookup led to may be gone: it comes back empty, at every level", async () => {
  const gone = await make("secret_target", { name: "gone" });
  const kept = await make("secret_target", { name: "kept" });
  const values = {
    hidden_lookup: gone,
    hidden_links: [gone, kept],
    lines: [
      { text: "a", hidden_lookup: gone },
      { text: "b", hidden_lookup: kept },
    ],
  };
  const path = await thrownAway("thing", values, [gone]);
  const restored = await restore(path);
  expect([restored.status, problemsOf(restored)]).toEqual([200, []]);
  silent(restored.body);
  expect((await get(path)).body).toMatchObject({
    hidden_lookup: null,
    hidden_links: [kept],
    lines: [
      { text: "a", hidden_lookup: null },
      { text: "b", hidden_lookup: kept },
    ],
  });
});

test("what is seen is named, and may be given another value", async () => {
  const gone = await make("secret_target", { name: "gone" });
  const path = await thrownAway("thing", { seen_lookup: gone }, [gone]);
  const refused = await restore(path);
  expect([refused.status, problemsOf(refused)]).toEqual([422, ["unknown_record /seen_lookup"]]);
  expect((await restore(path, { seen_lookup: null })).status).toBe(200);
});

test("what must not be empty waits for somebody who sees it", async () => {
  const gone = await make("secret_target", { name: "gone" });
  const path = await thrownAway("needy", { hidden_lookup: gone }, [gone]);
  const refused = await restore(path);
  expect([refused.status, problemsOf(refused)]).toEqual([403, ["hidden_field_needed"]]);
  silent(refused.body);
  const other = await make("secret_target", { name: "other" });
  expect((await call("POST", `${path}/restore`, { hidden_lookup: other })).status).toBe(200);
});

test("a file that is named instead must be one's own, or seen where it was", async () => {
  const file = await sentFileId(server);
  const path = await thrownAway("thing", { hidden_file: { id: file } });
  const refused = await restore(path, { hidden_file: { id: file } });
  expect([refused.status, problemsOf(refused)]).toEqual([422, ["unknown_field /hidden_file"]]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { existingMonths, prepareMonths } from "../../engine/records/history-months.ts";
import { keepHouse } from "../../engine/records/housekeeping.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

type Json = Record<string, unknown>;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("tag", { name: { type: "string" } }),
      objectDocument("client", {
        name: { type: "string" },
        code: { type: "string", unique: true },
        level: { enum: ["a", "b"] },
        secret_word: { type: "string", writeOnly: true },
        main_contact: { $ref: "tenon:lookup", target: "contact", on_delete: "clear" },
      }),
      objectDocument("visit", { name: { type: "string" } }, { history: { days: 30 } }),
      objectDocument("contact", {
        name: { type: "string" },
        client: { $ref: "tenon:lookup", target: "client", on_delete: "cascade" },
      }),
      objectDocument("deal", {
        number: { $ref: "tenon:auto_number", template: "D-{0000}" },
        name: { type: "string" },
        seen: { type: "string", format: "date-time" },
        client: { $ref: "tenon:lookup", target: "client", on_delete: "clear" },
        tags: { type: "array", items: { $ref: "tenon:lookup", target: "tag" } },
        lines: {
          type: "array",
          items: {
            type: "object",
            properties: {
              what: { type: "string" },
              price: { $ref: "tenon:money", scale: 2 },
              note: { type: "string", writeOnly: true },
            },
          },
        },
        total: { $ref: "tenon:money", scale: 2, formula: "sum(lines.price)" },
      }),
    ],
  });
});
afterAll(() => server.stop());

const body = (answer: Answer) => answer.body as Json;
const any = { headers: { "if-match": "*" } };
const codes = (answer: Answer) =>
  (body(answer).errors as Json[]).map(({ path, code }) => `${path} ${code}`);

async function make(object: string, values: unknown): Promise<Json> {
  const made = await server.request("POST", `/records/${object}`, values);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return body(made);
}

const get = async (path: string) => body(await server.request("GET", path));

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomChanges(below: (n: number) => number, tags: readonly string[], now: Json): Json {
  const pick = <Item>(list: readonly Item[]) => list[below(list.length)];
  const changes: Json = {};
  if (below(2)) changes.name = pick(["x", "y", "名", null]);
  if (below(3) === 0)
    changes.seen = pick([null, "2026-01-02T03:04:05+08:00", "2026-05-06T07:08:09.5Z"]);
  if (below(3) === 0) changes.tags = tags.filter(() => below(2)).sort(() => below(3) - 1);
  if (below(2)) {
    const kept = ((now.lines ?? []) as Json[]).filter(() => below(4) > 0);
    const rows: Json[] = kept.map(({ id }) =>
      below(2) ? { id, price: `${below(90)}.5` } : { id },
    );
    if (below(2))
      rows.splice(below(rows.length + 1), 0, {
        what: `w${below(9)}`,
        price: `${below(50)}`,
        note: "n",
      });
    if (below(4) === 0) rows.reverse();
    changes.lines = rows;
  }
  return changes;
}

test("every former revision is what it was, whatever was done since", {
  timeout: 120_000,
}, async () => {
  const tags: string[] = [];
  for (const name of ["a", "b", "c"]) tags.push(String((await make("tag", { name })).id));
  for (let seed = 1; seed <= 6; seed++) {
    const below = numbers(seed);
    let now = await make("deal", randomChanges(below, tags, {}));
    const path = `/records/deal/${now.id}`;
    const states = new Map<number, Json>([[1, now]]);
    for (let step = 0; step < 30; step++) {
      const act = below(8);
      if (act === 0) {
        expect((await server.request("DELETE", path, undefined, any)).status).toBe(204);
        const back = await server.request("POST", `${path}/restore`);
        expect(back.status, JSON.stringify(back.body)).toBe(200);
        const { revision, updated_at, updated_by, ...values } = body(back);
        expect({ ...now, ...values }).toEqual(now);
        expect(revision).toBe(Number(now.revision) + 2);
        now = body(back);
      } else if (act === 1) {
        const revision = [...states.keys()][below(states.size)] ?? 1;
        const back = await server.request(
          "POST",
          `${path}/history/${revision}/restore`,
          undefined,
          any,
        );
        expect(back.status, JSON.stringify(back.body)).toBe(200);
        const plain = (state: Json) => ({
          name: state.name,
          seen: state.seen,
          tags: state.tags,
          total: state.total,
          lines: (state.lines as Json[]).map(({ what, price }) => ({ what, price })),
        });
        expect(plain(body(back))).toEqual(plain(states.get(revision) ?? {}));
        now = body(back);
      } else {
        const changed = await server.request("PATCH", path, randomChanges(below, tags, now), any);
        expect(changed.status, JSON.stringify(changed.body)).toBe(200);
        now = body(changed);
      }
      states.set(Number(now.revision), now);
    }
    for (const [revision, state] of states)
      expect(await get(`${path}/history/${revision}`), `seed ${seed}`).toEqual(state);
    const entries: Json[] = [];
    let after: unknown = "";
    do {
      const page = await get(`${path}/history?limit=7${after ? `&after=${after}` : ""}`);
      entries.push(...(page.data as Json[]));
      after = page.next;
    } while (after !== null);
    const newest = Number(now.revision);
    expect(entries.map(({ revision }) => revision)).toEqual(
      Array.from({ length: newest }, (_, index) => newest - index),
    );
    expect(JSON.stringify(entries)).not.toContain('"note"');
  }
});

test("what is deleted along comes back along, and who let go says so", async () => {
  const client = await make("client", { name: "c", code: "c-1", secret_word: "s" });
  const contact = await make("contact", { name: "p", client: client.id });
  const deal = await make("deal", { name: "d", client: client.id });
  await server.request("PATCH", `/records/client/${client.id}`, { main_contact: contact.id }, any);
  const gone = await server.request("DELETE", `/records/client/${client.id}`, undefined, any);
  expect(gone.status).toBe(204);
  expect((await server.request("GET", `/records/contact/${contact.id}`)).status).toBe(404);
  const bin = (await get("/records/contact/deleted")).data as Json[];
  expect(bin).toMatchObject([
    { id: contact.id, deleted_by_name: "admin", deleted_with: { object: "client", id: client.id } },
  ]);
  expect((await get("/records/client/deleted")).data).toMatchObject([{ let_go: 1 }]);
  const [entry] = (await get(`/records/deal/${deal.id}/history`)).data as Json[];
  expect(entry).toMatchObject({
    revision: 2,
    changes: { client: { before: client.id, after: null } },
  });
  const back = await server.request("POST", `/records/contact/${contact.id}/restore`);
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(await get(`/records/client/${client.id}`)).toMatchObject({
    main_contact: contact.id,
    created_at: client.created_at,
  });
  const { rows } = await server.services.database.run({
    text: "select secret_word from w_demo.client where id = $1",
    values: [client.id],
  });
  expect(rows).toEqual([["s"]]);
  expect((await get("/records/client/deleted")).data).toEqual([]);
});

test("what stands against coming back is named, and can be answered", async () => {
  const client = await make("client", { name: "u", code: "taken" });
  await server.request("DELETE", `/records/client/${client.id}`, undefined, any);
  await make("client", { name: "other", code: "taken" });
  const path = `/records/client/${client.id}/restore`;
  expect(codes(await server.request("POST", path))).toEqual(["/code not_unique"]);
  expect(codes(await server.request("POST", path, { nonsense: 1 }))).toEqual([
    "/nonsense unknown_field",
  ]);
  const back = await server.request("POST", path, { code: "free" });
  expect(back.status).toBe(200);
  const [entry] = (await get(`/records/client/${client.id}/history`)).data as Json[];
  expect(entry).toMatchObject({
    kind: "restored",
    changes: { code: { before: "taken", after: "free" } },
  });

  const deal = await make("deal", { client: client.id });
  await server.request("DELETE", `/records/deal/${deal.id}`, undefined, any);
  await server.request("DELETE", `/records/client/${client.id}`, undefined, any);
  const missing = await server.request("POST", `/records/deal/${deal.id}/restore`);
  expect(codes(missing)).toEqual(["/client unknown_record"]);
});

test("of many who restore one record at once, one does", async () => {
  const deal = await make("deal", { name: "race", lines: [{ what: "w", price: "1" }] });
  await server.request("DELETE", `/records/deal/${deal.id}`, undefined, any);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => server.request("POST", `/records/deal/${deal.id}/restore`)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(404)]);
  expect((await get(`/records/deal/${deal.id}`)).lines).toHaveLength(1);
});

test("who is no administrator sees and restores what he has deleted himself", async () => {
  const member = { token: server.memberToken };
  const theirs = await make("tag", { name: "theirs" });
  const own = await make("tag", { name: "own" });
  await server.request("DELETE", `/records/tag/${theirs.id}`, undefined, any);
  await server.request("DELETE", `/records/tag/${own.id}`, undefined, { ...any, ...member });
  const seen = await server.request("GET", "/records/tag/deleted", undefined, member);
  expect((body(seen).data as Json[]).map(({ id }) => id)).toEqual([own.id]);
  const restore = (id: unknown) =>
    server.request("POST", `/records/tag/${id}/restore`, undefined, member);
  expect((await restore(theirs.id)).status).toBe(404);
  expect((await restore(own.id)).status).toBe(200);
});

test("what is removed for good leaves neither bin nor values", async () => {
  const tag = await make("tag", { name: "canary" });
  await server.request("PATCH", `/records/tag/${tag.id}`, { name: "canary-2" }, any);
  await server.request("DELETE", `/records/tag/${tag.id}`, undefined, any);
  const path = `/records/tag/${tag.id}/deleted`;
  expect((await server.request("DELETE", path)).status).toBe(204);
  expect((await server.request("DELETE", path)).status).toBe(404);
  const history = await get(`/records/tag/${tag.id}/history`);
  expect(history.data).toHaveLength(3);
  expect(JSON.stringify(history)).not.toContain("canary");
});

test("a month without a table takes writes, and gets its table later", async () => {
  const { database } = server.services;
  const later = new Date("2031-03-31T23:59:59Z");
  const made = await Promise.all([1, 2, 3].map(() => prepareMonths(database, "w_demo", later)));
  expect(made.flat()).toEqual(["2031-03", "2031-04", "2031-05"]);
  await database.run({
    text: `insert into w_demo._history select object, record, 900, kind, '2044-07-01T00:00:00Z', by, cause, causality, null from w_demo._history limit 1`,
    values: [],
  });
  expect(await prepareMonths(database, "w_demo", later)).toEqual(["2044-07"]);
  expect(await existingMonths(database, "w_demo")).toContain("2044-07");
  const moved = await database.run({
    text: "select revision from w_demo._history_2044_07",
    values: [],
  });
  expect(moved.rows).toEqual([["900"]]);
});

test("history goes when its object no longer keeps it, with months that are empty by then", async () => {
  const { database } = server.services;
  const [visit, client] = [await make("visit", { name: "v" }), await make("client", { name: "c" })];
  const past = "2020-02-01T00:00:00Z";
  for (const { id } of [visit, client]) {
    await database.run({
      text: "insert into w_demo._history select object, record, revision + 500, kind, $1, by, cause, causality, null from w_demo._history where record = $2",
      values: [past, id],
    });
  }
  await prepareMonths(database, "w_demo", new Date(past));
  const entries = async (id: unknown) =>
    ((await get(`/records/${id === visit.id ? "visit" : "client"}/${id}/history`)).data as Json[])
      .length;
  expect([await entries(visit.id), await entries(client.id)]).toEqual([2, 2]);
  await keepHouse(database, { binDays: 30, runDays: 0 }, new Date());
  expect([await entries(visit.id), await entries(client.id)]).toEqual([1, 2]);
  const months = await existingMonths(database, "w_demo");
  expect(months).toContain("2020-02");
  expect(months).not.toContain("2020-03");
});

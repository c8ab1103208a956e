/** Who may listen, for how long, and how many. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { streamsPerAccount } from "../../engine/changes/changes.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { follow } from "../support/change-stream.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { code, ours, sessionOf } from "../support/sessions.ts";

let server: TestServer;
let other: TestServer;
let owner: Person;

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("task", { text: { type: "string" } }),
      objectDocument("closed", { text: { type: "string" } }),
      {
        kind: "role",
        name: "own_only",
        content: {
          name: "own_only",
          title: "Own",
          objects: { task: { read: "own", create: true, update: "own", delete: "own" } },
        },
      },
    ],
  });
  other = await server.second();
  owner = await person(server, "owner", "own_only");
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});

const run = (text: string, ...values: readonly unknown[]) =>
  server.services.database.run({ text, values });

const any = { headers: { "if-match": "*" } };
async function create(token: string, text = "x"): Promise<string> {
  const made = await server.request("POST", "/records/task", { text }, { token });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return (made.body as RecordJson).id;
}

describe("one with a limited reach", () => {
  test("hears of his records alone", async () => {
    const stream = await follow(other, { token: owner.token, objects: "task" });
    const foreign = await create(server.adminToken);
    await server.request("PATCH", `/records/task/${foreign}`, { text: "y" }, any);
    const mine = await create(owner.token);
    await stream.change(mine, "created");
    await server.request("DELETE", `/records/task/${foreign}`, undefined, any);
    await server.request("PATCH", `/records/task/${mine}`, { text: "y" }, any);
    await stream.change(mine, "changed");
    expect(stream.changes().map(({ id }) => id)).toEqual([mine, mine]);
    expect(stream.text()).not.toContain(foreign);
    stream.close();
  });

  test("hears that a record is gone when he was told of it, or named it", async () => {
    const named = await create(owner.token);
    const foreign = await create(server.adminToken);
    const unnamed = await create(owner.token);
    const stream = await follow(other, {
      token: owner.token,
      objects: "task",
      records: `task/${named},task/${foreign}`,
    });
    // Naming a record tells what a GET would tell.
    expect(await stream.change(foreign, "gone")).toEqual({
      object: "task",
      id: foreign,
      kind: "gone",
    });
    const told = await create(owner.token);
    await stream.change(told, "created");
    await run(`update w_demo.task set "owner" = null where id = $1`, named);
    await server.request("PATCH", `/records/task/${named}`, { text: "no longer his" }, any);
    await stream.change(named, "gone");
    await server.request("DELETE", `/records/task/${told}`, undefined, any);
    await stream.change(told, "gone");
    await server.request("DELETE", `/records/task/${unnamed}`, undefined, any);
    await server.request("DELETE", `/records/task/${foreign}`, undefined, any);
    const last = await create(owner.token);
    await stream.change(last, "created");
    expect(stream.changes().filter(({ kind }) => kind === "gone")).toHaveLength(3);
    expect(stream.text()).not.toContain(unnamed);
    stream.close();
  });

  test("is not told that others changed thousands of records", async () => {
    const stream = await follow(other, { token: owner.token, objects: "task" });
    for (let part = 0; part < 2; part++)
      await server.request(
        "POST",
        "/records/task",
        Array.from({ length: 1000 }, () => ({ text: "flood" })),
      );
    const mine = await create(owner.token);
    await stream.change(mine, "created");
    expect(stream.text()).not.toContain("event: reset");
    expect(stream.changes()).toHaveLength(1);
    stream.close();
  });
});

describe("a stream ends on every server", () => {
  test.each([
    [
      "the account is disabled",
      "update core.account set disabled = true where id = $1",
      "update core.account set disabled = false where id = $1",
    ],
    [
      "the member is disabled",
      "update core.membership set disabled = true where account = $1",
      "update core.membership set disabled = false where account = $1",
    ],
  ])("when %s", async (_when, end, mend) => {
    const streams = [
      await follow(server, { token: owner.token }),
      await follow(other, { token: owner.token }),
    ];
    await run(end, owner.id);
    for (const stream of streams) expect(await stream.ended()).toBe("not_signed_in");
    await run(mend, owner.id);
    for (const at of [server, other]) at.services.credentials.forgetAll();
  });

  test("when its token is taken back", async () => {
    const { token, id } = await person(server, "passing", "own_only");
    const streams = [await follow(server, { token }), await follow(other, { token })];
    await run("delete from core.token where account = $1", id);
    for (const stream of streams) expect(await stream.ended()).toBe("not_signed_in");
  });

  test("when its session ends", async () => {
    const cookie = await sessionOf(server, server.admin.email, server.admin.password);
    const streams = [
      await follow(server, { token: null, headers: { ...ours, cookie } }),
      await follow(other, { token: null, headers: { ...ours, cookie } }),
    ];
    const signedOut = await server.request(
      "POST",
      "/auth/sign-out",
      {},
      { token: null, headers: { ...ours, cookie } },
    );
    expect(signedOut.status).toBeLessThan(300);
    for (const stream of streams) expect(await stream.ended()).toBe("not_signed_in");
  });

  test("when the roles are others, and the next one is judged anew", async () => {
    const stream = await follow(other, { token: owner.token, objects: "task" });
    await run("update core.membership set roles = '{member}' where account = $1", owner.id);
    expect(await stream.ended()).toBe("rights_changed");
    const next = await follow(other, { token: owner.token });
    expect(next.text()).toContain('"closed"');
    next.close();
    owner = await person(server, "owner", "own_only");
  });

  test("when a publish may have changed what is seen", async () => {
    const stream = await follow(other, { token: owner.token });
    const draft = await server.request("PUT", "/metadata/drafts/role/another", {
      name: "another",
      title: "Another",
      objects: {},
    });
    expect(draft.status, JSON.stringify(draft.body)).toBeLessThan(300);
    const published = await server.request("POST", "/metadata/publish", {
      message: "x",
      answers: {},
    });
    expect(published.status, JSON.stringify(published.body)).toBe(200);
    expect(await stream.ended()).toBe("published");
  });

  test("when the server stops, and none begins there", async () => {
    const third = await server.second();
    const stream = await follow(third);
    const stopped = third.stop();
    expect(await stream.ended()).toBe("stopping");
    await stopped;
  });
});

describe("the call", () => {
  const get = (
    query: string,
    options: { token?: string | null; headers?: Record<string, string> } = {},
  ) => server.request("GET", `/changes${query}`, undefined, options);

  test("answers for an object that is not there, or not for him, as the list does", async () => {
    for (const name of ["nowhere", "closed", "task,nowhere", ""]) {
      const asked = name.split(",").at(-1) ?? "";
      const answer = await get(`?objects=${name}`, { token: owner.token });
      const list = await server.request("GET", `/records/${asked || "nowhere"}`, undefined, {
        token: owner.token,
      });
      expect([name, answer.status, code(answer)]).toEqual([name, 404, "unknown_object"]);
      expect(list.status).toBe(404);
    }
  });

  test("refuses what it does not know, and records that are none", async () => {
    expect(code(await get("?object=task"))).toBe("unknown_parameter");
    const id = owner.id;
    const hundred = Array.from({ length: 101 }, () => `task/${id}`).join();
    for (const records of ["", "x", id, `nowhere/${id}`, `task/${id}/1`, `closed/${id}`, hundred])
      expect([records, code(await get(`?objects=task&records=${records}`))]).toEqual([
        records,
        "invalid_parameter",
      ]);
    const stream = await follow(server, { objects: "task", records: hundred.slice(0, -42) });
    expect(stream.status).toBe(200);
    stream.close();
  });

  test("is closed to strangers and to pages of other sites", async () => {
    expect(code(await get("", { token: null }))).toBe("not_signed_in");
    const cookie = await sessionOf(server, server.admin.email, server.admin.password);
    for (const headers of [
      { "sec-fetch-site": "cross-site", cookie },
      { "sec-fetch-site": "same-site", cookie },
      { origin: "https://evil.example", cookie },
    ])
      expect(code(await get("", { token: null, headers }))).toBe("cross_site_request");
    const stream = await follow(server, { token: null, headers: { cookie } });
    expect(stream.status).toBe(200);
    stream.close();
  });

  test("is open to a token that only reads, and takes no room for the headers alone", async () => {
    const cookie = await sessionOf(server, server.admin.email, server.admin.password);
    const made = await server.request(
      "POST",
      "/account/tokens",
      { name: "reads", scope: "read" },
      { token: null, headers: { ...ours, cookie } },
    );
    const { token } = made.body as { token: string };
    const stream = await follow(server, { token });
    expect(stream.status, JSON.stringify(made.body)).toBe(200);
    stream.close();
    const { token: own } = await person(server, "headers", "member");
    for (let count = 0; count <= streamsPerAccount; count++)
      expect((await server.request("HEAD", "/changes", undefined, { token: own })).status).toBe(
        200,
      );
  });
});

async function openStreams(at: TestServer): Promise<number> {
  const text = await (await fetch(`${at.address}/-/metrics`)).text();
  return Number(/^tenon_change_streams (\d+)$/m.exec(text)?.[1]);
}

describe("limits", () => {
  test("an account has so many streams and no more; one that ends makes room", async () => {
    const { token } = await person(server, "many", "member");
    const streams = [];
    for (let count = 0; count < streamsPerAccount; count++)
      streams.push(await follow(server, { token, objects: "task" }));
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    const refused = await server.request("GET", "/changes", undefined, { token });
    expect([refused.status, code(refused)]).toEqual([429, "too_many_streams"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const another = await follow(other, { token });
    expect(another.status).toBe(200);
    streams[0]?.close();
    await expect
      .poll(async () => {
        const next = await follow(server, { token });
        next.close();
        return next.status;
      })
      .toBe(200);
    for (const stream of [...streams, another]) stream.close();
  });

  test("a process has so many, and says how many there are", async () => {
    const small = await startTestServer({ settings: { TENON_STREAMS: "2" } });
    const streams = [await follow(small), await follow(small)];
    expect(streams.map(({ status }) => status)).toEqual([200, 200]);
    expect(await openStreams(small)).toBe(2);
    const refused = await small.request("GET", "/changes");
    expect([refused.status, code(refused)]).toEqual([503, "server_streams_full"]);
    for (const stream of streams) stream.close();
    await expect.poll(() => openStreams(small)).toBe(0);
    await small.stop();
  });

  test("one who does not read is disconnected", async () => {
    const own = await startTestServer({
      documents: [objectDocument("task", { text: { type: "string" } })],
    });
    const { hostname, port } = new URL(own.address);
    const asleep = connect(Number(port), hostname);
    asleep.pause();
    asleep.write(
      `GET /demo/api/changes HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${own.adminToken}\r\n\r\n`,
    );
    await expect.poll(() => openStreams(own)).toBe(1);
    const records = Array.from({ length: 1000 }, () => ({ text: "x" }));
    while ((await openStreams(own)) > 0) {
      const made = await own.request("POST", "/records/task", records);
      expect(made.status).toBe(201);
    }
    asleep.destroy();
    await own.stop();
  });
});

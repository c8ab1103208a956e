/** Files of records, files in records, and secrets: they take the rights that records take. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportJob } from "../../metadata/wire.ts";
import { callsOf, problemsOf } from "../support/calls.ts";
import { sentFileId } from "../support/files.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let importer: Person;
let changer: Person;
const { call, get, make } = callsOf(() => server);
const text = { type: "string", maxLength: 80 };
const code = { ...text, unique: true };
const secret = { $ref: "tenon:secret" };
const rows = (properties: object) => ({ type: "array", items: { type: "object", properties } });

beforeAll(async () => {
  const parts = {
    part: { create: true, read: true, import: true, fields: { "*": "write", pin: "none" } },
  };
  server = await startTestServer({
    documents: [
      objectDocument("client", { code, mark: code }, { record_title: "code" }),
      objectDocument("maker", { code }, { record_title: "code" }),
      objectDocument(
        "part",
        {
          code,
          pin: code,
          state: { enum: ["open", "closed"], default: "open" },
          client: { $ref: "tenon:lookup", target: "client" },
          made_by: { $ref: "tenon:lookup", target: "maker" },
          related: { $ref: "tenon:dynamic_lookup", targets: ["client", "maker"] },
        },
        {
          lifecycle: {
            field: "state",
            transitions: [{ name: "close", from: ["open"], to: "closed" }],
          },
        },
      ),
      objectDocument("device", {
        key: secret,
        lines: rows({ key: secret }),
        shut: rows({ key: secret }),
      }),
      objectDocument("paper", {
        name: text,
        sealed: { $ref: "tenon:attachment", writeOnly: true },
      }),
      role("importer", {
        ...parts,
        client: { read: "own", create: true, fields: { "*": "write", mark: "none" } },
        maker: { create: true },
      }),
      role("blind_titles", {
        ...parts,
        client: { read: true, fields: { "*": "read", code: "none" } },
        maker: { create: true },
      }),
      role("blind_changer", { part: { ...parts.part, update: true } }),
      role("changer", { part: { create: true, read: true, update: true, import: true } }),
      role("opener", {
        device: {
          read: "own",
          create: true,
          reveal: true,
          // Rows that are hidden stay so, whatever is said of their fields.
          fields: { "*": "write", shut: "none", "shut.key": "read" },
        },
      }),
    ],
  });
  importer = await person(server, "importer", "importer");
  changer = await person(server, "changer", "changer");
  await make("client", { code: "FOREIGN", mark: "M" });
  await make("maker", { code: "MAKER" });
});
afterAll(() => server.stop());

const sent = (file: string, by: Person, query = "") =>
  server.request("POST", `/import/part${query}`, file, {
    token: by.token,
    headers: { "content-type": "text/csv" },
  });

async function imported(file: string, by: Person, query = ""): Promise<ImportJob> {
  const answer = await sent(file, by, query);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  const { id } = answer.body as { readonly id: string };
  const job = async () => (await get(`/jobs/${id}`, by)).body as ImportJob;
  await expect.poll(job, { interval: 20 }).toSatisfy(({ state }: ImportJob) => state !== "running");
  return job();
}

const partOf = async (name: string) =>
  (
    (await get(`/records/part?filter=${encodeURIComponent(`code == "${name}"`)}`)).body as {
      data: readonly Readonly<Record<string, unknown>>[];
    }
  ).data[0];

test("a state is brought by designers alone", async () => {
  expect(await imported("code,state\nS-1,closed\n", importer)).toMatchObject({ state: "done" });
  expect(await partOf("S-1")).toMatchObject({ state: "open" });
  const admin = { id: "", token: server.adminToken };
  await imported("code,state\nS-2,closed\n", admin);
  expect(await partOf("S-2")).toMatchObject({ state: "closed" });
});

test("an import changes records for who may change them, and names what is seen", async () => {
  expect((await sent("code\nI-1\n", importer, "?key=code")).status).toBe(403);
  expect((await sent("code\nI-1\n", changer, "?key=code")).status).toBe(202);
  for (const [file, query] of [
    ["code,pin\nI-2,x\n", ""],
    ["code,nothing\nI-2,x\n", ""],
  ] as const) {
    const answer = await sent(file, importer, query);
    expect([file, answer.status]).toEqual([file, 422]);
    expect(problemsOf(answer)[0]).toContain("unknown_field");
  }
  const blind = await person(server, "blind", "blind_changer");
  const byKey = async (key: string) => problemsOf(await sent("code\nI-1\n", blind, `?key=${key}`));
  expect(await byKey("pin")).toEqual(["unknown_field /1/pin"]);
  expect(await byKey("nothing")).toEqual(["unknown_field /1/nothing"]);
});

test("a column finds records that are seen, by fields that are", async () => {
  for (const column of ["client.mark", "made_by.code", "client.nothing"]) {
    const answer = await sent(`code,${column}\nC-1,M\n`, importer);
    expect([column, answer.status]).toEqual([column, 422]);
  }
  const file = "code,client.code\nC-1,FOREIGN\n";
  expect(await imported(file, importer)).toMatchObject({
    created: 0,
    rows: [{ column: "client", code: "unknown_record" }],
  });
  await make("client", { code: "OWN" }, importer);
  expect(await imported(file.replace("FOREIGN", "OWN"), importer)).toMatchObject({ created: 1 });
});

test("a cell finds records by titles that are seen", async () => {
  const blind = await person(server, "blind", "blind_titles");
  for (const [cell, by] of [
    ["maker:MAKER", importer],
    ["client:FOREIGN", blind],
    ["client:FOREIGN", importer],
  ] as const) {
    const known = await imported(`code,related\nD-1,${cell}\n`, by);
    const unknown = await imported("code,related\nD-1,client:NOBODY\n", by);
    expect([cell, known.created, known.rows[0]?.code]).toEqual([cell, 0, unknown.rows[0]?.code]);
  }
});

test("taking an import back takes the rights to what it did", async () => {
  const made = await imported("code\nU-1\n", importer);
  expect((await call("POST", `/jobs/${made.id}/undo`, undefined, importer)).status).toBe(403);
  const changed = await imported("code,pin\nU-1,x\n", changer, "?key=code");
  expect(changed).toMatchObject({ changed: 1 });
  const now = await person(server, "changer", "importer");
  expect((await call("POST", `/jobs/${changed.id}/undo`, undefined, now)).status).toBe(403);
});

test("a secret is opened where the record, and the row, is seen", async () => {
  const opener = await person(server, "opener", "opener");
  const values = { key: "a", lines: [{ key: "b" }], shut: [{ key: "c" }] };
  const rowOf = async (id: string, name: string) => {
    const { body } = await get(`/records/device/${id}`);
    return (body as Record<string, readonly { id: string }[]>)[name]?.[0]?.id ?? "";
  };
  const reveal = async (id: string, field: string, row?: string) =>
    (
      await call(
        "POST",
        `/records/device/${id}/secrets/${field}${row === undefined ? "" : `?row=${row}`}`,
        undefined,
        opener,
      )
    ).status;
  const foreign = await make("device", values);
  const own = await make("device", { key: "a", lines: [{ key: "b" }] }, opener);
  await call("PATCH", `/records/device/${own}`, { shut: values.shut });
  expect(await reveal(own, "key")).toBe(200);
  expect(await reveal(own, "lines.key", await rowOf(own, "lines"))).toBe(200);
  expect(await reveal(foreign, "key")).toBe(404);
  expect(await reveal(own, "lines.key", await rowOf(foreign, "lines"))).toBe(404);
  expect(await reveal(own, "shut.key", await rowOf(own, "shut"))).toBe(422);
});

test("a file that was held where one may not read is not one's to hold again", async () => {
  const file = await sentFileId(server);
  const id = await make("paper", { name: "x", sealed: file });
  const attach = (token: string) =>
    server.request(
      "PATCH",
      `/records/paper/${id}`,
      { sealed: file },
      {
        token,
        headers: { "if-match": "*" },
      },
    );
  expect((await attach(server.memberToken)).status).toBe(422);
  expect((await attach(server.adminToken)).status).toBe(200);
});

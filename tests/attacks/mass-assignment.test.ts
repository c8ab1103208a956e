/** What the engine writes itself cannot be sent along, on any way to write. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseContents } from "../support/database-contents.ts";
import { importCalls } from "../support/import-calls.ts";
import { person } from "../support/people.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const other = "0198c0de-0000-7000-8000-000000000000";

/** What belongs to the engine, or would to another one, with a value that somebody would like. */
const wanted: Readonly<Record<string, unknown>> = {
  id: other,
  owner: other,
  created_by: other,
  updated_by: other,
  created_at: "2001-01-01T00:00:00Z",
  updated_at: "2001-01-01T00:00:00Z",
  revision: 99,
  _parent: other,
  _position: 0,
  deleted: false,
  deleted_at: null,
  tenant_id: other,
  workspace: "other",
  workspaceId: other,
  userId: other,
  role: "admin",
  roles: ["admin"],
  permissions: { "*": true },
};

/** Of these the rows of a record have one of their own, by which they are known. */
const wantedOfRows = Object.entries(wanted).filter(([name]) => name !== "id");

let server: TestServer;
let kept: string;
let deleted: string;
let thief: string;

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument(
        "note",
        {
          code: { type: "string", unique: true },
          text: { type: "string" },
          state: { enum: ["draft", "sent"], default: "draft" },
          lines: {
            type: "array",
            items: { type: "object", properties: { part: { type: "string" } } },
          },
        },
        {
          lifecycle: {
            field: "state",
            transitions: [{ name: "send", from: ["draft"], to: "sent" }],
          },
        },
      ),
    ],
  });
  thief = (await person(server, "thief", "member")).id;
  const make = async (code: string) => {
    const made = await server.request("POST", "/records/note", { code, lines: [{ part: "a" }] });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return (made.body as { id: string }).id;
  };
  kept = await make("kept");
  deleted = await make("deleted");
  await server.request("DELETE", `/records/note/${deleted}`, undefined, any);
});
afterAll(() => server.stop());

const any = { headers: { "if-match": "*" } };
const csv = { headers: { "content-type": "text/csv" } };
const rowsOf = ({ body }: Answer) =>
  (body as { data: readonly Readonly<Record<string, unknown>>[] }).data;

/** Each way to write records, with `more` beside what could be written. */
const ways: Readonly<Record<string, (more: object) => Promise<Answer>>> = {
  "create one": (more) => server.request("POST", "/records/note", { text: "x", ...more }),
  "create many": (more) => server.request("POST", "/records/note", [{ text: "y" }, { ...more }]),
  change: (more) => server.request("PATCH", `/records/note/${kept}`, { text: "z", ...more }, any),
  "upsert a new one": (more) =>
    server.request("PUT", "/records/note?key=code", { code: "new", ...more }),
  "upsert one that is there": (more) =>
    server.request("PUT", "/records/note?key=code", { code: "kept", ...more }),
  "upsert many": (more) =>
    server.request("PUT", "/records/note?key=code", [{ code: "new" }, { code: "kept", ...more }]),
  "take a step": (more) =>
    server.request("POST", `/records/note/${kept}/transitions/send`, { ...more }, any),
  "take out of the bin": (more) =>
    server.request("POST", `/records/note/${deleted}/restore`, { ...more }),
};

const rowWays: Readonly<Record<string, (row: object) => Promise<Answer>>> = {
  "create a row": (row) =>
    server.request("POST", "/records/note", { lines: [{ part: "b", ...row }] }),
  "change rows": (row) =>
    server.request("PATCH", `/records/note/${kept}`, { lines: [{ part: "c", ...row }] }, any),
  "upsert rows": (row) =>
    server.request("PUT", "/records/note?key=code", {
      code: "kept",
      lines: [{ part: "d", ...row }],
    }),
};

describe("Directus CVE-2024-6534, Budibase CVE-2026-48150, Better Auth CVE-2025-61928: what is the engine's", () => {
  test("is refused by its name on every way to write, and nothing is written", async () => {
    const before = await databaseContents(server);
    const attempts = [
      ...Object.entries(ways).flatMap(([way, send]) =>
        Object.entries(wanted).map(([name, value]) => ({ way, name, value, send })),
      ),
      ...Object.entries(rowWays).flatMap(([way, send]) =>
        wantedOfRows.map(([name, value]) => ({ way, name, value, send })),
      ),
    ];
    for (const { way, name, value, send } of attempts) {
      const answer = await send({ [name]: value });
      const about = `${way}: ${name} → ${JSON.stringify(answer.body)}`;
      expect([about, answer.status]).toEqual([about, 422]);
      const { errors } = answer.body as { errors: readonly { path: string }[] };
      expect(
        errors.map(({ path }) => path.split("/").at(-1)),
        about,
      ).toContain(name);
    }
    expect(await databaseContents(server)).toEqual(before);
  });

  test("is left out of a file, whose records belong to who imports it", async () => {
    const { ended } = importCalls(() => server);
    const header = "code,id,owner,created_by,created_at,revision";
    const file = `${header}\nfile,${other},${thief},${thief},2001-01-01T00:00:00Z,99\n`;
    const job = await server.request("POST", "/import/note", file, csv);
    expect(job.status, JSON.stringify(job.body)).toBe(202);
    await ended((job.body as { id: string }).id);
    const list = await server.request("GET", '/records/note?filter=code=="file"');
    const [record] = rowsOf(list);
    const me = await server.request("GET", "/auth/me");
    const { id } = (me.body as { user: { id: string } }).user;
    expect(record).toMatchObject({ owner: id, created_by: id, revision: 1 });
    expect(record?.id).not.toBe(other);
    expect(String(record?.created_at)).not.toMatch(/^2001/);
    // A column that is said to mean one of them is left out, too; as a key it finds nobody's record.
    const ways = ["owner", "id", "created_by", "revision"].map(
      (name) => `mapping={"who":"${name}"}`,
    );
    for (const query of [
      ...ways,
      'key=id&mapping={"who":"id"}',
      'key=owner&mapping={"who":"owner"}',
    ]) {
      const path = `/import/note?${new URLSearchParams(query)}`;
      const answer = await server.request("POST", path, `text,who\nmapped,${other}\n`, csv);
      if (answer.status === 202) await ended((answer.body as { id: string }).id);
      else expect([query, [400, 422].includes(answer.status)]).toEqual([query, true]);
    }
    const all = await server.request("GET", "/records/note?limit=1000");
    for (const { id: made, owner, created_by, revision } of rowsOf(all)) {
      expect([owner, created_by, made === other]).toEqual([id, id, false]);
      expect(Number(revision)).toBeLessThan(99);
    }
  });

  test("is no key to find records by", async () => {
    for (const key of ["id", "owner", "created_by", "revision", "_parent", "text", "lines", ""]) {
      const answer = await server.request("PUT", `/records/note?key=${key}`, { code: "k" });
      expect([key, answer.status]).toEqual([key, 400]);
    }
  });
});

describe("Directus CVE-2021-26594, Flowise GHSA-728h-4mwj-f2p4: a role", () => {
  const claims = ["role", "roles", "permissions", "administrator", "can_design", "workspace"];

  test("is nothing that a person's record, an own account or a sign-in could name", async () => {
    const { token } = await person(server, "climber", "member");
    const me = await server.request("GET", "/auth/me", undefined, { token });
    const { id } = (me.body as { user: { id: string } }).user;
    for (const claim of claims) {
      const sent = { [claim]: "admin" };
      const own = await server.request("PATCH", "/account", sent, { token });
      expect([claim, own.status]).toEqual([claim, 422]);
      const record = await server.request("PATCH", `/records/user/${id}`, sent, { ...any, token });
      expect([claim, [403, 404, 422].includes(record.status)]).toEqual([claim, true]);
      const byAdmin = await server.request("PATCH", `/records/user/${id}`, sent, any);
      expect([claim, byAdmin.status]).toEqual([claim, 422]);
      const body = { email: "climber@example.com", password: "not used", ...sent };
      const signIn = await server.request("POST", "/auth/sign-in", body, { token: null });
      expect([claim, signIn.status]).toEqual([claim, 422]);
      const made = await server.request(
        "POST",
        "/account/tokens",
        { name: "t", ...sent },
        { token },
      );
      expect([claim, made.status]).toEqual([claim, 422]);
    }
    const after = await server.request("GET", "/auth/me", undefined, { token });
    expect(after.body).toMatchObject({ roles: ["member"], can_design: false });
  });
});

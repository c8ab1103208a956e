/** Nobody changes the audit log unseen, and it gives nothing away. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cutAudit } from "../../engine/audit/cut-audit.ts";
import { recordAct } from "../../engine/audit/record-act.ts";
import { verifyAudit } from "../../engine/audit/verify-audit.ts";
import { dropWorkspace } from "../../engine/workspaces.ts";
import { actorIn, auditPage, wholeAudit, workspaceIdOf } from "../support/audit-calls.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { runTenon } from "../support/server-process.ts";
import { sessionOf, signIn } from "../support/sessions.ts";
import { personWith, setUpTotp } from "../support/signed-in.ts";

let server: TestServer;
let workspaceId: string;
beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("device", { name: { type: "string" }, pin: { $ref: "tenon:secret" } }),
    ],
  });
  workspaceId = await workspaceIdOf(server);
});
afterAll(() => server.stop());

const run = (text: string, values: readonly unknown[] = []) =>
  server.services.database.run({ text, values });
const verdict = () => verifyAudit(server.services.database, workspaceId);
const act = async (message: string) =>
  recordAct(server.services.database, await actorIn(server), "published", { version: 1, message });

/** As somebody who owns the database may: past the triggers. */
const force = (text: string) =>
  server.services.database.transaction(async (transaction) => {
    await transaction.run({ text: "set local session_replication_role = replica", values: [] });
    await transaction.run({ text, values: [] });
  });

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const sorted = (value: Readonly<Record<string, unknown>>) =>
  JSON.stringify(
    Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );

describe("the chain", () => {
  test("can be computed by anybody from what the API answers", async () => {
    await act('quotes " and \\ and 榫 and \u0000 and a line\nend');
    await signIn(server, server.admin.email, server.admin.password);
    let previous = "0".repeat(64);
    for (const entry of (await wholeAudit(server)).toReversed()) {
      const { number, at, actor, via, address, action, subject, hash } = entry;
      const text = sorted({
        action,
        actor: actor?.id ?? null,
        address,
        at,
        subject: sorted(subject),
        via,
        workspace: workspaceId,
      });
      previous = sha256(`{"act":${text},"number":${number},"previous":"${previous}"}`);
      expect(hash, String(number)).toBe(previous);
    }
    expect((await verdict()).broken).toBeNull();
  });

  test("has no gap and no fork, however many servers write at once, and however many fail", async () => {
    const other = await server.second();
    const actor = await actorIn(server);
    const before = (await verdict()).head?.number ?? 0;
    const writes = Array.from({ length: 60 }, (_, index) => {
      const { database } = (index % 2 === 0 ? server : other).services;
      return database.transaction(async (transaction) => {
        await recordAct(transaction, actor, "published", { version: index, message: "" });
        if (index % 3 === 0) throw new Error("rolled back");
      });
    });
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(40);
    const after = await verdict();
    expect([after.broken, after.head?.number]).toEqual([null, before + 40]);
    await other.stop();
  });

  test("holds up nobody who reads or writes records", async () => {
    const actor = await actorIn(server);
    await server.services.database.transaction(async (transaction) => {
      await recordAct(transaction, actor, "published", { version: 1, message: "still open" });
      const made = await server.request("POST", "/records/device", { name: "meanwhile" });
      expect(made.status).toBe(201);
      expect((await server.request("GET", "/records/device")).status).toBe(200);
    });
  });
});

describe("the log itself", () => {
  test.each([
    "update core.audit_entry set action = 'signed_out'",
    "delete from core.audit_entry",
    "truncate core.audit_entry",
    "update core.audit_head set number = 0",
    "update core.audit_head set anchor = number + 1",
    "delete from core.audit_head",
    "truncate core.audit_head",
  ])("refuses %s", async (text) => {
    const before = await wholeAudit(server);
    await expect(run(text)).rejects.toThrow(/audit log/);
    expect(await wholeAudit(server)).toEqual(before);
  });

  describe("names the first entry that somebody changed past the triggers", () => {
    beforeEach(async () => {
      await force("delete from core.audit_entry");
      await force("delete from core.audit_head");
      for (const message of ["one", "two", "three", "four"]) await act(message);
      expect((await verdict()).head?.number).toBe(4);
    });

    test.each([
      ["update core.audit_entry set subject = replace(subject, 'two', 'tow')", 2, "changed"],
      ["update core.audit_entry set at = at + interval '1 ms' where number = 3", 3, "changed"],
      ["update core.audit_entry set actor = workspace where number = 1", 1, "changed"],
      ["delete from core.audit_entry where number = 2", 2, "missing"],
      ["delete from core.audit_entry where number = 4", 4, "missing"],
      ["delete from core.audit_entry where number = 1", 1, "missing"],
      ["delete from core.audit_entry", 1, "missing"],
      ["update core.audit_entry set hash = repeat('a', 64) where number = 2", 2, "changed"],
      ["update core.audit_entry set previous = repeat('a', 64) where number = 4", 4, "unlinked"],
      ["update core.audit_head set hash = repeat('a', 64)", 4, "changed"],
      ["delete from core.audit_head", 4, "missing"],
      ["update core.audit_head set anchor = 1, anchor_hash = repeat('a', 64)", 2, "unlinked"],
    ])("%s", async (text, number, fault) => {
      await force(text);
      expect((await verdict()).broken).toEqual({ number, fault });
    });
  });

  test("doctor says so, and prints the head to be kept elsewhere", async () => {
    await force("delete from core.audit_entry");
    await force("delete from core.audit_head");
    for (const message of ["one", "two"]) await act(message);
    const doctor = () =>
      runTenon(["doctor", "--workspace", "demo", "--json"], { DATABASE_URL: server.databaseUrl });
    expect(await doctor()).toContain('"check":"formulas","ok":true');
    await force("update core.audit_entry set action = 'signed_out' where number = 2");
    await expect(doctor()).rejects.toThrow(
      /ended with 1\n[\s\S]*"check":"audit","ok":false,"entries":1,"head":\{"number":2,"hash":"[0-9a-f]{64}"\},"broken":\{"number":2,"fault":"changed"\}/,
    );
  });
});

describe("old entries", () => {
  beforeEach(async () => {
    await force("delete from core.audit_entry");
    await force("delete from core.audit_head");
  });

  /** As if they had been written on these days. */
  const entriesOf = async (...days: readonly string[]) => {
    for (const day of days) {
      await act(day);
      await force(
        `update core.audit_entry set at = '${day}' where number = (select max(number) from core.audit_entry)`,
      );
    }
  };
  const now = new Date("2026-03-01T00:00:00Z");
  const numbers = async () => (await auditPage(server)).data.map(({ number }) => number);

  test("are let go from the oldest on, and what stays hangs on the anchor", async () => {
    await entriesOf("2026-01-01", "2026-01-02", "2026-02-20", "2026-02-21");
    expect(await cutAudit(server.services.database, 30, now)).toBe(2);
    expect(await numbers()).toEqual([4, 3]);
    await act("after");
    expect(await numbers()).toEqual([5, 4, 3]);
    // Their days were forged by this test, which the chain tells of those that are left.
    expect((await verdict()).broken).toEqual({ number: 3, fault: "changed" });
  });

  test("leave a chain that is whole, also when all are let go", async () => {
    await act("one");
    await act("two");
    const later = new Date(Date.now() + 86_400_000 * 3);
    expect(await cutAudit(server.services.database, 2, later)).toBe(2);
    expect(await verdict()).toMatchObject({ entries: 0, broken: null, head: { number: 2 } });
    await act("three");
    expect(await numbers()).toEqual([3]);
    expect(await verdict()).toMatchObject({ entries: 1, broken: null, head: { number: 3 } });
  });

  test("stay when clocks differ and a younger one stands before them", async () => {
    await entriesOf("2026-02-20", "2026-01-01", "2026-02-21");
    expect(await cutAudit(server.services.database, 30, now)).toBe(0);
    expect(await numbers()).toEqual([3, 2, 1]);
  });
});

test("no password, token, secret, code or link of anybody is in it", async () => {
  const { email, password } = server.admin;
  const known: string[] = [password, server.adminToken, server.memberToken];
  const answered = async (method: string, path: string, body?: unknown) => {
    const answer = await server.request(method, path, body);
    expect(answer.status, path).toBeLessThan(300);
    return answer.body as Readonly<Record<string, unknown>>;
  };
  const device = await answered("POST", "/records/device", { name: "n", pin: "canary-pin-7f3a" });
  known.push("canary-pin-7f3a");
  await answered("POST", `/records/device/${device.id}/secrets/pin`);
  await answered("GET", "/records/device/export?format=csv");
  const made = await answered("POST", "/account/tokens", { name: "t", scope: "all" });
  const invited = await answered("POST", "/users/invite", {
    email: "a@example.com",
    roles: ["member"],
  });
  known.push(String(made.token), String(invited.link).split("#")[1] ?? "");
  await signIn(server, email, "canary-wrong-password");
  await signIn(server, "canary-typed@example.com", "canary-other-password");
  known.push("canary-wrong-password", "canary-other-password", "canary-typed");
  const someone = personWith(server, await sessionOf(server, email, password));
  const { secret, recoveryCodes } = await setUpTotp(someone, password);
  known.push(secret, ...recoveryCodes, someone.cookie.split("=")[1] ?? "");
  const { rows } = await run("select string_agg(e::text, ' ') from core.audit_entry as e");
  const kept = String(rows[0]?.[0]);
  expect(kept).toContain("token_made");
  for (const text of known) {
    expect(text.length).toBeGreaterThan(5);
    expect(kept).not.toContain(text);
  }
});

test("a dropped workspace takes its log with it", async () => {
  await act("last");
  expect((await dropWorkspace(server.services.database, "demo")).ok).toBe(true);
  const { rows } = await run(
    "select (select count(*) from core.audit_entry), (select count(*) from core.audit_head)",
  );
  expect(rows).toEqual([["0", "0"]]);
});

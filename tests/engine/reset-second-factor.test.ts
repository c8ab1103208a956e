/** Somebody lost his phone and his codes: whoever runs the server helps on the command line. */
import { afterAll, beforeEach, expect, test } from "vitest";
import type { CommandCall } from "../../engine/command-line/command.ts";
import { userCommand } from "../../engine/command-line/user-command.ts";
import type { AuditPage } from "../../metadata/audit-wire.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { cookieOf, signIn } from "../support/sessions.ts";
import { personWith, setUpTotp } from "../support/signed-in.ts";

const server: TestServer = await startTestServer();
afterAll(() => server.stop());

const { email, password } = server.admin;
const { database } = server.services;
const run = (text: string, ...values: readonly unknown[]) => database.run({ text, values });

beforeEach(async () => {
  for (const table of ["totp", "passkey", "recovery_code", "sign_in_attempt"])
    await run(`delete from core.${table}`);
});

async function reset(whom: string): Promise<readonly [number, readonly unknown[]]> {
  const said: unknown[] = [];
  const call: CommandCall = {
    config: server.services.config,
    words: ["reset-second-factor", whom],
    options: {},
    services: async () => server.services,
    say: () => undefined,
    report: (value) => said.push(value),
    complain: (line) => said.push(line),
  };
  return [await userCommand.run(call), said];
}

const addPasskey = () =>
  run(
    "insert into core.passkey (id, account, credential, public_key, counter, transports, name, created_at) select gen_random_uuid(), id, 'credential', '', 0, '', 'Phone', now() from core.account where email = $1",
    email,
  );

test("app, passkeys, codes and sessions go; the password lets in, and the log has it", async () => {
  const person = personWith(server, cookieOf(await signIn(server, email, password)));
  await setUpTotp(person, password);
  await addPasskey();
  expect((await signIn(server, email, password)).body).toHaveProperty("challenge");
  expect(await reset(email.toUpperCase())).toEqual([0, [{ email, totp: true, passkeys: 1 }]]);
  for (const table of ["totp", "passkey", "recovery_code", "sign_in_challenge", "session"])
    expect((await run(`select 1 from core.${table}`)).rows, table).toEqual([]);
  expect((await signIn(server, email, password)).body).toMatchObject({ user: { email } });
  const log = await server.request("GET", "/audit?action=second_factor_reset");
  expect((log.body as AuditPage).data).toMatchObject([
    { via: "command_line", actor: null, action: "second_factor_reset", subject: { whom: email } },
  ]);
});

test("who has none, or is unknown, is told so, and nothing is written", async () => {
  const entries = async () => (await run("select count(*) from core.audit_entry")).rows[0]?.[0];
  const before = await entries();
  expect(await reset(email)).toEqual([1, [`${email} has no second factor.`]]);
  expect(await reset("nobody@example.com")).toEqual([
    1,
    ["There is no account nobody@example.com."],
  ]);
  expect(await entries()).toBe(before);
});

test("a passkey that is the only way in stays", async () => {
  await addPasskey();
  const { rows } = await run("select password from core.account where email = $1", email);
  await run("update core.account set password = null where email = $1", email);
  try {
    const [status] = await reset(email);
    expect(status).toBe(1);
    expect((await run("select 1 from core.passkey")).rows).toHaveLength(1);
  } finally {
    await run("update core.account set password = $2 where email = $1", email, rows[0]?.[0]);
  }
});

/** Secrets of authenticator apps follow the keys, as those of records do. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { rotateSecrets } from "../../engine/rotate-secrets.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { cookieOf, signIn } from "../support/sessions.ts";
import { asNobody, codeAt, forgetTries, personWith, setUpTotp } from "../support/signed-in.ts";

const server: TestServer = await startTestServer();
afterAll(() => server.stop());

test("an app goes on when the key of its day is gone, once they have been rotated", async () => {
  const { email, password } = server.admin;
  const { database, catalogs, secrets, config } = server.services;
  const person = personWith(server, cookieOf(await signIn(server, email, password)));
  const { secret } = await setUpTotp(person, password);
  const catalog = await catalogs.current(server.workspace);
  if (catalog === null) throw new Error("no catalog");
  const work = { executor: database, catalog, secrets };
  expect((await rotateSecrets(work)).sealed).toBe(0);
  secrets.addKey();
  expect(await rotateSecrets(work)).toEqual({ sealed: 1, unreadable: [] });
  expect((await rotateSecrets(work)).sealed).toBe(0);
  const path = join(config.dataFolder, "secrets");
  const [newest = ""] = (await readFile(path, "utf8")).split("\n");
  await writeFile(path, `${newest}\n`);
  await forgetTries(server);
  const { challenge } = (await signIn(server, email, password)).body as { challenge: string };
  const body = { challenge, code: codeAt(secret) };
  const answer = await asNobody(server, "POST", "/auth/sign-in/second-factor", body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  // One whose key is lost is named, and left as it is.
  await writeFile(path, `${Buffer.alloc(32, 7).toString("base64")}\n`);
  const lost = await rotateSecrets(work);
  expect(lost.sealed).toBe(0);
  expect(lost.unreadable).toMatchObject([{ object: "account", field: "totp" }]);
});

/** People, requests and what is done with tasks, for tests of approvals. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { type Person, person } from "../../support/people.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { idOf, run as readRun, workflow } from "../workflow-world.ts";
import { objects } from "./expense.ts";

export type Json = Record<string, unknown>;

/** By what they say. Files of tests that share a server hand them over. */
export type Tests = Readonly<Record<string, () => Promise<void>>>;

/** What the tests of a file begin with. Each is the manager of the one before. */
export interface World {
  readonly server: TestServer;
  readonly people: Readonly<Record<"ann" | "bob" | "cai" | "dan", Person>>;
}

/** A workflow about expenses that one starts by hand. */
export const asking = (name: string, steps: Json, more: Json = {}): MetadataDocument =>
  workflow(name, {
    on: { record: "expense", event: "action" },
    start: "ask",
    steps,
    ...more,
  });

/** An approval by this person, and what follows on agreement. */
export const ask = (who: readonly Json[], more: Json = {}): Json => ({
  type: "approval",
  who,
  ...more,
});

export const startWorld = (documents: readonly MetadataDocument[]): Promise<TestServer> =>
  startTestServer({ documents: [...objects, ...documents] });

/** Members by their names, each the manager of the one before. */
export async function staff<Name extends string>(
  server: TestServer,
  ...names: readonly Name[]
): Promise<Record<Name, Person>> {
  const found: [Name, Person][] = [];
  for (const name of names) found.push([name, await person(server, name, "member")]);
  for (const [index, [, one]] of found.entries()) {
    const above = found[index + 1]?.[1];
    if (above !== undefined) await isLike(server, one, { manager: above.id });
  }
  return Object.fromEntries(found) as Record<Name, Person>;
}

/** What is known of somebody. */
export async function isLike(server: TestServer, { id }: Person, values: Json): Promise<void> {
  const headers = { "if-match": "*" };
  const answer = await server.request("PATCH", `/records/user/${id}`, values, { headers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

export async function expense(
  server: TestServer,
  { token }: Person,
  values: Json = {},
): Promise<string> {
  const answer = await server.request(
    "POST",
    "/records/expense",
    { purpose: "Taxi", amount: "100.00", ...values },
    { token },
  );
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return idOf(answer);
}

/** Starts a workflow with an expense of this person; the ids of the run and of the record. */
export async function request(
  server: TestServer,
  name: string,
  by: Person,
  values: Json = {},
  variables: Json = {},
): Promise<{ readonly run: string; readonly record: string }> {
  const record = await expense(server, by, values);
  return { record, run: await started(server, name, by, record, variables) };
}

/** Starts a workflow with a record; its id, as soon as the run waits or is over. */
export async function started(
  server: TestServer,
  name: string,
  { token }: Person,
  record: string,
  variables: Json = {},
): Promise<string> {
  const path = `/workflows/${name}/runs`;
  const answer = await server.request("POST", path, { record, variables }, { token });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  const run = idOf(answer);
  const status = async () => (await readRun(server, run)).status;
  await expect.poll(status, { interval: 20 }).not.toBe("running");
  return run;
}

/**
 * Random sequences of metadata changes over data that keeps changing, against an in-memory oracle:
 * after every step the tables are what the models imply, and no value is lost or silently changed.
 * `TESTS=long` runs five hundred, `SEQUENCES=80` that many, `SEQUENCES=500-1000` those, so that
 * several processes may share the work; `SEQUENCE=17` repeats one.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverActor } from "../../engine/audit/record-act.ts";
import { stored as storedDocument } from "../../engine/catalog/document-store.ts";
import { clockAt } from "../../engine/clock.ts";
import { findDrift } from "../../engine/publish/drift.ts";
import { publish } from "../../engine/publish/publishing.ts";
import { createWorkspace } from "../../engine/workspaces.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { formulasOf } from "./metadata-formulas.ts";
import { type Random, randomFrom, steps, valueFor } from "./metadata-steps.ts";
import {
  carryOver,
  documentsOf,
  fillOf,
  lasting,
  obstacleTo,
  replaces,
  type Stored,
  type Values,
  type World,
  type WorldObject,
} from "./metadata-world.ts";

const long = process.env.TESTS === "long";
const only = process.env.SEQUENCE;
const wanted = process.env.SEQUENCES ?? (long ? "500" : "6");
const [from = 0, end = 0] =
  only !== undefined
    ? [Number(only), Number(only) + 1]
    : (wanted.includes("-") ? wanted : `0-${wanted}`).split("-").map(Number);
const stepsMaximum = 50;
/** After so many the database is a new one, as the tables of each stay. */
const sequencesOfServer = 20;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function renewServer(): Promise<void> {
  await server.stop();
  tokens.clear();
  server = await startTestServer();
}

interface Sequence {
  readonly workspace: string;
  readonly random: Random;
  readonly stored: Stored;
  readonly versions: World[];
  readonly log: string[];
  world: World;
}

const tried = { steps: 0, published: 0, refused: 0, values: 0 };

async function catalogOf(sequence: Sequence) {
  const catalog = await server.services.catalogs.current(sequence.workspace);
  if (catalog === null) throw new Error("no catalog");
  return catalog;
}

/** A call below the workspace's own address. */
async function call(sequence: Sequence, method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.address}/${sequence.workspace}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(sequence.workspace)}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(method === "PATCH" || method === "DELETE" ? { "if-match": "*" } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === "" ? null : JSON.parse(text);
  return { status: response.status, body: answer as Record<string, unknown> };
}

const tokens = new Map<string, string>();

/** Answers to whatever a plan may ask: fills, and what cannot be converted is kept for later. */
function answersFor(world: World): Record<string, unknown> {
  return Object.fromEntries(
    world.flatMap((object) =>
      object.fields.flatMap((field) => [
        ...(field.required
          ? [[`fill.${object.name}.${field.name}`, fillOf[field.kind]] as const]
          : []),
        [`convert.${object.name}.${field.name}`, "keep_unconverted"] as const,
        [
          `options.${object.name}.${field.name}`,
          replaces(field) ? `replace:${lasting}` : "clear",
        ] as const,
      ]),
    ),
  );
}

/** Answers that the plan tells it could not ask are left out, and the rest is published. */
async function publishWorld(
  sequence: Sequence,
  next: World,
  answers = answersFor(next),
): Promise<string> {
  const catalog = await catalogOf(sequence);
  const outcome = await publish(
    server.services,
    catalog,
    { documents: documentsOf(next).map(storedDocument), origins: {}, drafts: [] },
    {
      answers,
      clock: clockAt(new Date(), "UTC"),
      message: "",
      author: "",
      actor: serverActor(catalog.workspaceId),
    },
  );
  if (outcome.ok) return "ok";
  const unasked = outcome.problems.flatMap(({ code, params }) =>
    code === "unknown_question" ? [String(params.name)] : [],
  );
  const asked = Object.entries(answers).filter(([name]) => !unasked.includes(name));
  if (unasked.length > 0) return publishWorld(sequence, next, Object.fromEntries(asked));
  return outcome.problems[0]?.code ?? "refused";
}

async function step(sequence: Sequence, name: string): Promise<void> {
  const { random, world, versions, stored } = sequence;
  const next = steps[name]?.({ random, world, versions, stored, number }) ?? null;
  if (next === null) return;
  tried.steps++;
  sequence.log.push(name);
  const trial = carryOver(stored, world, next);
  const obstacle = trial === null ? "conversion" : obstacleTo(next, trial);
  const outcome = await publishWorld(sequence, next);
  if (obstacle !== null) {
    expect(["rows_in_the_way", "data_in_the_way"], `${name}: ${obstacle}`).toContain(outcome);
    tried.refused++;
  } else if (outcome !== "nothing_to_publish") {
    expect(outcome, name).toBe("ok");
    tried.published++;
    sequence.world = next;
    sequence.versions.push(next);
    if (trial !== null) take(stored, trial);
  }
  const drift = await findDrift(server.services.database, await catalogOf(sequence));
  expect(drift, name).toEqual([]);
  await compareRecords(sequence, name);
}

function take(stored: Stored, trial: Stored): void {
  for (const key of ["records", "known", "kept", "kinds"] as const) {
    stored[key].clear();
    for (const [id, value] of trial[key]) (stored[key] as Map<string, unknown>).set(id, value);
  }
}

let last = 0;
const number = () => ++last;

async function compareRecords(sequence: Sequence, name: string): Promise<void> {
  for (const object of sequence.world) {
    const expected = sequence.stored.records.get(object.id) ?? new Map<string, Values>();
    const formulas = formulasOf(object, sequence.world);
    const fields = ["*", ...object.fields.filter(isOwnTable).map((field) => field.name)].join(",");
    const answer = await call(
      sequence,
      "GET",
      `/records/${object.name}?limit=1000&fields=${fields}`,
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const found = new Map(
      (answer.body.data as Record<string, unknown>[]).map((record) => [String(record.id), record]),
    );
    expect([...found.keys()].sort(), `${name}: ${object.name}`).toEqual(
      [...expected.keys()].sort(),
    );
    for (const [id, values] of expected) {
      const record = found.get(id) ?? {};
      for (const field of object.fields) {
        tried.values++;
        const value = plainRows(record[field.name] ?? null);
        const should = values.get(field.id) ?? null;
        if (JSON.stringify(value) !== JSON.stringify(should))
          expect(value, `${name}: ${object.name}.${field.name} (${field.kind})`).toEqual(should);
      }
      for (const formula of formulas) {
        tried.values++;
        const should = formula.expected(values, sequence.stored);
        expect(record[formula.name] ?? null, `${name}: ${object.name}.${formula.name}`).toBe(
          should,
        );
      }
    }
  }
}

const isOwnTable = ({ kind }: { readonly kind: string }) =>
  ["many", "rows", "deep_rows"].includes(kind);

/** Rows without their ids; no rows at all is empty. */
function plainRows(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.length === 0) return null;
  return value.map((row: unknown) => {
    if (typeof row !== "object" || row === null || !("note" in row)) return row;
    return "parts" in row
      ? { note: row.note, parts: plainRows(row.parts) ?? [] }
      : { note: row.note };
  });
}

/** Some records are made, changed and removed between the steps. */
async function work(sequence: Sequence): Promise<void> {
  const { random, world, stored } = sequence;
  const object = random.one(world);
  if (object === undefined) return;
  const records = stored.records.get(object.id) ?? new Map<string, Values>();
  stored.records.set(object.id, records);
  for (let count = random.below(3); count > 0; count--) {
    const values = valuesOf(object, random, stored);
    const made = await call(sequence, "POST", `/records/${object.name}`, named(object, values));
    if (made.status === 409) continue;
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    records.set(String(made.body.id), values);
  }
  const changed = random.one([...records.keys()]);
  const field = random.one(object.fields);
  if (changed !== undefined && field !== undefined && random.below(2) === 0) {
    const value = valueFor(field, random, stored);
    const answer = await call(sequence, "PATCH", `/records/${object.name}/${changed}`, {
      [field.name]: value,
    });
    if (answer.status === 200) records.get(changed)?.set(field.id, emptyAsNull(value));
    else expect(answer.status, JSON.stringify(answer.body)).toBe(409);
  }
  const removed = random.one([...records.keys()]);
  if (removed !== undefined && random.below(6) === 0) {
    const answer = await call(sequence, "DELETE", `/records/${object.name}/${removed}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(204);
    records.delete(removed);
    forget(stored, removed);
  }
}

const emptyAsNull = (value: unknown) => (Array.isArray(value) && value.length === 0 ? null : value);

/** Lookups to a record that is gone are empty. */
function forget(stored: Stored, id: string): void {
  for (const records of stored.records.values())
    for (const values of records.values())
      for (const [field, value] of values) {
        if (value === id) values.set(field, null);
        if (Array.isArray(value) && value.includes(id))
          values.set(field, emptyAsNull(value.filter((entry) => entry !== id)));
      }
}

function valuesOf(object: WorldObject, random: Random, stored: Stored): Values {
  return new Map(
    object.fields.map((field) => [field.id, emptyAsNull(valueFor(field, random, stored))]),
  );
}

const named = (object: WorldObject, values: Values): Record<string, unknown> =>
  Object.fromEntries(
    object.fields.flatMap((field) => {
      const value = values.get(field.id) ?? null;
      return value === null && isOwnTable(field) ? [] : [[field.name, value]];
    }),
  );

async function runSequence(seed: number): Promise<void> {
  const workspace = `s${seed}`;
  const made = await createWorkspace(server.services.database, workspace);
  if (!made.ok) throw new Error("no workspace");
  tokens.set(workspace, await tokenFor(made.value));
  const sequence: Sequence = {
    workspace,
    random: randomFrom(seed + 1),
    stored: { records: new Map(), known: new Map(), kept: new Map(), kinds: new Map() },
    versions: [],
    log: [],
    world: [],
  };
  try {
    const length = 10 + sequence.random.below(stepsMaximum - 9);
    for (let index = 0; index < length; index++) {
      const names = Object.keys(steps);
      await step(sequence, index < 2 ? "add_object" : (sequence.random.one(names) ?? "add_object"));
      await work(sequence);
    }
  } catch (error) {
    console.error(`SEQUENCE=${seed}: ${sequence.log.join(", ")}`);
    throw error;
  }
}

async function tokenFor(workspaceId: string): Promise<string> {
  const { createToken } = await import("../../engine/access/credentials.ts");
  const { grantMembership, ensureAccount } = await import("../../engine/access/accounts.ts");
  const account = await ensureAccount(server.services.database, {
    email: "admin@example.com",
    name: "admin",
    password: "not used",
  });
  await grantMembership(server.services.database, workspaceId, account.id, "admin");
  return createToken(server.services.database, workspaceId, account.id);
}

test(
  "whatever is changed, in whatever order: the tables follow the models and every value stays",
  async () => {
    for (let seed = from; seed < end; seed++) {
      if (seed > from && (seed - from) % sequencesOfServer === 0) await renewServer();
      await runSequence(seed);
    }
    console.info(JSON.stringify({ sequences: end - from, ...tried }));
  },
  end - from > 6 ? 36_000_000 : 120_000,
);

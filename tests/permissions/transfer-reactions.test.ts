/** Whoever waits for changes is told of a transfer, and may refuse it or set something besides. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorRights } from "../../engine/access/rights.ts";
import { clockAt } from "../../engine/clock.ts";
import type { ReactedRecord, Reaction } from "../../engine/records/reactions.ts";
import { transferRecords } from "../../engine/records/transfer.ts";
import { Refused, type Writer } from "../../engine/records/writer.ts";
import { problem } from "../../metadata/problem.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { documents, type TransferWorld, transferWorld } from "./transfer-world.ts";

let server: TestServer;
let world: TransferWorld;

beforeAll(async () => {
  server = await startTestServer({ documents });
  world = await transferWorld(server);
});
afterAll(() => server.stop());

async function transfer(ids: readonly string[], reaction: Reaction) {
  const { database, catalogs, secrets } = server.services;
  const catalog = await catalogs.current("demo");
  const model = catalog?.objects.get("customer");
  if (catalog === null || model === undefined) throw new Error("no catalog");
  const writer: Writer = {
    executor: database,
    catalog,
    rights: administratorRights,
    clock: clockAt(new Date(), "UTC"),
    actor: world.giver.id,
    cause: "user",
    causality: crypto.randomUUID(),
    secrets,
    reactions: { to: (_catalog, _model, { kind }) => (kind === "update" ? reaction : null) },
    chain: [],
  };
  return transferRecords(writer, model, ids, world.seller.id);
}

test("it is told before and after, what it sets is one change with the transfer", async () => {
  const { giver, seller, call, customerOf } = world;
  const ids = [await customerOf(giver, "a"), await customerOf(giver, "b")];
  const told: (readonly [string, unknown, unknown, readonly string[]])[] = [];
  const note = (when: string, [first]: readonly ReactedRecord[]) =>
    told.push([when, first?.former?.owner, first?.record.owner, [...(first?.changed ?? [])]]);
  const moved = await transfer(ids, {
    before: async (_inside, records) => {
      note("before", records);
      return records.map(({ record }) => (record.name === "a" ? { secret: "set" } : {}));
    },
    after: async (_inside, records) => {
      note("after", records);
      expect(records).toHaveLength(2);
    },
  });
  const data = ids.map((id) => ({ id, revision: 2 }));
  expect(moved.ok && moved.value.records).toEqual(data);
  expect(told.map(([when, was, is]) => [when, was, is])).toEqual([
    ["before", giver.id, seller.id],
    ["before", giver.id, seller.id],
    ["after", giver.id, seller.id],
  ]);
  expect(told[0]?.[3]).toEqual(["owner"]);
  const read = await call("GET", `/records/customer/${ids[0]}/history`);
  const [entry, first] = (read.body as { data: { kind: string; changes: object }[] }).data;
  expect(entry).toMatchObject({ kind: "transferred", changes: { secret: { after: "set" } } });
  expect(entry?.changes).toHaveProperty("owner");
  expect(first?.kind).toBe("created");
});

test("what it refuses does not happen, for none of them", async () => {
  const { giver, customerOf, ownerOf } = world;
  const ids = [await customerOf(giver), await customerOf(giver)];
  const refusing = async () => {
    throw new Refused([problem("not_permitted")]);
  };
  for (const reaction of [
    { before: refusing, after: null },
    { before: null, after: refusing },
  ])
    expect((await transfer(ids, reaction)).ok).toBe(false);
  for (const id of ids) expect(await ownerOf(id)).toBe(giver.id);
});

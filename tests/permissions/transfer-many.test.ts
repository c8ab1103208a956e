/** Many records get another owner at once: all or none, a thousand at a time, in the audit log. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TransferAnswer } from "../../metadata/access/wire.ts";
import type { AuditPage } from "../../metadata/audit-wire.ts";
import { person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { codes, documents, type TransferWorld, transferWorld } from "./transfer-world.ts";

let server: TestServer;
let world: TransferWorld;

beforeAll(async () => {
  server = await startTestServer({ documents });
  world = await transferWorld(server);
});
afterAll(() => server.stop());

const several = (body: object, by?: TransferWorld["giver"]) =>
  world.call("POST", "/records/customer/owner", body, by);

const transfers = async () =>
  ((await world.call("GET", "/audit?action=records_transferred")).body as AuditPage).data;

test("all that are named, with what they are now; those he has already stay as they are", async () => {
  const { giver, seller, call, give, customerOf, ownerOf } = world;
  const ids = [await customerOf(giver), await customerOf(giver), await customerOf(giver)];
  await give(ids[1] ?? "", seller.id);
  const answer = await several({ ids: [...ids, ids[0]], owner: seller.id });
  const data = ids.map((id) => ({ id, revision: 2 }));
  expect([answer.status, answer.body]).toEqual([200, { data, more: false }]);
  for (const id of ids) expect(await ownerOf(id)).toBe(seller.id);
  const [entry] = await transfers();
  expect(entry?.subject).toMatchObject({
    object: "customer",
    count: 3,
    owner: seller.id,
    whom: "seller@example.com",
  });
  const read = await call("GET", `/records/customer/${ids[0]}/history`);
  expect((read.body as { data: { causality: string }[] }).data[0]?.causality).toBeTruthy();
});

test("none, when one of them is beyond reach, and each of those is named", async () => {
  const { giver, seller, customerOf, ownerOf } = world;
  const before = await transfers();
  const mine = await customerOf(giver);
  const ids = [mine, await customerOf(seller), randomUUID()];
  const answer = await several({ ids, owner: seller.id }, giver);
  expect([answer.status, codes(answer)]).toEqual([
    404,
    ["record_not_found /ids/1", "record_not_found /ids/2"],
  ]);
  expect(await ownerOf(mine)).toBe(giver.id);
  expect(await transfers()).toEqual(before);
});

test("says which records it means, one way, and not too many of them", async () => {
  const { giver, seller } = world;
  const owner = seller.id;
  const thousand = Array.from({ length: 1001 }, () => randomUUID());
  for (const [body, found] of [
    [{ owner }, "ids_or_from "],
    [{ owner, ids: [randomUUID()], from: giver.id }, "ids_or_from "],
    [{ owner, ids: [] }, "too_few_items /ids"],
    [{ owner, ids: thousand }, "too_many_items /ids"],
    [{ owner, ids: ["1"] }, "record_not_found /ids/0"],
    [{ owner, ids: [randomUUID()], reason: "x" }, "unknown_field /reason"],
    [{ ids: [randomUUID()] }, "required /owner"],
  ] as const)
    expect(codes(await several(body))).toEqual([found]);
});

test("what belongs to somebody goes as far as the giver reaches, a thousand at a time", async () => {
  const { seller, call, ownerOf, customerOf } = world;
  const leaving = await person(server, "leaving", "giver");
  const strange = await customerOf(seller);
  const many = Array.from({ length: 999 }, (_, number) => ({ name: `${number}` }));
  await call("POST", "/records/customer", many, leaving);
  for (const name of ["a", "b", "c"]) await customerOf(leaving, name);
  const took: number[] = [];
  for (let more = true; more; ) {
    const { body } = await several({ from: leaving.id, owner: seller.id });
    const answer = body as TransferAnswer;
    took.push(answer.data.length);
    more = answer.more;
  }
  expect(took).toEqual([1000, 2]);
  expect(await ownerOf(strange)).toBe(seller.id);
  const left = `/records/customer?count=exact&limit=1&filter=${encodeURIComponent(`owner == "${leaving.id}"`)}`;
  expect((await call("GET", left)).body).toMatchObject({ count: 0 });
  const again = await several({ from: leaving.id, owner: seller.id });
  expect(again.body).toEqual({ data: [], more: false });
  // Somebody else's records are not there for who reaches only his own.
  const beyond = await several({ from: seller.id, owner: leaving.id }, leaving);
  expect(beyond.body).toEqual({ data: [], more: false });
});

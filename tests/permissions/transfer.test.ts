/** A record gets another owner: who may give it away, to whom, and what is left behind. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PublishedMetadata } from "../../metadata/wire.ts";
import { follow } from "../support/change-stream.ts";
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

test("gives it to somebody, out of the own sight, with its history and former owner", async () => {
  const { giver, seller, call, give, customerOf } = world;
  const id = await customerOf(giver, "Acme");
  const path = `/records/customer/${id}`;
  const before = await follow(server, {
    token: giver.token,
    objects: "customer",
    records: `customer/${id}`,
  });
  const after = await follow(server, { token: seller.token, objects: "customer" });
  const given = await give(id, seller.id, giver);
  expect([given.status, given.body]).toEqual([200, { id, revision: 2 }]);
  expect(given.headers.get("etag")).toBe('"2"');
  await before.change(id, "gone");
  await after.change(id, "changed");
  before.close();
  after.close();
  expect((await call("GET", path, undefined, giver)).status).toBe(404);
  const listed = await call("GET", "/records/customer?sort=name", undefined, seller);
  expect((listed.body as { data: { id: string }[] }).data.map((record) => record.id)).toEqual([id]);
  const history = await call("GET", `${path}/history`, undefined, seller);
  expect((history.body as { data: unknown[] }).data[0]).toMatchObject({
    revision: 2,
    kind: "transferred",
    by: giver.id,
    changes: { owner: { before: giver.id, after: seller.id } },
  });
  const former = await call("GET", `${path}/history/1`, undefined, seller);
  expect(former.body).toMatchObject({ owner: giver.id, name: "Acme", revision: 1 });
});

test("is refused without the grant, beyond the own reach, and where a role forbids it", async () => {
  const { giver, seller, give, customerOf, ownerOf } = world;
  const reader = await person(server, "reads_all", "everyone_reads");
  const bound = await person(server, "bound", "giver", "bound");
  const cases = [
    [await customerOf(seller), seller, 403, "not_permitted "],
    [await customerOf(seller), giver, 404, "record_not_found "],
    [await customerOf(seller), reader, 403, "not_permitted "],
    [await customerOf(bound), bound, 403, "not_permitted "],
    [randomUUID(), giver, 404, "record_not_found "],
  ] as const;
  for (const [id, by, status, code] of cases) {
    const answer = await give(id, giver.id === by.id ? seller.id : giver.id, by);
    expect([answer.status, codes(answer)]).toEqual([status, [code]]);
  }
  for (const [id, by] of cases.slice(0, 3))
    expect([id, await ownerOf(id)]).not.toEqual([id, by.id === seller.id ? giver.id : by.id]);
});

test("goes to active people of the workspace who may read the object, and to nobody else", async () => {
  const { giver, blind, call, give, customerOf, ownerOf } = world;
  const id = await customerOf(giver);
  const disabled = await person(server, "disabled", "seller");
  await call("PATCH", `/users/${disabled.id}`, { disabled: true });
  const email = "invited@example.com";
  const sent = await call("POST", "/users/invite", { email, name: "I", roles: ["seller"] });
  const invited = (sent.body as { user: { id: string } }).user.id;
  for (const owner of [randomUUID(), disabled.id, invited, "nobody"])
    expect(codes(await give(id, owner, giver))).toEqual(["owner_unknown /owner"]);
  expect(codes(await give(id, blind.id, giver))).toEqual(["owner_may_not_read /owner"]);
  expect(await ownerOf(id)).toBe(giver.id);
});

test("a change of another field meanwhile does not stand against it, another transfer does", async () => {
  const { giver, seller, call, customerOf, ownerOf } = world;
  const id = await customerOf(giver);
  const path = `/records/customer/${id}`;
  const without = await call("POST", `${path}/owner`, { owner: seller.id }, giver, {});
  expect(without.status).toBe(428);
  const at = (revision: number) => ({ "if-match": `"${revision}"` });
  await call("PATCH", path, { name: "Other" }, giver);
  const given = await call("POST", `${path}/owner`, { owner: seller.id }, giver, at(1));
  expect([given.status, await ownerOf(id)]).toEqual([200, seller.id]);
  const late = await call("POST", `${path}/owner`, { owner: giver.id }, undefined, at(2));
  expect(late.status).toBe(412);
  expect(late.body).toMatchObject({
    conflict: {
      base: { owner: giver.id },
      theirs: { owner: seller.id },
      yours: { owner: giver.id },
      revision: 3,
    },
  });
  const same = await call("POST", `${path}/owner`, { owner: seller.id }, undefined, at(2));
  expect(same.body).toMatchObject({ owner: seller.id, revision: 3 });
  // A change of a field that was begun before the transfer still finds its way.
  const edited = await call("PATCH", path, { secret: "s" }, undefined, at(2));
  expect([edited.status, await ownerOf(id)]).toEqual([200, seller.id]);
});

test("a locked record goes too; a rule that reads the owner is held to", async () => {
  const { giver, seller, call, give, customerOf, ownerOf } = world;
  const [closed, reserved] = [await customerOf(giver), await customerOf(giver)];
  await call("POST", `/records/customer/${closed}/transitions/close`, {}, giver);
  await call("POST", `/records/customer/${reserved}/transitions/reserve`, {}, giver);
  expect((await give(closed, seller.id, giver)).status).toBe(200);
  expect(codes(await give(reserved, seller.id, giver))).toEqual(["rule_broken "]);
  expect([await ownerOf(closed), await ownerOf(reserved)]).toEqual([seller.id, giver.id]);
});

test("screens are told who may, and it is explained", async () => {
  const { giver, seller, call, customerOf } = world;
  const may = async (by?: typeof giver) => {
    const { body } = await call("GET", "/metadata?objects=", undefined, by);
    return new Map((body as PublishedMetadata).index.map((entry) => [entry.name, entry.may]));
  };
  expect((await may(giver)).get("customer")).toContain("transfer");
  expect((await may(seller)).get("customer")).not.toContain("transfer");
  expect((await may()).get("customer")).toContain("transfer");
  expect((await may()).get("team")).not.toContain("transfer");
  const explain = async (user: string, record: string) => {
    const query = new URLSearchParams({ user, object: "customer", record, verb: "transfer" });
    const { body } = await call("GET", `/access/explain?${query}`);
    return body as { allowed: boolean; steps: { code: string; params: { verb?: string } }[] };
  };
  const allowed = await explain(giver.id, await customerOf(giver));
  expect(allowed.allowed).toBe(true);
  expect(allowed.steps).toContainEqual(
    expect.objectContaining({ code: "role_grants", params: { role: "giver", verb: "transfer" } }),
  );
  const denied = await explain(seller.id, await customerOf(seller));
  expect([denied.allowed, denied.steps.at(-1)?.code]).toEqual([false, "no_role_grants"]);
});

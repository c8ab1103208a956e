/** A delegated administrator tries to come by more: people, roles, departments, ways in. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeMember } from "../../engine/access/administration.ts";
import { makeCatalog } from "../../engine/catalog/catalog.ts";
import type { SentLink, UserEntry, UserPage } from "../../metadata/account-wire.ts";
import {
  code,
  type DelegationWorld,
  delegationWorld,
  documents,
  type Placed,
} from "../permissions/delegation-world.ts";
import { databaseContents } from "../support/database-contents.ts";
import { person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let world: DelegationWorld;
let head: Placed;
let outsider: Placed;
let chief: Placed;
let mine: Placed;

beforeAll(async () => {
  server = await startTestServer({ documents });
  world = await delegationWorld(server);
  head = await world.join("head", "sales", "head");
  outsider = await world.join("outsider", "finance", "reader");
  chief = await world.join("chief", "north", "admin");
  mine = await world.join("mine", "north", "sales");
});
afterAll(() => server.stop());

const call = (method: string, path: string, body?: unknown, by: Placed | null = head) =>
  world.call(method, path, body, by ?? undefined);

/** Every call about one member. */
const calls = (id: string) =>
  [
    ["PATCH", `/users/${id}`, { roles: ["sales"] }],
    ["PATCH", `/users/${id}`, { disabled: true }],
    ["PATCH", `/users/${id}`, { department: world.places.sales }],
    ["POST", `/users/${id}/end-sessions`, undefined],
    ["POST", `/users/${id}/reset-link`, undefined],
    ["POST", `/users/${id}/reset-second-factor`, undefined],
    ["GET", `/users/${id}/tokens`, undefined],
    ["POST", `/users/${id}/tokens`, { name: "mine", scope: "all" }],
    ["DELETE", `/users/${id}/tokens/${id}`, undefined],
  ] as const;

/** Without what every call leaves: that a token was used. */
const kept = async () =>
  (await databaseContents(server)).filter((line) => !line.startsWith("core.token "));

describe("people who are not his", () => {
  test("are not there for any call, neither outsiders nor who is nowhere, nor programs", async () => {
    const nowhere = await world.join("nowhere", null, "reader");
    const made = await call(
      "POST",
      "/users",
      { kind: "service", name: "P", roles: ["reader"] },
      null,
    );
    const service = made.body as UserEntry;
    // Even one that somebody has put into a department.
    await call("PATCH", `/records/user/${service.id}`, { department: world.places.sales }, null);
    const before = await kept();
    for (const id of [outsider.id, nowhere.id, service.id, crypto.randomUUID()])
      for (const [method, path, body] of calls(id)) {
        const answer = await call(method, path, body);
        const about = `${method} ${path}`;
        expect([about, answer.status, code(answer)]).toEqual([about, 404, "user_not_found"]);
      }
    expect(await kept()).toEqual(before);
    const listed = async (query: string) =>
      ((await call("GET", `/users?${query}`)).body as UserPage).data.map(({ id }) => id);
    expect(await listed("search=outsider")).toEqual([]);
    expect(await listed("search=P")).not.toContain(service.id);
    expect((await listed(`after=${outsider.id}`)).includes(outsider.id)).toBe(false);
  });

  test("cannot be reached by their invitation either", async () => {
    const email = "pending@example.com";
    const wanted = { email, name: "Pending", roles: ["admin"], department: world.places.finance };
    const sent = (await call("POST", "/users/invite", wanted, null)).body as SentLink;
    for (const [method, path, body] of calls(sent.user.id))
      expect([path, code(await call(method, path, body))]).toEqual([path, "user_not_found"]);
    const again = await call("POST", "/users/invite", { email, name: "X", roles: ["sales"] });
    expect(code(again)).toBe("user_exists");
    expect(await world.seen(sent.user.id)).toMatchObject({
      roles: ["admin"],
      name: "Pending",
      department: { name: "finance" },
    });
  });
});

describe("an administrator of his department", () => {
  test("is not his to act on, to invite or to look as", async () => {
    const before = await kept();
    for (const [method, path, body] of calls(chief.id)) {
      const answer = await call(method, path, body);
      expect([path, answer.status, code(answer)]).toEqual([path, 403, "role_beyond_yours"]);
    }
    const email = "chief@example.com";
    const invited = await call("POST", "/users/invite", { email, name: "C", roles: ["sales"] });
    expect(code(invited)).toBe("user_exists");
    expect(code(await call("POST", `/users/${chief.id}/view-as`))).toBe("not_permitted");
    expect(await kept()).toEqual(before);
  });

  test("who is only invited is not invited anew with other roles", async () => {
    const email = "future@example.com";
    const wanted = { email, name: "F", roles: ["admin"], department: world.places.north };
    const sent = (await call("POST", "/users/invite", wanted, null)).body as SentLink;
    const again = await call("POST", "/users/invite", { email, name: "F", roles: ["sales"] });
    expect(code(again)).toBe("role_beyond_yours");
    expect((await world.seen(sent.user.id))?.roles).toEqual(["admin"]);
  });
});

test("he changes nothing about himself, by no way", async () => {
  for (const [method, path, body] of calls(head.id))
    expect([path, code(await call(method, path, body))]).toEqual([path, "not_yourself"]);
  const { company, sales, finance } = world.places;
  for (const [method, path, body] of [
    ["PATCH", `/records/user/${head.id}`, { department: company }],
    ["PATCH", `/records/user/${outsider.id}`, { department: sales }],
    ["PATCH", `/records/department/${finance}`, { parent: sales }],
    ["POST", "/records/department", { name: "x", parent: finance }],
  ] as const)
    expect([path, code(await call(method, path, body))]).toEqual([path, "not_permitted"]);
  expect(await world.seen(head.id)).toMatchObject({
    roles: ["head"],
    department: { name: "sales" },
  });
});

test("he gives no role that is not named for him, to a member or an invited one", async () => {
  for (const role of ["admin", "member", "head", "finance", "clerk"]) {
    for (const roles of [[role], ["sales", role]]) {
      const given = await call("PATCH", `/users/${mine.id}`, { roles });
      expect([roles, code(given)]).toEqual([roles, "role_beyond_yours"]);
      const wanted = { email: "accomplice@example.com", name: "A", roles };
      expect(code(await call("POST", "/users/invite", wanted))).toBe("role_beyond_yours");
    }
  }
  expect((await world.seen(mine.id))?.roles).toEqual(["sales"]);
  const everybody = (await call("GET", "/users?search=accomplice", undefined, null)).body;
  expect((everybody as UserPage).data).toEqual([]);
});

test("he brings nobody out of his departments, into others or nowhere", async () => {
  const { company, finance } = world.places;
  for (const department of [company, finance, null, crypto.randomUUID()]) {
    for (const body of [{ department }, { department, roles: ["reader"] }])
      expect(code(await call("PATCH", `/users/${mine.id}`, body))).toBe("department_beyond_yours");
    const wanted = { email: "a@example.com", name: "A", roles: ["sales"], department };
    expect(code(await call("POST", "/users/invite", wanted))).toBe("department_beyond_yours");
  }
  expect((await world.seen(mine.id))?.department?.name).toBe("north");
});

test("he makes no program and no token of one, and his own token is worth what he is", async () => {
  const service = { kind: "service", name: "P", roles: ["sales"] };
  expect(code(await call("POST", "/users", service))).toBe("not_permitted");
  const made = await call("POST", "/account/tokens", {
    name: "own",
    scope: "all",
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const own = { ...head, token: (made.body as { token: string }).token };
  const roles = { roles: ["admin"] };
  expect(code(await call("PATCH", `/users/${mine.id}`, roles, own))).toBe("role_beyond_yours");
  expect(code(await call("PATCH", `/users/${outsider.id}`, roles, own))).toBe("user_not_found");
});

test("what only who looks after everybody may do is closed to him", async () => {
  const query = `user=${mine.id}&object=note`;
  for (const path of [`/access/explain?${query}`, "/audit", "/metadata/documents"])
    expect([path, code(await call("GET", path))]).toEqual([path, "not_permitted"]);
});

test("it ends at once with the role, and without a department there is nobody", async () => {
  const late = await world.join("late", "sales", "head");
  const asked = () => call("POST", `/users/${mine.id}/end-sessions`, undefined, late);
  expect((await asked()).status).toBe(204);
  await call("PATCH", `/records/user/${late.id}`, { department: null }, null);
  expect(code(await asked())).toBe("user_not_found");
  expect(((await call("GET", "/users", undefined, late)).body as UserPage).data).toEqual([]);
  const wanted = { email: "b@example.com", name: "B", roles: ["sales"] };
  expect(code(await call("POST", "/users/invite", wanted, late))).toBe("department_beyond_yours");
  await person(server, "late", "reader");
  expect(code(await asked())).toBe("not_permitted");
});

test("roles that no publish lets him give are not given, whatever his document says", async () => {
  const { database, catalogs } = server.services;
  const sound = await catalogs.current("demo");
  if (sound === null) throw new Error("no catalog");
  const gives = ["sales", "admin", "inside"];
  const administers = { users: "department_and_below", gives };
  const unsound = (name: string, content: object) => ({ name, id: `${name}00000`, ...content });
  const own = sound.documents.find(({ name }) => name === "head")?.content.id;
  const written = [
    unsound("inside", { includes: ["admin"] }),
    unsound("head", { id: own, administers }),
  ];
  const others = sound.documents.filter(({ name }) => name !== "head" && name !== "inside");
  const catalog = makeCatalog(
    { id: sound.workspaceId, name: sound.workspace, schema: sound.schema },
    sound.version,
    [
      ...others,
      ...written.map((content) => ({ kind: "role", digest: "", ...content, content }) as const),
    ],
  );
  const session = { digest: "", via: "token", scope: "all", expiresAt: null } as const;
  const principal = {
    account: { id: head.id, email: "", name: "" },
    roles: [],
    lacksSecondFactor: false,
    onlooker: null,
    ...session,
  };
  const { workspaceId } = sound;
  const actor = { workspaceId, account: head.id, via: "token", address: "" } as const;
  const by = { principal, actor, catalog };
  for (const role of ["admin", "inside00000"]) {
    const wanted = { roles: [role], disabled: null };
    const changed = await changeMember(database, by, mine.id, wanted, async () => undefined);
    expect(changed.ok ? "given" : changed.problems[0]?.code).toBe("role_beyond_yours");
  }
});

/** What delegated administrators may do, against what the documents say, case by case. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SentLink, UserPage } from "../../metadata/account-wire.ts";
import type { AuditPage } from "../../metadata/audit-wire.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { ours } from "../support/sessions.ts";
import {
  code,
  type DelegationWorld,
  delegations,
  delegationWorld,
  documents,
  type Place,
  type Placed,
  parents,
} from "./delegation-world.ts";

let server: TestServer;
let world: DelegationWorld;
const actors: Placed[] = [];
const members: Placed[] = [];

beforeAll(async () => {
  server = await startTestServer({ documents });
  world = await delegationWorld(server);
  const { join } = world;
  actors.push(await join("head", "sales", "head"), await join("lead", "north", "lead"));
  actors.push(await join("both", "sales", "head", "lead"));
  for (const place of [...(Object.keys(parents) as Place[]), null])
    for (const roles of [["reader"], ["sales", "reader"], ["clerk"], ["admin"]])
      members.push(await join(`${place}-${roles.join("-")}`, place, ...roles));
});
afterAll(() => server.stop());

/** The evaluator: which roles an actor gives to the people of a department; null: not his. */
function given(actor: Placed, place: Place | null): ReadonlySet<string> | null {
  const isWithin = (users: string) => {
    if (users === "department") return place === actor.place;
    for (let at: Place | null = place; at !== null; at = parents[at])
      if (at === actor.place) return true;
    return false;
  };
  if (actor.place === null || place === null) return null;
  const mine = actor.roles.map((role) => delegations[role as keyof typeof delegations]);
  const those = mine.filter(({ users }) => isWithin(users));
  return those.length === 0 ? null : new Set(those.flatMap(({ gives }) => [...gives]));
}

const verdict = (actor: Placed, member: Placed, wanted = member.roles, place = member.place) => {
  const now = given(actor, member.place);
  if (now === null) return "user_not_found";
  if (!member.roles.every((role) => now.has(role))) return "role_beyond_yours";
  const then = given(actor, place);
  if (then === null) return "department_beyond_yours";
  return wanted.every((role) => then.has(role)) ? undefined : "role_beyond_yours";
};

describe.each(["head", "lead", "both"])("%s", (name) => {
  const actor = () => actors.find((each) => each.name === name) as Placed;

  test("sees the people of his departments, with what he may give", async () => {
    const { body } = await world.call("GET", "/users", undefined, actor());
    const page = body as UserPage;
    const shown = [...members, ...actors].filter(({ place }) => given(actor(), place) !== null);
    expect(page.data.map((user) => user.id).toSorted()).toEqual(
      shown.map(({ id }) => id).toSorted(),
    );
    const mine = (Object.keys(parents) as Place[]).filter((place) => given(actor(), place));
    expect(page.departments?.map((place) => place.name)).toEqual(mine.toSorted());
    const roles = mine.flatMap((place) => [...(given(actor(), place) ?? [])]);
    expect(page.roles.toSorted()).toEqual([...new Set(roles)].toSorted());
  });

  test("acts on members, gives roles and moves as the evaluator says", async () => {
    for (const member of members) {
      const path = `/users/${member.id}`;
      const ended = await world.call("POST", `${path}/end-sessions`, undefined, actor());
      expect([member.name, code(ended)]).toEqual([member.name, verdict(actor(), member)]);
      for (const roles of [["reader"], ["sales"], ["clerk"], ["admin"]]) {
        const answer = await world.call("PATCH", path, { roles }, actor());
        const about = `${member.name} ${roles}`;
        expect([about, code(answer)]).toEqual([about, verdict(actor(), member, roles)]);
        if (answer.status === 200) await world.call("PATCH", path, { roles: member.roles });
      }
      for (const place of [...(Object.keys(parents) as Place[]), null]) {
        const department = place === null ? null : world.places[place];
        const answer = await world.call("PATCH", path, { department }, actor());
        const about = `${member.name} to ${place}`;
        const expected = verdict(actor(), member, member.roles, place);
        expect([about, code(answer)]).toEqual([about, expected]);
        const back = member.place === null ? null : world.places[member.place];
        if (answer.status === 200) await world.call("PATCH", path, { department: back });
      }
    }
  });
});

test("invites into his departments; who accepts is there, and all of it is in the audit log", async () => {
  const [head] = actors;
  if (head === undefined) throw new Error("nobody");
  const wanted = { email: "new@example.com", name: "New", roles: ["sales"] };
  const department = world.places.north;
  const sent = await world.call("POST", "/users/invite", { ...wanted, department }, head);
  expect(sent.status, JSON.stringify(sent.body)).toBe(201);
  const { link, user } = sent.body as SentLink;
  expect(user.department).toEqual({ id: department, name: "north" });
  const moved = await world.call(
    "PATCH",
    `/users/${user.id}`,
    { department: world.places.sales },
    head,
  );
  expect((moved.body as SentLink["user"]).department?.name).toBe("sales");
  const accepted = await server.request(
    "POST",
    "/auth/invitations/accept",
    { token: link?.split("#")[1], password: "three unrelated words" },
    { token: null, headers: ours },
  );
  expect(accepted.status).toBe(200);
  const record = await world.call("GET", `/records/user/${user.id}?fields=name,department`);
  expect(record.body).toMatchObject({ name: "New", department: world.places.sales });
  await world.call("PATCH", `/users/${user.id}`, { department, roles: ["reader"] }, head);
  const history = await world.call("GET", `/records/user/${user.id}/history`);
  expect((history.body as { data: { by: string }[] }).data[0]?.by).toBe(head.id);
  await world.call("PATCH", `/users/${user.id}`, { disabled: true }, head);
  const { body } = await world.call("GET", `/audit?actor=${head.id}&limit=100`);
  const acts = (body as AuditPage).data
    .filter(({ subject }) => subject.account === user.id)
    .map(({ action }) => action);
  expect(acts).toEqual([
    "user_disabled",
    "roles_changed",
    "department_changed",
    "department_changed",
    "invited",
  ]);
});

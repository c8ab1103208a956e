/** The chain of an explanation ends where something denies. */
import { expect, test } from "vitest";
import {
  type AccessFacts,
  type AccessQuestion,
  explainAccess,
} from "../../../metadata/access/explanation.ts";
import { resolveRole } from "../../../metadata/access/role.ts";

const roles = [
  { name: "clerk", objects: { note: { read: "own", update: "own", fields: { "*": "read" } } } },
  { name: "giver", objects: { note: { read: true, update: "own", transfer: true } } },
  { name: "keeps", restrictions: { note: { transfer: false } } },
  { name: "keeper", administration: ["users"] },
  { name: "forbids", restrictions: { note: { update: false } } },
  { name: "limits", restrictions: { note: { read: { when: "open" } } } },
].map((content) => resolveRole(content));

const facts: AccessFacts = {
  member: "active",
  roles: ["clerk"],
  known: new Map(roles.map((role) => [role.name, role])),
  sharing: [],
  hiddenInputs: [],
  holds: null,
  locked: null,
};
const question: AccessQuestion = {
  object: "note",
  verb: "read",
  field: null,
  organisation: false,
  added: false,
};

/** Whether it is allowed, and the last step. */
function explained(asked: Partial<AccessQuestion>, known: Partial<AccessFacts> = {}) {
  const { allowed, steps } = explainAccess({ ...question, ...asked }, { ...facts, ...known });
  return [allowed, steps.at(-1)?.code];
}

test("a member who may not come in has no access", () => {
  for (const [member, code] of [
    ["none", "not_a_member"],
    ["invited", "member_invited"],
    ["disabled", "member_disabled"],
  ] as const)
    expect(explained({}, { member })).toEqual([false, code]);
  expect(explained({}, { roles: [] })).toEqual([false, "no_role"]);
});

test("people are changed by who looks after them", () => {
  const change = { organisation: true, verb: "update" } as const;
  expect(explained(change)).toEqual([false, "administers_no_users"]);
  expect(explained({ organisation: true })).toEqual([true, "organisation_known"]);
});

test("an object is used as roles grant, and as none forbids", () => {
  expect(explained({ object: "letter" })).toEqual([false, "no_role_grants"]);
  expect(explained({ verb: "delete" })).toEqual([false, "no_role_grants"]);
  expect(explained({ verb: "update" }, { roles: ["clerk", "forbids"] })).toEqual([
    false,
    "role_forbids",
  ]);
});

test("giving away is granted by itself, and never of how people are organised", () => {
  const give = { verb: "transfer" } as const;
  expect(explained(give)).toEqual([false, "no_role_grants"]);
  expect(explained(give, { roles: ["giver"] })).toEqual([true, "role_grants"]);
  for (const name of ["forbids", "keeps"])
    expect(explained(give, { roles: ["giver", name] })).toEqual([false, "role_forbids"]);
  expect(explained({ ...give, organisation: true }, { roles: ["giver", "keeper"] })).toEqual([
    false,
    "organisation_unowned",
  ]);
});

test("a field is read or written as roles say, a computed one with what it is made from", () => {
  expect(explained({ field: "text" })).toEqual([true, "field_allowed"]);
  expect(explained({ field: "text", verb: "update" })).toEqual([false, "field_denied"]);
  expect(explained({ field: "text" }, { hiddenInputs: ["note.margin"] })).toEqual([
    false,
    "computed_from_hidden",
  ]);
});

test("a record is within reach, within limits and not locked", () => {
  const all = { holds: () => true };
  expect(explained({}, all)[0]).toBe(true);
  expect(explained({}, { holds: () => false })).toEqual([false, "out_of_reach"]);
  const limited = { roles: ["clerk", "limits"] };
  expect(explained({}, { ...limited, holds: ({ kind }) => kind === "own" })).toEqual([
    false,
    "limited",
  ]);
  expect(explained({ verb: "update" }, { ...all, locked: "closed" })).toEqual([
    false,
    "record_locked",
  ]);
  expect(explained({}, { ...all, locked: "closed" })[0]).toBe(true);
});

/** What several roles add up to, and what takes from the whole. */
import { expect, test } from "vitest";
import { builtInRoles } from "../../../metadata/access/built-in-roles.ts";
import { combineRoles, type Reach } from "../../../metadata/access/permissions.ts";
import {
  administrationRights,
  objectActions,
  type RecordScope,
  type Role,
  recordVerbs,
  resolveRole,
} from "../../../metadata/access/role.ts";
import { resolveSharingRule } from "../../../metadata/access/sharing-rule.ts";

type Json = Readonly<Record<string, unknown>>;

const role = (name: string, content: Json): Role => resolveRole({ name, ...content });
const rule = (content: Json) => resolveSharingRule({ name: "rule", object: "note", ...content });
const kinds = (reach: Reach | null) => reach?.any.map(({ kind }) => kind) ?? null;
const conditions = (scopes: readonly RecordScope[]) =>
  scopes.flatMap((scope) => (scope.kind === "when" ? [scope.expression] : []));

test("a role grants what it names and nothing else", () => {
  const clerk = role("clerk", {
    administration: ["audit_log"],
    objects: { note: { read: true, export: true, transitions: ["send"], reveal: ["key"] } },
  });
  const permissions = combineRoles([clerk], []);
  expect(administrationRights.filter(permissions.administers)).toEqual(["audit_log"]);
  const note = permissions.object("note");
  expect(recordVerbs.filter((verb) => note.reach(verb) !== null)).toEqual(["read"]);
  expect(objectActions.filter(note.may)).toEqual(["export"]);
  expect(["send", "close"].filter(note.mayStep)).toEqual(["send"]);
  expect(["key", "other"].filter(note.mayReveal)).toEqual(["key"]);
  const other = permissions.object("letter");
  expect(recordVerbs.filter((verb) => other.reach(verb) !== null)).toEqual([]);
  expect([other.may("export"), other.mayStep("send"), other.level("text").level]).toEqual([
    false,
    false,
    "none",
  ]);
});

test("a restriction takes away from what all roles grant", () => {
  const broad = role("broad", {
    objects: { "*": { read: true, update: true, export: true, share: true } },
  });
  const narrow = role("narrow", {
    restrictions: {
      note: { read: { when: "!blocked" }, update: false, export: false, fields: { text: "read" } },
    },
  });
  const note = combineRoles([broad, narrow], []).object("note");
  expect(note.reach("read")?.every.map(conditions)).toEqual([["!blocked"]]);
  expect(note.reach("update")).toBe(null);
  expect(objectActions.filter(note.may)).toEqual(["share"]);
  expect(note.level("text").level).toBe("read");
  expect(note.level("other").level).toBe("write");
});

test("a restriction of every object holds for each of them", () => {
  const broad = role("broad", { objects: { "*": { read: true } } });
  const narrow = role("narrow", { restrictions: { "*": { read: "own" } } });
  expect(combineRoles([broad, narrow], []).object("note").reach("read")?.every).toMatchObject([
    [{ kind: "own" }],
  ]);
});

test("a sharing rule adds records of its object, for its roles and its verb alone", () => {
  const everything = { create: "own", read: "own", update: "own", delete: "own" };
  const reader = role("reader", { objects: { note: everything, letter: everything } });
  const shared = (content: Json, object = "note") => {
    const permission = combineRoles([reader], [rule(content)]).object(object);
    return recordVerbs.filter((verb) => conditions(permission.reach(verb)?.any ?? []).length > 0);
  };
  expect(shared({ when: "open" })).toEqual(["read"]);
  expect(shared({ when: "open", roles: ["reader"] })).toEqual(["read"]);
  expect(shared({ when: "open", access: "update" })).toEqual(["read", "update"]);
  expect(shared({ when: "open", roles: ["writer"] })).toEqual([]);
  expect(shared({ when: "open" }, "letter")).toEqual([]);
});

test("a member administers nothing and opens no secret", () => {
  const member = builtInRoles.get("member");
  if (member === undefined) throw new Error("no member");
  const permissions = combineRoles([member], []);
  expect(administrationRights.filter(permissions.administers)).toEqual([]);
  expect(permissions.object("note").mayReveal("key")).toBe(false);
  expect(kinds(permissions.object("note").reach("update"))).toEqual(["all"]);
});

test("records shared one by one are shared to be read or changed", () => {
  const own = role("own", {
    objects: { note: { create: "own", read: "own", update: "own", delete: "own" } },
  });
  const note = combineRoles([own], []).object("note");
  expect(recordVerbs.map((verb) => kinds(note.reach(verb)))).toEqual([
    ["own"],
    ["own", "shared"],
    ["own", "shared"],
    ["own"],
  ]);
});

test("a computed field is granted by its name or not at all", () => {
  const named = role("named", { objects: { note: { read: true, fields: { sum: "read" } } } });
  const every = role("every", { objects: { note: { read: true, fields: { "*": "read" } } } });
  const level = (roles: readonly Role[]) => combineRoles(roles, []).object("note").level("sum");
  expect(level([named])).toEqual({ level: "read", named: true });
  expect(level([every])).toEqual({ level: "read", named: false });
  const hidden = role("hidden", { restrictions: { note: { fields: { sum: "none" } } } });
  expect(level([named, hidden])).toEqual({ level: "none", named: false });
});

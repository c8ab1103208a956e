import { expect, test } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { renameRoleEverywhere, renameSharingRule } from "../../../metadata/refactor/rename-role.ts";

const documents: readonly MetadataDocument[] = [
  { kind: "role", name: "sales", content: { id: "sales00000", name: "sales" } },
  {
    kind: "role",
    name: "lead",
    content: {
      name: "lead",
      includes: ["sales", "member"],
      administers: { users: "department", gives: ["member", "sales"] },
    },
  },
  { kind: "role", name: "other", content: { name: "other", includes: ["member"] } },
  {
    kind: "sharing_rule",
    name: "sales",
    content: { name: "sales", object: "customer", when: "true", roles: ["sales"] },
  },
  {
    kind: "translation",
    name: "zh-CN",
    content: { roles: { sales: { title: "销售" } }, sharing: { sales: { title: "共享" } } },
  },
];

test("a role is renamed with its id, in all that names it and nowhere else", () => {
  const [role, lead, other, rule, texts] = renameRoleEverywhere(documents, "sales", "trade");
  expect(role).toMatchObject({ name: "trade", content: { id: "sales00000", name: "trade" } });
  expect(lead?.content.includes).toEqual(["trade", "member"]);
  expect(lead?.content.administers).toEqual({ users: "department", gives: ["member", "trade"] });
  expect(other).toBe(documents[2]);
  expect(rule).toMatchObject({ name: "sales", content: { roles: ["trade"] } });
  expect(texts?.content).toEqual({
    roles: { trade: { title: "销售" } },
    sharing: { sales: { title: "共享" } },
  });
});

test("a sharing rule is renamed with its texts", () => {
  const [role, , , rule, texts] = renameSharingRule(documents, "sales", "wide");
  expect(role).toBe(documents[0]);
  expect(rule).toMatchObject({ name: "wide", content: { name: "wide", roles: ["sales"] } });
  expect(texts?.content.sharing).toEqual({ wide: { title: "共享" } });
});

test("a name that stays changes nothing", () => {
  expect(renameRoleEverywhere(documents, "sales", "sales")).toBe(documents);
  expect(renameSharingRule(documents, "sales", "sales")).toBe(documents);
});

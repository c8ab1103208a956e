import { describe, expect, test } from "vitest";
import {
  addRole,
  changeRole,
  duplicateRole,
  removeRole,
  renameRole,
  roleNameMistake,
} from "../../../designer/commands/role-commands.ts";
import { rolesThatInclude, usesOfRole } from "../../../designer/document/design-roles.ts";
import { contentOf, sampleDesign } from "./sample-design.ts";
import { readerKey, rolesDesign, salesKey, wideKey } from "./sample-roles.ts";

describe("a role", () => {
  test("has a stable id from its first moment, and grants nothing", () => {
    const design = addRole.run(sampleDesign, { title: "Night shift", locale: "en" });
    const key = design.selection.document ?? "";
    const { id, ...content } = contentOf(design, key);
    expect(id).toMatch(/^[a-z0-9]{10}$/);
    expect(key).toBe(`role/${id}`);
    expect(content).toEqual({ $schema: "tenon:role", name: "night_shift", title: "Night shift" });
  });

  test("of another language than the documents' is titled in its translation", () => {
    const design = addRole.run(sampleDesign, { title: "夜班", locale: "zh-CN" });
    const { name } = contentOf(design, design.selection.document ?? "");
    expect(contentOf(design, "translation/zh-CN")).toMatchObject({
      roles: { [String(name)]: { title: "夜班" } },
    });
  });

  test("never takes the name of one that every workspace has", () => {
    const design = addRole.run(sampleDesign, { title: "Admin", locale: "en" });
    expect(contentOf(design, design.selection.document ?? "").name).toBe("admin_2");
    expect(roleNameMistake(rolesDesign.documents, salesKey, "member")).toBe("taken");
    expect(roleNameMistake(rolesDesign.documents, salesKey, "reader")).toBe("taken");
    expect(roleNameMistake(rolesDesign.documents, salesKey, "sales")).toBeNull();
  });

  test("is renamed in everything that names it, and keeps its id and key", () => {
    const design = renameRole.run(rolesDesign, { document: readerKey, name: "viewer" });
    expect(contentOf(design, readerKey)).toMatchObject({ id: "reader0000", name: "viewer" });
    expect(contentOf(design, salesKey).includes).toEqual(["viewer"]);
    const again = renameRole.run(design, { document: salesKey, name: "trade" });
    expect(contentOf(again, wideKey).roles).toEqual(["trade"]);
    expect(contentOf(again, "translation/zh-CN").roles).toEqual({ trade: { title: "销售" } });
  });

  test("is copied with an id of its own", () => {
    const design = duplicateRole.run(rolesDesign, { document: salesKey });
    const copy = contentOf(design, design.selection.document ?? "");
    expect(copy).toMatchObject({ name: "sales_2", title: "Sales 2", includes: ["reader"] });
    expect(copy.id).not.toBe("sales00000");
  });

  test("leaves its names behind when it goes: a rule for nobody would be one for everybody", () => {
    const design = removeRole.run(rolesDesign, { document: salesKey });
    expect(design.documents.has(salesKey)).toBe(false);
    expect(contentOf(design, wideKey).roles).toEqual(["sales"]);
    expect(contentOf(design, "translation/zh-CN")).not.toHaveProperty("roles");
  });

  test("is used by roles that include or give it and rules that are for it", () => {
    const uses = (role: string) => usesOfRole(rolesDesign.documents, role).map(({ name }) => name);
    expect(uses("reader")).toEqual(["sales"]);
    expect(uses("sales")).toEqual(["wide"]);
    const administers = { users: "department", gives: ["reader"] };
    const delegating = changeRole.run(rolesDesign, {
      document: salesKey,
      keyword: "administers",
      value: administers,
    });
    const renamed = renameRole.run(delegating, { document: readerKey, name: "viewer" });
    expect(contentOf(renamed, salesKey).administers).toEqual({ ...administers, gives: ["viewer"] });
    const alone = changeRole.run(delegating, {
      document: salesKey,
      keyword: "includes",
      value: undefined,
    });
    expect(usesOfRole(alone.documents, "reader").map(({ name }) => name)).toEqual(["sales"]);
    expect([...rolesThatInclude(rolesDesign.documents, "reader")]).toEqual(["reader", "sales"]);
  });
});

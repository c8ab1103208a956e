import { describe, expect, test } from "vitest";
import {
  addSharingRule,
  duplicateSharingRule,
  removeSharingRule,
  renameSharingRule,
} from "../../../designer/commands/sharing-rule-commands.ts";
import { contentOf } from "./sample-design.ts";
import { rolesDesign, wideKey } from "./sample-roles.ts";

describe("a sharing rule", () => {
  test("begins with a condition that shares nothing", () => {
    const design = addSharingRule.run(rolesDesign, { title: "Partners", locale: "en" });
    expect(contentOf(design, "sharing_rule/partners")).toMatchObject({
      title: "Partners",
      object: "customer",
      when: "false",
    });
  });

  test("is renamed with its translations, copied and removed", () => {
    const renamed = renameSharingRule.run(rolesDesign, { document: wideKey, name: "foreign" });
    expect(renamed.selection.document).toBe("sharing_rule/foreign");
    expect(contentOf(renamed, "sharing_rule/foreign").name).toBe("foreign");
    expect(contentOf(renamed, "translation/zh-CN").sharing).toEqual({ foreign: { title: "外币" } });
    const copied = duplicateSharingRule.run(rolesDesign, { document: wideKey });
    expect(contentOf(copied, "sharing_rule/wide_2").roles).toEqual(["sales"]);
    const removed = removeSharingRule.run(rolesDesign, { document: wideKey });
    expect(removed.documents.has(wideKey)).toBe(false);
    expect(contentOf(removed, "translation/zh-CN")).not.toHaveProperty("sharing");
  });
});

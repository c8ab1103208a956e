import { describe, expect, test } from "vitest";
import {
  type PermissionWords,
  permissionSentence,
} from "../../../designer/document/permission-sentence.ts";
import { combineRoles } from "../../../metadata/access/permissions.ts";
import { resolveRole } from "../../../metadata/access/role.ts";
import type { JsonSchema } from "../../../metadata/json-object.ts";
import type { Locale } from "../../../metadata/text.ts";

const titles: Readonly<Record<Locale, readonly string[]>> = {
  en: ["Name", "Credit limit", "Margin", "VAT number"],
  "zh-CN": ["名称", "信用额度", "毛利", "税号"],
};

const words = (locale: Locale): PermissionWords => ({
  locale,
  condition: (expression) => (expression === "broken +" ? expression : `<${expression}>`),
  fields: ["name", "limit", "margin", "vat"].map((path, index) => ({
    path,
    title: titles[locale][index] ?? "",
    isWritable: true,
  })),
  steps: [
    { name: "ship", title: "Ship" },
    { name: "bill", title: "Bill" },
  ],
});

function sentences(grant: JsonSchema, more: JsonSchema = {}): readonly [string, string] {
  const role = resolveRole({ name: "sales", objects: { customer: grant }, ...more });
  const permission = combineRoles([role], []).object("customer");
  return [
    permissionSentence(permission, words("en")),
    permissionSentence(permission, words("zh-CN")),
  ];
}

const cases: readonly (readonly [JsonSchema, JsonSchema, string, string])[] = [
  [{}, {}, "Does not see it.", "看不到该对象。"],
  [{ update: true }, {}, "Does not see it.", "看不到该对象。"],
  [
    { read: true, create: true, update: true, transitions: true },
    {},
    "Reads, creates and changes all records; takes every step.",
    "可查看、新建和修改全部记录；可执行全部步骤。",
  ],
  [
    { read: "department", update: "own", fields: { "*": "write", margin: "none" } },
    {},
    "Reads records of the own department; changes own records; takes no step; does not see margin.",
    "可查看本部门的记录；可修改本人的记录；不能执行任何步骤；看不到毛利。",
  ],
  [
    { read: ["own", { when: "vip" }], transitions: ["ship"], export: true, share: true },
    { with_reports: true },
    "Reads own records and records where <vip> (counting the people one manages); may export and share; takes the step “Ship”.",
    "可查看本人的记录和满足<vip>的记录（含所管理人员的）；可导出和共享；可执行步骤“Ship”。",
  ],
  [
    { read: true, transitions: true, fields: { name: "read" } },
    {},
    "Reads all records; takes every step; sees only name.",
    "可查看全部记录；可执行全部步骤；只能看到名称。",
  ],
  [
    { read: true, update: true, transitions: true, fields: { "*": "write", vat: "read" } },
    {},
    "Reads and changes all records; takes every step; does not change VAT number.",
    "可查看和修改全部记录；可执行全部步骤；不能修改税号。",
  ],
  [
    { read: true, update: true, transitions: true, fields: { "*": "read", limit: "write" } },
    {},
    "Reads and changes all records; takes every step; fills in only credit limit.",
    "可查看和修改全部记录；可执行全部步骤；只能填写信用额度。",
  ],
  [
    { read: true, delete: true, transitions: true },
    { restrictions: { customer: { read: { when: "!blocked" }, delete: false } } },
    "Reads all records, but only records where <!blocked>; takes every step.",
    "可查看全部记录（仅限满足<!blocked>的记录）；可执行全部步骤。",
  ],
  [
    { read: { when: "broken +" }, fields: {} },
    {},
    "Reads records where broken +; sees no field.",
    "可查看满足broken +的记录；看不到任何字段。",
  ],
];

describe("rights in words", () => {
  test.each(cases)("%j with %j", (grant, more, english, chinese) => {
    expect(sentences(grant, more)).toEqual([english, chinese]);
  });

  test("long lists are cut", () => {
    const fields = Array.from({ length: 14 }, (_, index) => ({
      path: `field_${index}`,
      title: `Field ${index}`,
      isWritable: true,
    }));
    const hidden = Object.fromEntries(fields.slice(0, 7).map(({ path }) => [path, "none"]));
    const role = resolveRole({
      name: "sales",
      objects: { customer: { read: true, fields: { "*": "write", ...hidden } } },
    });
    const permission = combineRoles([role], []).object("customer");
    const said = permissionSentence(permission, { ...words("en"), fields, steps: [] });
    expect(said).toBe(
      "Reads all records; does not see field 0, field 1, field 2, field 3 and 3 more.",
    );
  });
});

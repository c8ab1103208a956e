/** Mistakes in apps and translations. */
import { app, type Case, customer, document, translation } from "./mistake.ts";

export const otherMistakes: readonly Case[] = [
  ["document_name_missing", document("app", "app", {}), "/name", /as its file is called/],
  ["keyword_unknown", app({ navgation: [] }), "/navgation", /Did you mean "navigation"/],
  ["version_invalid", app({ version: "1" }), "/version", /1\.0\.0/],
  ["depends_unknown", app({ depends: ["base"] }), "/depends/0", /no app "base"/],
  ["depends_on_itself", app({ depends: ["sales"] }), "/depends/0", /itself/],
  ["navigation_group_invalid", app({ navigation: ["customer"] }), "/navigation/0", /"items"/],
  ["option_missing", app({ navigation: [{ items: [] }] }), "/navigation/0/title", /Add it/],
  [
    "navigation_unknown",
    app({ navigation: [{ title: "A", items: ["custmer"] }] }),
    "/navigation/0/items/0",
    /Did you mean "customer"/,
  ],
  ["locale_invalid", document("translation", "chinese!", {}), "", /zh-CN\.json/],
  [
    "translation_of_unknown_object",
    translation({ objects: { custommer: {} } }),
    "/objects/custommer",
    /Did you mean "customer"/,
  ],
  [
    "translation_of_unknown_field",
    translation({ objects: { customer: { fields: { nam: {} } } } }),
    "/objects/customer/fields/nam",
    /Did you mean "name"/,
  ],
  [
    "translation_of_unknown_option",
    translation({ objects: { customer: { fields: { name: { options: { a: "甲" } } } } } }),
    "/objects/customer/fields/name/options/a",
    /no option "a"/,
  ],
  [
    "option_without_value",
    document("options", "level", { name: "level", options: ["a"] }),
    "/options/0",
    /"const"/,
  ],
  [
    "option_mistake",
    document("options", "level", { name: "level", options: [] }),
    "/options",
    /nothing to choose/,
  ],
  [
    "keyword_unknown",
    document("options", "level", { name: "level", options: [{ const: "a", tilte: "A" }] }),
    "/options/0/tilte",
    /Did you mean "title"/,
  ],
  [
    "translation_of_unknown_options",
    translation({ options: { level: {} } }),
    "/options/level",
    /no option set "level"/,
  ],
  ["translation_of_unknown_app", translation({ apps: { crm: {} } }), "/apps/crm", /no app "crm"/],
  [
    "translation_of_unknown_group",
    translation({ apps: { sales: { navigation: { Mian: "主" } } } }),
    "/apps/sales/navigation/Mian",
    /no group/,
  ],
  [
    "translation_of_navigation",
    translation({ apps: { sales: { navigation: [] } } }),
    "/apps/sales/navigation",
    /List 1 titles/,
  ],
  [
    "keyword_wrong_type",
    translation({ objects: { customer: { title: 1 } } }),
    "/objects/customer/title",
    /must be a text/,
  ],
  [
    "screen_object_unknown",
    document("view", "v", { name: "v", object: "custmer" }),
    "/object",
    /customer/,
  ],
  [
    "screen_field_unknown",
    document("view", "v", { name: "v", object: "customer", columns: ["nam"] }),
    "/columns/0",
    /name/,
  ],
  [
    "screen_field_repeated",
    document("view", "v", { name: "v", object: "customer", columns: ["name", "name"] }),
    "/columns/1",
    /Remove one/,
  ],
  [
    "view_not_sortable",
    [
      customer,
      ...document("object", "note", {
        name: "note",
        properties: { text: { $ref: "tenon:long_text" } },
      }).slice(1),
      ...document("view", "v", { name: "v", object: "note", sort: ["-text"] }).slice(1),
    ],
    "/sort/0",
    /another field/,
  ],
  [
    "expression_unknown_name",
    document("view", "v", { name: "v", object: "customer", filter: 'nam == "a"' }),
    "/filter",
    /name/,
  ],
  [
    "form_section_invalid",
    document("form", "f", {
      name: "f",
      object: "customer",
      sections: ["name", { fields: ["name"] }],
    }),
    "/sections/0",
    /written/,
  ],
  [
    "form_lacks_required",
    document("form", "f", {
      name: "f",
      object: "customer",
      sections: [{ fields: ["credit_limit"] }],
    }),
    "/sections",
    /"name"/,
  ],
  [
    "translation_of_unknown_screen",
    translation({ views: { open: { title: "待处理" } } }),
    "/views/open",
    /translate/,
  ],
];

/** Mistakes in apps and translations. */
import { app, type Case, document, translation } from "./mistake.ts";

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
    "keyword_later",
    translation({ objects: { customer: { rules: {} } } }),
    "/objects/customer/rules",
    /not carried out yet/,
  ],
];

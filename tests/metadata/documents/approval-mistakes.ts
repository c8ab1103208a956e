/** Mistakes in steps that people settle. */
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { lateName } from "../../../metadata/workflows/approval.ts";
import type { Case, Json } from "./mistake.ts";

const bill: MetadataDocument = {
  kind: "object",
  name: "bill",
  content: {
    name: "bill",
    properties: {
      title: { type: "string" },
      twice: { type: "integer", formula: "2 * 1" },
      shop: { $ref: "tenon:lookup", target: "shop" },
    },
  },
};
const shop: MetadataDocument = {
  kind: "object",
  name: "shop",
  content: { name: "shop", properties: { name: { type: "string" } } },
};

const whole = (content: Json): readonly MetadataDocument[] => [
  bill,
  shop,
  {
    kind: "workflow",
    name: "flow",
    content: { name: "flow", on: { event: "create", record: "bill" }, start: "ask", ...content },
  },
];
const who = [{ manager: 1 }];
const step = (more: Json, others: Json = {}, content: Json = {}) =>
  whole({ steps: { ask: { type: "approval", who, ...more }, ...others }, ...content });
const asked = (entry: unknown) => step({ who: [entry] });
const at = (path: string) => `/steps/ask/${path}`;
const due = (more: Json) => step({ due: { in: "1 day", ...more } });

export const approvalMistakes: readonly Case[] = [
  ["option_missing", whole({ steps: { ask: { type: "approval" } } }), at("who"), /Add it/],
  ["approval_who_invalid", step({ who: [] }), at("who"), /manager/],
  ["approval_who_invalid", asked({ manager: 0 }), at("who/0"), /managers/],
  ["approval_who_invalid", asked({ role: "admin", whom: "head" }), at("who/0"), /within/],
  ["script_unknown", asked({ script: "signers" }), at("who/0/script"), /"signers"/],
  ["approval_who_invalid", step({ copy: { end: [] } }), at("copy/end"), /manager/],
  ["role_unknown", step({ copy: { start: [{ role: "bos" }] } }), at("copy/start/0/role"), /"bos"/],
  ["role_unknown", asked({ role: "bos" }), at("who/0/role"), /no role "bos"/],
  ["role_unknown", step({ ifNobody: { role: "bos" } }), at("ifNobody/role"), /"bos"/],
  [
    "approval_within_unmatched",
    asked({ role: "admin", within: "record.shop" }),
    at("who/0/within"),
    /"shop"/,
  ],
  ["expression_unknown_name", asked({ field: "record.ownr" }), at("who/0/field"), /"owner"/],
  ["expression_result_type", asked({ expression: "record.shop" }), at("who/0/expression"), /user/i],
  [
    "expression_result_type",
    asked({ department: "record.shop" }),
    at("who/0/department"),
    /department/i,
  ],
  [
    "expression_unknown_name",
    asked({ managers: { upTo: "levl > 2" } }),
    at("who/0/managers/upTo"),
    /"level"/,
  ],
  ["approval_chosen_undeclared", asked({ chosen: true }), at("who/0"), /variables/],
  ["approval_mode_invalid", step({ mode: { share: 1.5 } }), at("mode"), /0\.66/],
  ["approval_mail_invalid", step({ mail: "always" }), at("mail"), /"unchanged"/],
  ["workflow_word_unknown", step({ may: ["adBefore"] }), at("may/0"), /addBefore/],
  ["workflow_word_unknown", step({ afterReturn: "back" }), at("afterReturn"), /comeBack/],
  ["workflow_word_unknown", step({ ifRepeated: "yes" }), at("ifRepeated"), /skipAnywhere/],
  ["workflow_word_unknown", step({ ifNobody: "wait" }), at("ifNobody"), /admin/],
  ["workflow_field_unknown", step({ fields: { edit: ["titel"] } }), at("fields/edit/0"), /"title"/],
  [
    "workflow_field_not_set",
    step({ fields: { edit: ["twice"] } }),
    at("fields/edit/0"),
    /nobody writes/,
  ],
  ["keyword_unknown", step({ fields: { hiden: [] } }), at("fields/hiden"), /"hide"/],
  ["workflow_duration_invalid", due({ in: "8 workhour s" }), at("due/in"), /workhours/],
  ["workflow_calendar_missing", due({ in: "8 workhours" }), at("due/in"), /calendar/],
  ["approval_reminder_invalid", due({ remindAt: ["100%"] }), at("due/remindAt/0"), /99%/],
  ["approval_overdue_invalid", due({ [lateName]: "wait" }), at("due/then"), /escalate/],
  [
    "approval_return_unknown",
    step({ returnTo: ["later"], next: "later" }, { later: { type: "approval", who } }),
    at("returnTo/0"),
    /start/,
  ],
  ["workflow_outcome_unknown", step({ on: { refused: "ask" } }), at("on/refused"), /rejected/],
  ["workflow_word_unknown", step({}, {}, { withdraw: "later" }), "/withdraw", /anyTime/],
  ["workflow_word_unknown", step({}, {}, { show: "then" }), "/show", /snapshot/],
  [
    "approval_without_record",
    step({}, {}, { on: { event: "manual", roles: ["admin"] }, record: "lock" }),
    "/record",
    /start it with a record/,
  ],
  ["workflow_word_unknown", step({ type: "task", may: ["return"] }), at("may/0"), /transfer/],
];

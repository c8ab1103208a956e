/** Mistakes in scripts, whatever their TypeScript says. */
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { type Case, customer, document, type Json, translation } from "./mistake.ts";

const source = "export default () => undefined;\n";
const script = (content: Json) =>
  document("script", "check", { name: "check", source, ...content });
const trigger = (content: Json) =>
  script({ trigger: { object: "customer", before: ["update"], ...content } });
const action = (content: Json) => script({ action: { object: "customer", ...content } });
const asked = (schema: unknown) => action({ input: { properties: { amount: schema } } });
const schedule = (content: Json) => script({ schedule: { cron: "0 2 * * *", ...content } });
const endpoint = (content: Json, rest: Json = {}) =>
  script({ endpoint: { method: "POST", ...content }, ...rest });
const job = (rest: Json = {}, content: Json = {}) => script({ job: content, ...rest });
const input = "/action/input/properties/amount";
/** The script under another name. */
const named = (name: string): MetadataDocument => ({
  kind: "script",
  name,
  content: { name, source },
});
const withLifecycle: MetadataDocument = {
  kind: "object",
  name: "customer",
  content: {
    name: "customer",
    properties: { status: { enum: ["draft", "confirmed"] } },
    lifecycle: {
      field: "status",
      transitions: [{ name: "confirm", from: ["draft"], to: "confirmed" }],
    },
  },
};

export const scriptMistakes: readonly Case[] = [
  [
    "script_source_missing",
    document("script", "check", { name: "check" }),
    "/source",
    /scripts\/check\.ts/,
  ],
  ["script_source_too_large", script({ source: "/".repeat(262_145) }), "/source", /256 KB/],
  ["script_source_too_large", script({ source: "价".repeat(87_382) }), "/source", /256 KB/],
  ["keyword_wrong_type", script({ source: 1 }), "/source", /a text/],
  ["keyword_unknown", script({ triger: {} }), "/triger", /"trigger"/],
  ["keyword_unknown", trigger({ event: "update" }), "/trigger/event", /means nothing/],
  ["name_reserved", [customer, named("constructor")], "/name", /taken/],
  ["name_reserved", [customer, named("then")], "/name", /taken/],
  ["name_invalid", [customer, named("__proto__")], "/name", /cannot be a name/],
  [
    "name_invalid",
    document("script", "Shared", { source: "export const a = 1;" }),
    "/source",
    /"shared"/,
  ],
  [
    "script_starts_unclear",
    script({
      trigger: { object: "customer", after: ["create"] },
      schedule: { cron: "0 2 * * *" },
    }),
    "/schedule",
    /trigger, schedule/,
  ],
  ["script_part_useless", script({ hosts: ["api.example.com"] }), "/hosts", /import it/],
  [
    "script_asks_in_transaction",
    endpoint({}, { hosts: ["api.example.com"] }),
    "/hosts",
    /jobs\.add/,
  ],
  [
    "script_asks_in_transaction",
    script({ trigger: { object: "customer", after: ["create"] }, secrets: ["erp_key"] }),
    "/secrets",
    /trigger/,
  ],
  ["keyword_unknown", script({ import: { object: "customer", of: 1 } }), "/import/of", /nothing/],
  ["option_missing", script({ import: {} }), "/import/object", /Add it/],
  ["keyword_unknown", script({ test: { of: "x" } }), "/test/of", /means nothing/],
  [
    "script_asks_in_transaction",
    script({ import: { object: "customer" }, hosts: ["api.example.com"] }),
    "/hosts",
    /import/,
  ],
  ["keyword_unknown", job({}, { output: {} }), "/job/output", /means nothing/],
  ["option_unknown", trigger({ before: ["save"] }), "/trigger/before/0", /create, update/],
  ["option_missing", script({ trigger: { before: ["create"] } }), "/trigger/object", /Add it/],
  [
    "trigger_without_event",
    script({ trigger: { object: "customer" } }),
    "/trigger",
    /before or after/,
  ],
  [
    "trigger_narrows_nothing",
    trigger({ before: ["create"], fields: ["name"] }),
    "/trigger/fields",
    /"update"/,
  ],
  ["script_object_unknown", trigger({ object: "custmer" }), "/trigger/object", /"customer"/],
  ["script_object_unknown", action({ object: "custmer" }), "/action/object", /"customer"/],
  [
    "script_object_unknown",
    script({ import: { object: "custmer" } }),
    "/import/object",
    /"customer"/,
  ],
  ["script_field_unknown", trigger({ fields: ["nam"] }), "/trigger/fields/0", /"name"/],
  [
    "script_without_lifecycle",
    trigger({ after: ["transition"] }),
    "/trigger/after/0",
    /Give it one/,
  ],
  [
    "script_transition_unknown",
    [withLifecycle, ...trigger({ after: ["transition"], transitions: ["confrm"] }).slice(1)],
    "/trigger/transitions/0",
    /"confirm"/,
  ],
  ["expression_unknown_name", trigger({ when: 'nam == "a"' }), "/trigger/when", /"name"/],
  ["expression_result_type", trigger({ when: "credit_limit" }), "/trigger/when", /yes.no/],
  ["expression_result_type", action({ when: "name" }), "/action/when", /yes.no/],
  [
    "action_condition_of_list",
    action({ on: "list", when: "true" }),
    "/action/when",
    /script judge/,
  ],
  ["option_unknown", action({ on: "page" }), "/action/on", /record, list/],
  ["role_unknown", action({ roles: ["seles"] }), "/action/roles/0", /no role "seles"/],
  ["role_unknown", endpoint({ roles: ["seles"] }), "/endpoint/roles/0", /no role "seles"/],
  ["script_roles_missing", endpoint({}, { runs_as: "system" }), "/endpoint/roles", /everybody/],
  ["option_unknown", endpoint({}, { runs_as: "root" }), "/runs_as", /user, system/],
  ["option_unknown", endpoint({ method: "PUT" }), "/endpoint/method", /GET, POST/],
  ["json_type_unknown", asked({ type: "strng" }), `${input}/type`, /string/],
  ["input_keyword_useless", asked({ type: "string", unique: true }), `${input}/unique`, /remove/],
  ["input_type_useless", asked({ $ref: "tenon:auto_number", template: "{00}" }), input, /another/],
  [
    "target_unknown",
    asked({ $ref: "tenon:lookup", target: "custmer" }),
    `${input}/target`,
    /"customer"/,
  ],
  [
    "required_unknown",
    action({ input: { required: ["a"], properties: { b: { type: "string" } } } }),
    "/action/input/required/0",
    /"a"/,
  ],
  [
    "keyword_unknown",
    action({ input: { unique: [], properties: { b: { type: "string" } } } }),
    "/action/input/unique",
    /means nothing/,
  ],
  [
    "name_reserved",
    action({ input: { properties: { ["then" as string]: { type: "string" } } } }),
    "/action/input/properties/then",
    /taken/,
  ],
  [
    "input_not_in_address",
    endpoint({ method: "GET", input: { properties: { at: { $ref: "tenon:geo_point" } } } }),
    "/endpoint/input/properties/at",
    /Use POST/,
  ],
  ["cron_fields", schedule({ cron: "daily" }), "/schedule/cron", /five fields/],
  ["cron_field_invalid", schedule({ cron: "0 25 * * *" }), "/schedule/cron", /"25".*hour/],
  ["cron_too_often", schedule({ cron: "*/10 * * * * *" }), "/schedule/cron", /once a minute/],
  ["cron_never", schedule({ cron: "0 0 30 2 *" }), "/schedule/cron", /L for the last day/],
  ["time_zone_unknown", schedule({ time_zone: "Asia/Shanghi" }), "/schedule/time_zone", /UTC/],
  ["option_unknown", schedule({ catch_up: "some" }), "/schedule/catch_up", /skip, once, all/],
  [
    "schedule_without_user",
    script({ schedule: { cron: "0 2 * * *" }, runs_as: "user" }),
    "/runs_as",
    /as the system/,
  ],
  ...["https://a.example.com", "127.0.0.1", "localhost", "A.example.com", "*.com", "[::1]"].map(
    (host): Case => ["host_invalid", job({ hosts: [host] }), "/hosts/0", /small letters/],
  ),
  ["name_reserved", job({ secrets: ["constructor"] }), "/secrets/0", /taken/],
  ["name_invalid", job({ secrets: ["ERP key"] }), "/secrets/0", /"erp_key"/],
  ["option_too_large", endpoint({}, { limits: { seconds: 60 } }), "/limits/seconds", /3 or less/],
  ["option_too_small", endpoint({}, { limits: { queries: -1 } }), "/limits/queries", /0 or more/],
  ["keyword_unknown", endpoint({}, { limits: { second: 1 } }), "/limits/second", /"seconds"/],
  [
    "translation_of_unknown_script",
    translation({ scripts: { check: { title: "检查" } } }),
    "/scripts/check",
    /no script "check"/,
  ],
];

/** Mistakes in workflows. */
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { Case, Json } from "./mistake.ts";

/** An object with a state, a lookup, child rows and something that nobody writes. */
const task: MetadataDocument = {
  kind: "object",
  name: "task",
  content: {
    name: "task",
    properties: {
      title: { type: "string" },
      count: { type: "integer" },
      due: { type: "string", format: "date" },
      stage: { enum: ["open", "done"], default: "open" },
      twice: { type: "integer", formula: "count * 2" },
      parts: {
        type: "array",
        items: { type: "object", properties: { name: { type: "string" } } },
      },
    },
    lifecycle: {
      field: "stage",
      transitions: [{ name: "finish", from: ["open"], to: "done" }],
    },
  },
};

const end = { type: "wait", for: "1 day" };

/** A sound workflow with something else in it, and without some keywords. */
function workflow(content: Json, without: readonly string[] = []): readonly MetadataDocument[] {
  const whole = {
    name: "flow",
    on: { event: "create", record: "task" },
    start: "first",
    steps: { first: end },
    ...content,
  };
  const kept = Object.entries(whole).filter(([keyword]) => !without.includes(keyword));
  return [task, { kind: "workflow", name: "flow", content: Object.fromEntries(kept) }];
}
const on = (content: Json, more: Json = {}) => workflow({ on: content, ...more });
const first = (step: Json, others: Json = {}) => workflow({ steps: { first: step, ...others } });
const second = (step: Json) => ({ type: "wait", for: "1 day", ...step });

const triggers: readonly Case[] = [
  ["option_missing", workflow({ title: "x" }, ["start"]), "/start", /Add it/],
  ["workflow_word_unknown", workflow({ as: "root" }), "/as", /starter, system/],
  [
    "workflow_word_unknown",
    on({ event: "creates", record: "task" }),
    "/on/event",
    /create, update/,
  ],
  [
    "workflow_word_unknown",
    on({ event: ["create", "manual"], record: "task" }),
    "/on/event/1",
    /delete/,
  ],
  ["option_missing", on({ event: "create" }), "/on/record", /Add it/],
  [
    "workflow_keyword_elsewhere",
    on({ event: "create", record: "task", cron: "* * * * *" }),
    "/on/cron",
    /schedule alone/,
  ],
  ["workflow_object_unknown", on({ event: "create", record: "tusk" }), "/on/record", /"task"/],
  [
    "workflow_field_unknown",
    on({ event: "update", record: "task", changed: ["tilte"] }),
    "/on/changed/0",
    /"title"/,
  ],
  [
    "workflow_transition_unknown",
    on({ event: "transition", record: "task", name: "finsh" }),
    "/on/name",
    /"finish"/,
  ],
  [
    "expression_unknown_name",
    on({ event: "create", record: "task", when: "recrod.count > 1" }),
    "/on/when",
    /"record"/,
  ],
  [
    "expression_result_type",
    on({ event: "create", record: "task", when: "record.count" }),
    "/on/when",
    /yes.no/,
  ],
  ["cron_too_often", on({ event: "schedule", cron: "* * * * * *" }), "/on/cron", /once a minute/],
  ["cron_field_invalid", on({ event: "schedule", cron: "61 * * * *" }), "/on/cron", /"61".*minute/],
  [
    "time_zone_unknown",
    on({ event: "schedule", cron: "* * * * *", time_zone: "Asia/Peking" }),
    "/on/time_zone",
    /Asia\/Shanghai/,
  ],
  [
    "workflow_system_without_roles",
    on({ event: "manual" }, { as: "system" }),
    "/on/roles",
    /who they are/,
  ],
  ["role_unknown", on({ event: "manual", roles: ["bos"] }), "/on/roles/0", /no role "bos"/],
  ["workflow_variable_invalid", workflow({ variables: { a: "text" } }), "/variables/a", /number/],
  [
    "workflow_word_unknown",
    workflow({ variables: { a: { type: "money" } } }),
    "/variables/a/type",
    /number/,
  ],
  [
    "workflow_pointer_invalid",
    workflow({ variables: { a: { type: "text", from: "order.a" } } }),
    "/variables/a/from",
    /\/order\/number/,
  ],
];

const order: readonly Case[] = [
  ["workflow_step_invalid", first(end, { other: "wait" }), "/steps/other", /written/],
  ["workflow_word_unknown", first({ type: "waits" }), "/steps/first/type", /branch, parallel/],
  ["keyword_unknown", first({ ...end, util: "x" }), "/steps/first/util", /"until"/],
  [
    "keyword_unknown",
    first(
      { type: "branch", cases: [{ when: "true", next: "a" }], else: "a", next: "a" },
      { a: end },
    ),
    "/steps/first/next",
    /Remove|not known|means nothing/,
  ],
  [
    "workflow_step_unknown",
    first({ ...end, next: "secnd" }, { second: end }),
    "/steps/first/next",
    /"second"/,
  ],
  ["workflow_step_unreachable", first(end, { second: end }), "/steps/second", /Lead to it/],
  [
    "workflow_ring",
    first(
      { type: "find", object: "task", next: "b" },
      { b: { type: "find", object: "task", next: "first" } },
    ),
    "/steps/first",
    /first → b → first/,
  ],
  [
    "workflow_branch_leaves",
    first(
      { type: "parallel", branches: ["a", "b"], next: "c" },
      { a: second({ next: "c" }), b: end, c: end },
    ),
    "/steps/first",
    /names no next step/,
  ],
  [
    "workflow_outcome_unknown",
    first({ ...end, on: { rejected: "first" } }),
    "/steps/first/on/rejected",
    /timeout/,
  ],
  [
    "workflow_branches_few",
    first({ type: "parallel", branches: ["a"] }, { a: end }),
    "/steps/first/branches",
    /two branches/,
  ],
  [
    "workflow_join_invalid",
    first({ type: "parallel", branches: ["a", "b"], join: 3 }, { a: end, b: end }),
    "/steps/first/join",
    /from 1 to 2/,
  ],
  [
    "workflow_case_invalid",
    first({ type: "branch", cases: ["a"], else: "a" }, { a: end }),
    "/steps/first/cases/0",
    /when/,
  ],
  [
    "option_missing",
    first({ type: "branch", cases: [{ when: "true", next: "a" }] }, { a: end }),
    "/steps/first/else",
    /Add it/,
  ],
];

const steps: readonly Case[] = [
  ["workflow_one_of", first({ type: "wait" }), "/steps/first", /for, until, event/],
  [
    "workflow_duration_invalid",
    first({ type: "wait", for: "2 fortnights" }),
    "/steps/first/for",
    /3 days/,
  ],
  [
    "workflow_duration_invalid",
    first({ type: "wait", for: "100000 days" }),
    "/steps/first/for",
    /ten years/,
  ],
  [
    "expression_result_type",
    first({ type: "wait", until: "record.count" }),
    "/steps/first/until",
    /a date/,
  ],
  [
    "workflow_retry_invalid",
    first({ type: "find", object: "task", retry: 99 }),
    "/steps/first/retry",
    /from 1 to 10/,
  ],
  [
    "workflow_name_taken",
    first({ type: "loop", object: "task", as: "record", do: "a" }, { a: end }),
    "/steps/first/as",
    /otherwise/,
  ],
  [
    "workflow_rows_expected",
    first({ type: "loop", rows: "title", as: "item", do: "a" }, { a: end }),
    "/steps/first/rows",
    /child rows/,
  ],
  [
    "workflow_field_unknown",
    first({ type: "update", record: "record", set: { tilte: "a" } }),
    "/steps/first/set/tilte",
    /"title"/,
  ],
  [
    "workflow_field_not_set",
    first({ type: "update", record: "record", set: { twice: 2 } }),
    "/steps/first/set/twice",
    /cannot be set/,
  ],
  [
    "workflow_field_not_set",
    first({ type: "update", record: "record", set: { stage: "done" } }),
    "/steps/first/set/stage",
    /transition/,
  ],
  [
    "not_an_integer",
    first({ type: "update", record: "record", set: { count: "many" } }),
    "/steps/first/set/count",
    /whole number|integer|number/,
  ],
  [
    "expression_result_type",
    first({ type: "update", record: "record", set: { count: { expression: "record.title" } } }),
    "/steps/first/set/count/expression",
    /number/,
  ],
  [
    "workflow_record_expected",
    first({ type: "delete", record: "record.title" }),
    "/steps/first/record",
    /record\.customer/,
  ],
  [
    "workflow_value_expected",
    first({ type: "webhook", to: "erp", body: { a: { expression: "steps" } } }),
    "/steps/first/body/a/expression",
    /one of its fields/,
  ],
  [
    "workflow_recipient_invalid",
    first({ type: "notify", to: ["owner"], subject: "x" }),
    "/steps/first/to/0",
    /record\.owner/,
  ],
  [
    "workflow_recipient_invalid",
    first({ type: "notify", to: [{ email: "record.title" }], subject: "x" }),
    "/steps/first/to/0",
    /record\.owner/,
  ],
  [
    "workflow_email_expected",
    first({ type: "mail", to: [{ email: "record.title" }], subject: "x", text: "x" }),
    "/steps/first/to/0/email",
    /e-mail field/,
  ],
  [
    "workflow_template_invalid",
    first({ type: "notify", to: [{ starter: true }], subject: "{record.title" }),
    "/steps/first/subject",
    /brace/,
  ],
  [
    "workflow_subflow_unknown",
    first({ type: "subflow", workflow: "flow" }),
    "/steps/first/workflow",
    /starts by subflow/,
  ],
];

export const workflowMistakes: readonly Case[] = [...triggers, ...order, ...steps];

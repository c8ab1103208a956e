/** A script document by itself; its TypeScript is checked where a compiler is. */

import { isHostPattern } from "../../automation/host-name.ts";
import {
  backgroundStarts,
  endpointMethods,
  runsAsWords,
  scriptStarts,
  triggerEvents,
} from "../../automation/script.ts";
import { scriptLimitMaxima, scriptLimitNames } from "../../automation/script-limits.ts";
import { utf8Length } from "../../json.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { sourceLimit } from "../script-source.ts";
import { checkKeywords, checkTexts, type KeywordKinds } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import { checkSchedule, scheduleKinds } from "./check-schedule.ts";
import { checkScriptInput } from "./check-script-input.ts";
import type { Report } from "./report.ts";

const scriptKinds: KeywordKinds = {
  $schema: "text",
  $comment: "text",
  name: "text",
  title: "text",
  description: "text",
  runs_as: "text",
  trigger: "object",
  action: "object",
  import: "object",
  schedule: "object",
  job: "object",
  endpoint: "object",
  test: "object",
  hosts: "names",
  secrets: "names",
  limits: "object",
  source: "text",
};
const startKinds: Readonly<Record<(typeof scriptStarts)[number], KeywordKinds>> = {
  trigger: {
    $comment: "text",
    object: "text",
    before: "names",
    after: "names",
    fields: "names",
    transitions: "names",
    when: "text",
  },
  action: {
    $comment: "text",
    object: "text",
    on: "text",
    title: "text",
    input: "object",
    when: "text",
    confirm: "text",
    roles: "names",
  },
  import: { $comment: "text", object: "text" },
  schedule: { $comment: "text", ...scheduleKinds },
  job: { $comment: "text", input: "object" },
  endpoint: {
    $comment: "text",
    method: "text",
    input: "object",
    output: "object",
    roles: "names",
  },
  test: { $comment: "text" },
};
const required: Readonly<Record<(typeof scriptStarts)[number], readonly string[]>> = {
  trigger: ["object"],
  action: ["object"],
  import: ["object"],
  schedule: [],
  job: [],
  endpoint: ["method"],
  test: [],
};
const limitKinds: KeywordKinds = Object.fromEntries(
  scriptLimitNames.map((name) => [name, "integer"] as const),
);

export function checkScript(name: string, content: JsonSchema, report: Report): void {
  checkKeywords(content, scriptKinds, "", report);
  checkTexts(content, "", report);
  if (typeof content.name === "string") checkName(content.name, "script", "/name", report);
  checkSource(name, content.source, report);
  checkWord(content, "runs_as", runsAsWords, "", report);
  const starts = scriptStarts.filter((keyword) => content[keyword] !== undefined);
  if (starts.length > 1) report("script_starts_unclear", pointer("", starts[1] ?? ""), { starts });
  for (const kind of starts) {
    const written = objectOrEmpty(content[kind]);
    const at = pointer("", kind);
    checkKeywords(written, startKinds[kind], at, report);
    checkTexts(written, at, report);
    for (const keyword of required[kind])
      if (isJsonObject(content[kind]) && written[keyword] === undefined)
        report("option_missing", pointer(at, keyword), { keyword });
  }
  if (isJsonObject(content.trigger)) checkTrigger(content.trigger, report);
  if (isJsonObject(content.action)) checkAction(content.action, report);
  if (isJsonObject(content.schedule)) checkSchedule(content.schedule, "/schedule", report);
  if (content.schedule !== undefined && content.runs_as === "user")
    report("schedule_without_user", "/runs_as");
  if (isJsonObject(content.job) && isJsonObject(content.job.input))
    checkScriptInput(content.job.input, "/job/input", report);
  if (isJsonObject(content.endpoint)) checkEndpoint(content.endpoint, report);
  checkRoles(content, report);
  if (starts.length === 0) {
    for (const keyword of ["runs_as", "hosts", "secrets", "limits"])
      if (content[keyword] !== undefined)
        report("script_part_useless", pointer("", keyword), { keyword });
  }
  checkReach(content, starts, report);
  checkLimits(content, report);
}

function checkSource(name: string, source: unknown, report: Report): void {
  if (source === undefined) report("script_source_missing", "/source", { name });
  if (typeof source === "string" && utf8Length(source) > sourceLimit)
    report("script_source_too_large", "/source", { limit: sourceLimit / 1024 });
}

function checkWord(
  holder: JsonSchema,
  keyword: string,
  allowed: readonly string[],
  path: string,
  report: Report,
): void {
  const value = holder[keyword];
  if (typeof value === "string" && !allowed.includes(value))
    report("option_unknown", pointer(path, keyword), { keyword, allowed });
}

function checkTrigger(trigger: JsonSchema, report: Report): void {
  const events: string[] = [];
  for (const moment of ["before", "after"]) {
    for (const [index, event] of textsOf(trigger[moment]).entries()) {
      if (!triggerEvents.some((known) => known === event)) {
        const at = pointer("/trigger", moment, index);
        report("option_unknown", at, { keyword: moment, allowed: triggerEvents });
      }
      events.push(event);
    }
  }
  if (events.length === 0) report("trigger_without_event", "/trigger");
  for (const [keyword, event] of [
    ["fields", "update"],
    ["transitions", "transition"],
  ] as const) {
    if (events.length > 0 && textsOf(trigger[keyword]).length > 0 && !events.includes(event))
      report("trigger_narrows_nothing", pointer("/trigger", keyword), { keyword, event });
  }
}

function checkAction(action: JsonSchema, report: Report): void {
  checkWord(action, "on", ["record", "list"], "/action", report);
  if (action.on === "list" && action.when !== undefined)
    report("action_condition_of_list", "/action/when");
  if (isJsonObject(action.input)) checkScriptInput(action.input, "/action/input", report);
}

function checkEndpoint(endpoint: JsonSchema, report: Report): void {
  checkWord(endpoint, "method", endpointMethods, "/endpoint", report);
  const inAddress = endpoint.method === "GET";
  if (isJsonObject(endpoint.input))
    checkScriptInput(endpoint.input, "/endpoint/input", report, inAddress);
  if (isJsonObject(endpoint.output)) checkScriptInput(endpoint.output, "/endpoint/output", report);
}

/** What runs with all rights is not for everybody. */
function checkRoles(content: JsonSchema, report: Report): void {
  if (content.runs_as !== "system") return;
  for (const kind of ["action", "endpoint"]) {
    const start = content[kind];
    if (isJsonObject(start) && textsOf(start.roles).length === 0)
      report("script_roles_missing", pointer("", kind, "roles"));
  }
}

function checkReach(
  content: JsonSchema,
  starts: readonly (typeof scriptStarts)[number][],
  report: Report,
): void {
  const inTransaction = starts.find((kind) => !backgroundStarts.includes(kind));
  for (const keyword of ["hosts", "secrets"])
    if (inTransaction !== undefined && content[keyword] !== undefined)
      report("script_asks_in_transaction", pointer("", keyword), { keyword, start: inTransaction });
  for (const [index, host] of textsOf(content.hosts).entries())
    if (!isHostPattern(host)) report("host_invalid", pointer("/hosts", index), { host });
  for (const [index, secret] of textsOf(content.secrets).entries())
    checkName(secret, "script", pointer("/secrets", index), report);
}

function checkLimits(content: JsonSchema, report: Report): void {
  const limits = objectOrEmpty(content.limits);
  checkKeywords(limits, { $comment: "text", ...limitKinds }, "/limits", report);
  const where = backgroundStarts.some((kind) => content[kind] !== undefined)
    ? "background"
    : "transaction";
  for (const keyword of scriptLimitNames) {
    const value = limits[keyword];
    if (typeof value !== "number") continue;
    const at = pointer("/limits", keyword);
    const limit = scriptLimitMaxima[keyword][where];
    if (value < 0) report("option_too_small", at, { keyword, limit: 0 });
    else if (value > limit) report("option_too_large", at, { keyword, limit });
  }
}

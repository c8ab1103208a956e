/** `rules` of an object: their shape, and that the fields they name exist and suit. */
import { didYouMean } from "../../expressions/expression-problem.ts";
import type { FieldType, JsonSchema } from "../../fields/field-type.ts";
import { fieldTypeOf } from "../../fields/index.ts";
import { isJsonObject, objectOrEmpty } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { checkKeywords, type KeywordKinds } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import type { Report } from "./report.ts";

const ruleKinds: KeywordKinds = {
  $comment: "text",
  name: "text",
  require: "text",
  no_overlap: "object",
  message: "text",
  at: "text",
  when: "text",
};

const overlapKinds: KeywordKinds = { $comment: "text", key: "names", from: "text", to: "text" };

const longestMessage = 500;

export function checkRules(content: JsonSchema, report: Report): void {
  if (!Array.isArray(content.rules)) return;
  const names = new Set<string>();
  content.rules.forEach((rule: unknown, index) => {
    const at = pointer("/rules", index);
    if (!isJsonObject(rule)) {
      report("rule_not_object", at);
      return;
    }
    checkKeywords(rule, ruleKinds, at, report);
    for (const keyword of ["name", "message"]) {
      if (rule[keyword] === undefined || rule[keyword] === "") {
        report("rule_part_missing", pointer(at, keyword), { keyword });
      }
    }
    if (typeof rule.message === "string" && rule.message.length > longestMessage) {
      const limit = longestMessage;
      report("keyword_too_long", pointer(at, "message"), { keyword: "message", limit });
    }
    if (typeof rule.name === "string" && rule.name !== "") {
      const { name } = rule;
      if (names.has(name)) report("rule_repeated", pointer(at, "name"), { name });
      else checkName(name, "rule", pointer(at, "name"), report);
      names.add(name);
    }
    checkDemand(rule, content, at, report);
    if (typeof rule.at === "string") fieldNamed(rule.at, content, pointer(at, "at"), report);
  });
}

function checkDemand(rule: JsonSchema, content: JsonSchema, at: string, report: Report): void {
  const demands = ["require", "no_overlap"].filter((keyword) => rule[keyword] !== undefined);
  if (demands.length !== 1) report("rule_demands_unclear", at);
  if (isJsonObject(rule.no_overlap)) {
    checkOverlap(rule.no_overlap, content, pointer(at, "no_overlap"), report);
  }
}

function checkOverlap(periods: JsonSchema, content: JsonSchema, at: string, report: Report): void {
  checkKeywords(periods, overlapKinds, at, report);
  for (const keyword of ["key", "from", "to"]) {
    if (periods[keyword] === undefined) {
      report("rule_part_missing", pointer(at, keyword), { keyword });
    }
  }
  const key: readonly unknown[] = Array.isArray(periods.key) ? periods.key : [];
  key.forEach((name, index) => {
    const place = pointer(at, "key", index);
    const type = typeof name === "string" ? fieldNamed(name, content, place, report) : null;
    if (type && !type.uniqueAllowed) {
      report("period_key_unsuitable", place, { name: String(name) });
    }
  });
  const kinds = (["from", "to"] as const).flatMap((keyword) => {
    const name = periods[keyword];
    const place = pointer(at, keyword);
    const type = typeof name === "string" ? fieldNamed(name, content, place, report) : null;
    if (!type || typeof name !== "string") return [];
    const schema = objectOrEmpty(objectOrEmpty(content.properties)[name]);
    const kind = type.expressionType(schema)?.kind;
    if (kind === "date" || kind === "datetime") return [{ kind, name, place }];
    report("period_field_unsuitable", place, { name });
    return [];
  });
  const [from, to] = kinds;
  if (from && to && from.kind !== to.kind) {
    report("period_field_unsuitable", to.place, { name: to.name });
  }
}

/** The type of a field that is there; null, and reported, when it is not. */
function fieldNamed(
  name: string,
  content: JsonSchema,
  at: string,
  report: Report,
): FieldType | null {
  const properties = objectOrEmpty(content.properties);
  if (!Object.hasOwn(properties, name)) {
    const hint = didYouMean(name, Object.keys(properties));
    report("rule_field_unknown", at, { name, hint });
    return null;
  }
  const schema = properties[name];
  return isJsonObject(schema) ? fieldTypeOf(schema) : null;
}

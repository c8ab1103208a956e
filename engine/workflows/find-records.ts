/**
 * Records that fit a step's filter, with the rights of the run. What the filter says of the run
 * (`record`, `variables` …) is put in as values; the rest is a list like any other.
 */
import {
  decimalText,
  type Expression,
  evaluate,
  type Typed,
  type Value,
} from "../../metadata/expressions/index.ts";
import { isJsonObject, textOrEmpty, textsOf } from "../../metadata/json-object.ts";
import { pointer, problem } from "../../metadata/problem.ts";
import { workflowNames } from "../../metadata/workflows/workflow-scope.ts";
import { parseListRequest } from "../query/list-request.ts";
import { readPage } from "../query/read-records.ts";
import { orRefuse, Refused } from "../records/writer.ts";
import { environmentFor } from "./run-values.ts";
import { expressionAt, type StepContext } from "./step-context.ts";

export interface FoundPage {
  readonly ids: readonly string[];
  /** Where the next page begins. */
  readonly next: string | null;
  readonly count: number;
}

export async function findPage(
  context: StepContext,
  page: { readonly limit: number; readonly after: string | null; readonly counted?: boolean },
): Promise<FoundPage> {
  const { writer, step } = context;
  const { object, filter, sort } = step.content;
  const name = textOrEmpty(object);
  const model = writer.catalog.objects.get(name);
  if (model === undefined || !writer.rights.mayUse(model, "read"))
    throw new Refused([problem("unknown_object", "", { name })]);
  const query = new URLSearchParams({ fields: "id", limit: String(page.limit) });
  if (typeof filter === "string") query.set("filter", await filterText(context, filter));
  const order = textsOf(sort);
  if (order.length > 0) query.set("sort", order.join(","));
  if (page.after !== null) query.set("after", page.after);
  if (page.counted === true) query.set("count", "capped");
  const request = orRefuse(parseListRequest(query, model, writer.catalog, writer.rights));
  const text = orRefuse(await readPage(writer, request));
  const found: unknown = JSON.parse(text);
  const { data, next, count } = isJsonObject(found) ? found : {};
  const records: readonly unknown[] = Array.isArray(data) ? data : [];
  return {
    ids: records.flatMap((record) => (isJsonObject(record) ? String(record.id) : [])),
    next: typeof next === "string" ? next : null,
    count: Number(count ?? 0),
  };
}

/** The filter with the run's names replaced by their values. */
async function filterText(context: StepContext, text: string): Promise<string> {
  const { step, names, writer } = context;
  const place = {
    path: `${pointer("/steps", step.id)}/filter`,
    step: step.id,
    use: "filter",
    name: null,
  } as const;
  const expression = expressionAt(context, text, place);
  const environment = await environmentFor(writer, names, expression);
  const known = (part: Typed): Value =>
    evaluate({ ...expression, root: part } satisfies Expression, environment);
  return replacements(expression.root, (name) => isOuter(context, name), known)
    .toSorted((one, other) => other.start - one.start)
    .reduce((result, { start, end, by }) => result.slice(0, start) + by + result.slice(end), text);
}

const isOuter = ({ names, writer, step }: StepContext, name: string): boolean =>
  workflowNames.includes(name) ||
  (names.items.has(name) &&
    writer.catalog.objects.get(textOrEmpty(step.content.object))?.byName.has(name) !== true);

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Unknown, as a comparison with nothing is; `== null` would ask whether a field is empty. */
const unknown = "(1 / 0 > 0)";

/** The largest parts of a tree that read nothing but what the run knows, with their values. */
function replacements(
  node: Typed,
  outer: (name: string) => boolean,
  known: (part: Typed) => Value,
): readonly Replacement[] {
  const reads = readsOf(node, outer);
  if (reads === "nothing" || reads === "inner") return [];
  const { start, end } = node;
  if (reads === "outer") {
    const value = known(node);
    const isUnknown = value === null && node.type.kind === "boolean";
    return [{ start, end, by: isUnknown ? unknown : literal(value) }];
  }
  if (node.kind === "comparison") {
    const given = [node.left, node.right].find((side) => readsOf(side, outer) === "outer");
    if (given !== undefined && known(given) === null) return [{ start, end, by: unknown }];
  }
  return partsOf(node).flatMap((part) => replacements(part, outer, known));
}

/** Whose fields a part of the tree reads: those of the run, of the records that are looked for. */
function readsOf(
  node: Typed,
  outer: (name: string) => boolean,
): "nothing" | "inner" | "outer" | "both" {
  const own =
    node.kind === "field" ? node.path[0] : node.kind === "aggregate" ? node.rows[0] : null;
  if (own !== null) return outer(own ?? "") ? "outer" : "inner";
  const reads = new Set(partsOf(node).map((part) => readsOf(part, outer)));
  if (reads.has("both") || (reads.has("inner") && reads.has("outer"))) return "both";
  return reads.has("inner") ? "inner" : reads.has("outer") ? "outer" : "nothing";
}

function partsOf(node: Typed): readonly Typed[] {
  switch (node.kind) {
    case "constant":
    case "field":
    case "aggregate":
      return [];
    case "negation":
    case "null_test":
      return [node.operand];
    case "arithmetic":
    case "comparison":
    case "logic":
      return [node.left, node.right];
    case "membership":
      return [node.operand, ...node.items];
    case "conditional":
      return [node.test, node.whenTrue, node.whenFalse];
    case "call":
      return node.args;
  }
}

/** A value as the language writes it. */
function literal(value: Value): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return textLiteral(value);
  if ("cmp" in value) return value.lt(0) ? `(0 - ${decimalText(value.abs())})` : decimalText(value);
  throw new Refused([problem("workflow_list_in_filter", "/filter")]);
}

/** Quotes and backslashes are the only characters that mean something in a text. */
const textLiteral = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** Why somebody may or may not do something, for those who look after users. */
import { type ExplainedVerb, explainedVerbs } from "../../../metadata/access/explanation.ts";
import {
  type ExplanationStep,
  explanationSentence,
} from "../../../metadata/access/explanation-words.ts";
import type { AccessAnswer } from "../../../metadata/access/wire.ts";
import { textOrEmpty } from "../../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../../metadata/model/object-model.ts";
import { type Problem, problem } from "../../../metadata/problem.ts";
import type { Rights } from "../../access/rights.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { explainFor } from "../../records/explain-access.ts";
import { requireReach } from "../../records/within-reach.ts";
import { Refused } from "../../records/writer.ts";
import type { Answer } from "../answer.ts";
import { type Exchange, readerOf } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

export const explainRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/access/explain",
    guard: "administrator",
    query: ["user", "object", "verb", "field", "record"],
    handle: explain,
  },
];

/** Nobody learns of a record or a field by asking about somebody else. */
async function explain(exchange: Exchange): Promise<Answer> {
  const { query, catalog, rights, locale } = exchange;
  const problems: Problem[] = [];
  const person = query.get("user") ?? "";
  if (!uuidPattern.test(person)) problems.push(problem("user_not_found"));
  const model = catalog.objects.get(query.get("object") ?? "");
  if (model === undefined || !rights.mayUse(model, "read"))
    return refuse(exchange, problem("unknown_object", "", { name: query.get("object") ?? "" }));
  const verb = verbOf(query.get("verb"));
  if (verb === null)
    problems.push(
      problem("invalid_parameter", "", { name: "verb", expected: oneOf(...explainedVerbs) }),
    );
  const path = query.get("field");
  // A record is given away as a whole.
  const field = path === null || verb === "transfer" ? null : fieldAt(rights, model, path);
  if (path !== null && field === null)
    problems.push(problem("unknown_field", "", { name: path, hint: "" }));
  const record = query.get("record");
  if (record !== null && !uuidPattern.test(record)) problems.push(problem("record_not_found"));
  if (problems.length > 0 || verb === null) return refuse(exchange, ...problems);
  try {
    if (record !== null) await requireReach(readerOf(exchange), model, record, "read");
  } catch (error) {
    if (error instanceof Refused) return refuse(exchange, ...error.problems);
    throw error;
  }
  const found = await explainFor(readerOf(exchange), { person, model, verb, field, record });
  if (!found.ok) return refuse(exchange, ...found.problems);
  const answer: AccessAnswer = {
    allowed: found.value.allowed,
    steps: found.value.steps.map((step) => ({
      ...step,
      message: explanationSentence(withTitles(exchange, step), locale),
    })),
  };
  return jsonOf(answer, 200, { "cache-control": "no-store" });
}

/** Roles and sharing rules by their titles, as people know them. */
function withTitles({ catalog }: Exchange, step: ExplanationStep): ExplanationStep {
  const titled = ["role", "through"].flatMap((name) => {
    const document = catalog.documents.find(
      ({ kind, name: known }) =>
        (kind === "role" || kind === "sharing_rule") && known === step.params[name],
    );
    const title = textOrEmpty(document?.content.title);
    return title === "" ? [] : [[name, title] as const];
  });
  return { ...step, params: { ...step.params, ...Object.fromEntries(titled) } };
}

const verbOf = (text: string | null): ExplainedVerb | null =>
  text === null ? "read" : (explainedVerbs.find((verb) => verb === text) ?? null);

/** `margin`, or `lines.price` of child rows; null for what is not there for who asks. */
function fieldAt(
  rights: Rights,
  model: ObjectModel,
  path: string,
): { readonly holder: ObjectModel; readonly field: FieldModel; readonly path: string } | null {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let holder = model;
  for (const step of steps) {
    const rows = holder.byName.get(step);
    if (!rows?.children || !rights.mayRead(holder, rows)) return null;
    holder = rows.children;
  }
  const field = holder.byName.get(last);
  return field === undefined || field.system || !rights.mayRead(holder, field)
    ? null
    : { holder, field, path };
}

import { isJsonObject } from "../../../metadata/json-object.ts";
import { failure, type Problem, problem, type Result, success } from "../../../metadata/problem.ts";
import type { FieldAddress } from "../../../metadata/refactor/rename-field.ts";
import {
  findFieldModel,
  holderModel,
  soundModels,
} from "../../../metadata/refactor/sound-models.ts";
import { soundScripts } from "../../../metadata/refactor/sound-scripts.ts";
import { usesOfField, usesOfObject } from "../../../metadata/refactor/where-used.ts";
import { modelledDocuments } from "../../catalog/catalog.ts";
import { usesInSources } from "../../compile/rename-in-sources.ts";
import { draftedDocuments, readDrafts } from "../../publish/drafts.ts";
import { renameInDrafts } from "../../publish/rename-drafts.ts";
import type { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { anObject } from "../expected.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

/** Changes of names over all drafts, and where a name is used. */
export const refactorRoutes: readonly Route[] = [
  { method: "POST", path: "/metadata/rename", guard: "designer", query: [], handle: rename },
  {
    method: "GET",
    path: "/metadata/uses",
    guard: "designer",
    query: ["object", "field"],
    handle: uses,
  },
];

const addressOf = (object: string, field: string): FieldAddress => ({
  object,
  path: field === "" ? [] : field.split("."),
});

/** `{object, field?, to}`: rewrites every use as drafts; answers which documents that touched. */
async function rename(exchange: Exchange): Promise<Answer> {
  const body = await exchange.body();
  if (!body.ok) return refuse(exchange, ...body.problems);
  const asked = parseRename(body.value);
  if (!asked.ok) return refuse(exchange, ...asked.problems);
  const renamed = await renameInDrafts(exchange.services.database, exchange.catalog, {
    ...asked.value,
    author: exchange.principal?.account.id ?? null,
  });
  if (!renamed.ok) return refuse(exchange, ...renamed.problems);
  return jsonOf({ drafts: renamed.value.map(({ kind, name }) => ({ kind, name })) });
}

function parseRename(value: unknown): Result<{ address: FieldAddress; to: string }> {
  if (!isJsonObject(value)) return failure(problem("body_expected", "", { expected: anObject }));
  const { object, field = "", to, ...others } = value;
  const problems: Problem[] = Object.keys(others).map((name) =>
    problem("unknown_field", `/${name}`, { name, hint: "" }),
  );
  if (typeof object !== "string") problems.push(problem("required", "/object"));
  if (typeof field !== "string")
    problems.push(
      problem("invalid_parameter", "/field", { name: "field", expected: "lines.price" }),
    );
  if (typeof to !== "string") problems.push(problem("required", "/to"));
  return problems.length === 0 &&
    typeof object === "string" &&
    typeof field === "string" &&
    typeof to === "string"
    ? success({ address: addressOf(object, field), to })
    : failure(...problems);
}

/** Everything in the drafts that names a field, or an object. */
async function uses(exchange: Exchange): Promise<Answer> {
  const object = exchange.query.get("object") ?? "";
  const address = addressOf(object, exchange.query.get("field") ?? "");
  const { catalog, executor } = exchange;
  const documents = draftedDocuments(catalog, await readDrafts(executor, catalog.workspaceId));
  const known = modelledDocuments(documents);
  if (!known.some(({ kind, name }) => kind === "object" && name === object)) {
    return refuse(exchange, problem("unknown_object", "", { name: object }));
  }
  const objects = soundModels(documents);
  const model = objects.get(object);
  const { path } = address;
  if (path.length > 0 && model !== undefined && findFieldModel(model, path) === undefined) {
    const fields = holderModel(model, path)?.fields.map(({ name }) => name) ?? [];
    const params = { name: path.join("."), known: fields };
    return refuse(exchange, problem("unknown_selection", "/field", params));
  }
  const found =
    path.length === 0 ? usesOfObject(documents, object) : usesOfField(documents, address);
  const inSources = await usesInSources({ address, objects, scripts: soundScripts(documents) });
  if (!inSources.ok) return refuse(exchange, ...inSources.problems);
  const lines = inSources.value.map(({ script, line }) => ({
    kind: "script",
    name: script,
    path: "/source",
    line,
  }));
  return jsonOf({ data: [...found, ...lines] });
}

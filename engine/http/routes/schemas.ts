import { createHash } from "node:crypto";
import { documentsWithOptions } from "../../../metadata/documents/option-sets.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";
import { problem } from "../../../metadata/problem.ts";
import { publicSchema } from "../../../metadata/validate/public-schema.ts";
import type { RecordMode } from "../../../metadata/validate/record-schema.ts";
import { standaloneValidator } from "../../../metadata/validate/standalone-validator.ts";
import { visibleModel } from "../../access/visible-objects.ts";
import { modelledDocuments } from "../../catalog/catalog.ts";
import { draftedDocuments, readDrafts } from "../../publish/drafts.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { jsonOf, type Route } from "../route.ts";
import { objectOf, refuse } from "./records.ts";

export const schemaRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/metadata/objects/:object/schema",
    guard: "signed_in",
    query: [],
    handle: schema,
  },
  {
    method: "GET",
    path: "/metadata/objects/:object/validator.js",
    guard: "signed_in",
    query: ["mode", "v", "draft"],
    handle: validator,
  },
];

async function schema(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  return jsonOf(publicSchema(visibleModel(exchange.catalog, exchange.rights, model)), 200, {
    "content-type": "application/schema+json",
  });
}

const modules = new WeakMap<ObjectModel, Map<RecordMode, string>>();

/**
 * The compiled validator as a module for the browser. `v` (the catalog's version) makes the
 * address immutable; `draft=true` compiles what is being designed.
 */
async function validator(exchange: Exchange): Promise<Answer> {
  const mode = exchange.query.get("mode") ?? "create";
  if (mode !== "create" && mode !== "change") {
    return refuse(
      exchange,
      problem("invalid_parameter", "", { name: "mode", expected: oneOf("create", "change") }),
    );
  }
  const drafted = exchange.query.get("draft") === "true";
  const model = drafted ? await draftedModel(exchange) : objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const text = moduleOf(
    drafted ? model : visibleModel(exchange.catalog, exchange.rights, model),
    mode,
  );
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 16)}"`;
  return new Answer(text, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control":
        drafted || exchange.query.get("v") === null
          ? "no-store"
          : "private, max-age=86400, immutable",
      etag,
      // Another person at the same browser may see other fields.
      vary: "cookie, authorization",
    },
  });
}

function moduleOf(model: ObjectModel, mode: RecordMode): string {
  const known = modules.get(model) ?? new Map<RecordMode, string>();
  modules.set(model, known);
  const text = known.get(mode) ?? standaloneValidator(model, mode);
  known.set(mode, text);
  return text;
}

async function draftedModel(exchange: Exchange): Promise<ObjectModel | Answer> {
  if (!exchange.rights.mayDesign) return refuse(exchange, problem("not_permitted"));
  const name = exchange.parameter("object");
  const drafts = await readDrafts(exchange.executor, exchange.catalog.workspaceId);
  const documents = draftedDocuments(exchange.catalog, drafts);
  const document = documentsWithOptions(modelledDocuments(documents)).find(
    (candidate) => candidate.kind === "object" && candidate.name === name,
  );
  if (document === undefined) return refuse(exchange, problem("unknown_object", "", { name }));
  try {
    return resolveObject(document.content);
  } catch {
    return refuse(exchange, problem("unknown_object", "", { name }));
  }
}

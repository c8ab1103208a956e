import type { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { openApiDocument } from "../open-api-document.ts";
import { json, type Route } from "../route.ts";

export const openApiRoutes: readonly Route[] = [
  { method: "GET", path: "/openapi.json", guard: "signed_in", query: [], handle: openApi },
];

const textKey = Symbol("OpenAPI document");

async function openApi(exchange: Exchange): Promise<Answer> {
  // Both built-in roles may use every object; the document is the same for them.
  const text = exchange.catalog.derived(textKey, (catalog) =>
    JSON.stringify(openApiDocument(catalog, exchange.rights)),
  );
  return json(text);
}

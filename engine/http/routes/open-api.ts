import type { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { openApiDocument } from "../open-api-document.ts";
import { json, type Route } from "../route.ts";

export const openApiRoutes: readonly Route[] = [
  { method: "GET", path: "/openapi.json", guard: "signed_in", query: [], handle: openApi },
];

const textsKey = Symbol("OpenAPI documents");

async function openApi({ catalog, rights }: Exchange): Promise<Answer> {
  // By rights: what one may not see is not in another's document.
  const texts = catalog.derived(textsKey, () => new Map<string, string>());
  let text = texts.get(rights.key);
  if (text === undefined) {
    text = JSON.stringify(openApiDocument(catalog, rights));
    texts.set(rights.key, text);
  }
  return json(text);
}

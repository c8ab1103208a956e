import type { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { mayBegin } from "../may-begin.ts";
import { openApiDocument } from "../open-api-document.ts";
import { json, type Route } from "../route.ts";

export const openApiRoutes: readonly Route[] = [
  { method: "GET", path: "/openapi.json", guard: "signed_in", query: [], handle: openApi },
];

const textsKey = Symbol("OpenAPI documents");

async function openApi(exchange: Exchange): Promise<Answer> {
  const { catalog, rights } = exchange;
  // By rights: what one may not see is not in another's document.
  const texts = catalog.derived(textsKey, () => new Map<string, string>());
  let text = texts.get(rights.key);
  if (text === undefined) {
    const mayStart = (roles: readonly string[]) => mayBegin(exchange, roles);
    text = JSON.stringify(openApiDocument(catalog, rights, mayStart));
    texts.set(rights.key, text);
  }
  return json(text);
}

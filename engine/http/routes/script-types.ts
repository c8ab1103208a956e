import { declarations } from "../../../metadata/declarations/declarations.ts";
import { soundModels } from "../../../metadata/refactor/sound-models.ts";
import { soundScripts } from "../../../metadata/refactor/sound-scripts.ts";
import { draftedDocuments, readDrafts } from "../../publish/drafts.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import type { Route } from "../route.ts";

/** What editors of scripts complete and check by. */
export const scriptTypeRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/metadata/scripts/types",
    guard: "designer",
    query: [],
    handle: scriptTypes,
  },
];

/** Declarations of what is being designed: published documents with the drafts over them. */
async function scriptTypes({ catalog, executor }: Exchange): Promise<Answer> {
  const documents = draftedDocuments(catalog, await readDrafts(executor, catalog.workspaceId));
  const objects = [...soundModels(documents).values()];
  return new Answer(declarations(objects, soundScripts(documents)), {
    status: 200,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

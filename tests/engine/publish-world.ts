/** A workspace of a few objects whose documents are edited, planned and published. */
import { expect } from "vitest";
import { findDrift } from "../../engine/publish/drift.ts";
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import type { DesignerDocuments, PublishPlan } from "../../metadata/wire.ts";
import { callsOf } from "../support/calls.ts";
import { objectDocument, startTestServer } from "../support/server.ts";

export type Properties = Record<string, JsonSchema>;

export type Content = { properties: Properties; [keyword: string]: unknown };

export type PublishWorld = Awaited<ReturnType<typeof startPublishWorld>>;

/** @param objects properties by name of their object, beside what else its document says */
export async function startPublishWorld(
  objects: Readonly<Record<string, JsonSchema & { readonly properties: JsonSchema }>>,
) {
  const server = await startTestServer({
    documents: Object.entries(objects).map(([name, { properties, ...more }]) =>
      objectDocument(name, properties, more),
    ),
  });
  const { call, get, make } = callsOf(() => server);
  const content = async (name: string): Promise<Content> => {
    const { documents } = (await get("/metadata/documents")).body as DesignerDocuments;
    const found = documents.find((each) => each.kind === "object" && each.name === name);
    return structuredClone(found?.published) as JsonSchema as Content;
  };
  const draft = async (name: string): Promise<Content> => {
    const { documents } = (await get("/metadata/documents")).body as DesignerDocuments;
    const found = documents.find((each) => each.kind === "object" && each.name === name);
    return structuredClone(found?.draft) as JsonSchema as Content;
  };
  const put = async (name: string, next: JsonSchema) => {
    const answer = await call("PUT", `/metadata/drafts/object/${name}`, next);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const remove = (name: string) => call("DELETE", `/metadata/drafts/object/${name}`);
  const planAt = async (path: string, answers: JsonSchema): Promise<PublishPlan> => {
    const answer = await call("POST", path, { answers });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as PublishPlan;
  };
  const publishAt = async (path: string, answers: JsonSchema) => {
    const answer = await call("POST", path, { answers });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  return {
    call,
    get,
    make,
    content,
    draft,
    put,
    remove,
    async edit(name: string, change: (content: Content) => void) {
      const next = await content(name);
      change(next);
      await put(name, next);
    },
    async rename(name: string, next: string) {
      const former = await content(name);
      await remove(name);
      await put(next, { ...former, name: next });
    },
    plan: (answers: JsonSchema = {}) => planAt("/metadata/plan", answers),
    planVersion: (version: number, answers: JsonSchema = {}) =>
      planAt(`/metadata/versions/${version}/plan`, answers),
    publish: (answers: JsonSchema = {}) => publishAt("/metadata/publish", answers),
    publishVersion: (version: number, answers: JsonSchema = {}) =>
      publishAt(`/metadata/versions/${version}/publish`, answers),
    /** The rows of a query on the tables themselves. */
    async rows(text: string) {
      return (await server.services.database.run({ text, values: [] })).rows;
    },
    async drift() {
      await server.services.catalogs.refresh("demo");
      const catalog = await server.services.catalogs.current("demo");
      if (catalog === null) throw new Error("no catalog");
      return findDrift(server.services.database, catalog);
    },
    stop: () => server.stop(),
  };
}

export const text = { type: "string" };
export const integer = { type: "integer" };

export const lookupTo = (target: string, more: JsonSchema = {}) => ({
  $ref: "tenon:lookup",
  target,
  ...more,
});

export const listOf = (target: string) => ({ type: "array", items: lookupTo(target) });

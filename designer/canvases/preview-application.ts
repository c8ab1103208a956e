/**
 * What the runtime's components find above them in a preview: the real API to read from, so that
 * lookups offer real records, and nothing that could write.
 */
import { QueryClient } from "@tanstack/solid-query";
import { createMemo } from "solid-js";
import { localiseScreen } from "../../metadata/documents/localise.ts";
import { resolveForm } from "../../metadata/model/screen-models.ts";
import type { Client } from "../../runtime/client/client.ts";
import { locale } from "../../runtime/language/locale.ts";
import type { Application } from "../../runtime/state/application.ts";
import type { CatalogStore } from "../../runtime/state/catalog-store.ts";
import { createRecordTitles } from "../../runtime/state/record-titles.ts";
import { createRelatedRecords } from "../../runtime/state/related-records.ts";
import { createSession } from "../../runtime/state/session.ts";
import { documentsOfKind, findDocument } from "../document/design-documents.ts";
import { createModelCache } from "../document/draft-models.ts";
import type { DesignSession } from "../state/design-session.ts";

function readOnlyClient(client: Client): Client {
  return {
    ...client,
    request: (method, path, options) => {
      if (method !== "GET") throw new Error("A preview does not write.");
      return client.request(method, path, options);
    },
    // Chosen files look as if they had arrived.
    upload: async ({ name, type, size }) => ({
      ok: true,
      status: 201,
      etag: null,
      body: { id: crypto.randomUUID(), name, ...(type && { type }), size },
    }),
  };
}

/** Call inside a component. Lookups ask the published objects, whose names the API knows. */
export function createPreviewApplication(session: DesignSession): Application {
  const client = readOnlyClient(session.client);
  const modelsOf = createModelCache();
  const models = createMemo(() => modelsOf(session.published(), locale()));
  const forms = createMemo(() => {
    const texts = findDocument(session.published(), "translation", locale())?.content ?? {};
    return documentsOfKind(session.published(), "form").map(({ content }) =>
      resolveForm(localiseScreen("forms", content, texts)),
    );
  });
  const catalog: CatalogStore = {
    catalog: () => ({
      version: session.version(),
      locale: locale(),
      apps: [],
      startForms: false,
      index: [...models().values()].map(({ name, title, recordTitle }) => ({
        name,
        title,
        record_title: recordTitle,
        may: [],
        actions: [],
        approvals: null,
      })),
      models: models(),
      views: [],
      forms: forms(),
    }),
    failure: () => undefined,
    model: (name) => models().get(name) ?? null,
    rights: () => [],
    actions: () => [],
    approvals: () => null,
    recordTitle: (name) => models().get(name)?.recordTitle ?? "id",
    whenModel: async (name) => models().get(name) ?? null,
    views: () => [],
    form: (object) => forms().find((form) => form.object === object),
    reload: () => {},
  };
  return {
    workspace: client.workspace,
    client,
    session: createSession(() => client),
    catalog,
    queries: new QueryClient(),
    titles: createRecordTitles(client, catalog),
    related: createRelatedRecords(client),
  };
}

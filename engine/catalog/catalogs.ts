/**
 * The catalogs of all workspaces in this process. Loaded on first use; a publish anywhere is
 * noticed by NOTIFY, and by asking every second in case a notification was lost.
 */
import type { Database } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import { type Catalog, makeCatalog, type StoredDocument } from "./catalog.ts";
import { readDocuments, readManifest, readWorkspaces, type Workspace } from "./document-store.ts";

export const publishChannel = "tenon_publish";

export interface Catalogs {
  /** The current catalog of a workspace; null when there is no such workspace. */
  current(workspace: string): Promise<Catalog | null>;
  /** The catalog if it is at hand: the hot path of every request. */
  loaded(workspace: string): Catalog | undefined;
  /** Brings one workspace, or all, to what the database says. */
  refresh(workspace?: string): Promise<void>;
  /** Starts following publishes of other processes. */
  follow(): Promise<void>;
  stop(): Promise<void>;
}

const pollMilliseconds = 1000;

export function createCatalogs(database: Database, observe: Observe): Catalogs {
  const catalogs = new Map<string, Catalog>();
  const loading = new Map<string, Promise<Catalog | null>>();
  let stopListening: (() => Promise<void>) | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  async function load(name: string): Promise<Catalog | null> {
    const workspace = (await readWorkspaces(database)).find((candidate) => candidate.name === name);
    if (workspace === undefined) {
      catalogs.delete(name);
      return null;
    }
    const former = catalogs.get(name);
    if (
      former !== undefined &&
      former.workspaceId === workspace.id &&
      former.version === workspace.version
    )
      return former;
    const catalog = await loadCatalog(database, workspace, former);
    catalogs.set(name, catalog);
    observe({
      kind: "catalog_loaded",
      workspace: name,
      version: catalog.version,
      objects: catalog.objects.size,
    });
    return catalog;
  }

  /** One load at a time per workspace; callers that come meanwhile share it. */
  function loadOnce(name: string): Promise<Catalog | null> {
    const running = loading.get(name);
    if (running !== undefined) return running;
    const started = load(name).finally(() => loading.delete(name));
    loading.set(name, started);
    return started;
  }

  async function refreshAll(): Promise<void> {
    const found = await readWorkspaces(database);
    const names = new Set(found.map(({ name }) => name));
    for (const name of catalogs.keys()) if (!names.has(name)) catalogs.delete(name);
    for (const workspace of found) {
      const at = catalogs.get(workspace.name);
      if (
        at !== undefined &&
        (at.version !== workspace.version || at.workspaceId !== workspace.id)
      ) {
        await loadOnce(workspace.name);
      }
    }
  }

  async function listen(): Promise<void> {
    if (stopped) return;
    try {
      stopListening = await database.listen(
        publishChannel,
        (name) =>
          void loadOnce(name).catch((error) =>
            observe({ kind: "background_failed", what: "catalog", error }),
          ),
        () => {
          stopListening = null;
          observe({ kind: "database_lost" });
        },
      );
      await refreshAll();
    } catch {
      stopListening = null;
    }
  }

  function poll(): void {
    if (stopped) return;
    timer = setTimeout(async () => {
      if (stopListening === null) await listen();
      await refreshAll().catch(() => undefined);
      poll();
    }, pollMilliseconds);
    timer.unref();
  }

  return {
    loaded: (name) => catalogs.get(name),
    current: async (name) => catalogs.get(name) ?? (await loadOnce(name)),
    refresh: async (name) => {
      // A load that began before the change may not have seen it: wait, then look again.
      if (name === undefined) return refreshAll();
      await loading.get(name)?.catch(() => null);
      await loadOnce(name);
    },
    follow: async () => {
      await listen();
      poll();
    },
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await stopListening?.();
    },
  };
}

async function loadCatalog(
  database: Database,
  workspace: Workspace,
  former: Catalog | undefined,
): Promise<Catalog> {
  const manifest = await readManifest(database, workspace.id, workspace.version);
  if (manifest === null)
    throw new Error(`Version ${workspace.version} of ${workspace.name} is missing`);
  const known = new Map<string, StoredDocument>();
  if (former?.workspaceId === workspace.id) {
    for (const document of former.documents) known.set(document.digest, document);
  }
  const documents = await readDocuments(database, workspace.id, manifest, known);
  return makeCatalog(workspace, workspace.version, documents, manifest.origins);
}

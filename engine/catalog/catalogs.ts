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
  /** Tells of every catalog that is loaded from now on. */
  onLoaded(listener: (catalog: Catalog) => void): void;
  /** Starts following publishes of other processes. */
  follow(): Promise<void>;
  stop(): Promise<void>;
}

const pollMilliseconds = 1000;

export function createCatalogs(database: Database, observe: Observe): Catalogs {
  const shelf = makeShelf(database, observe);
  let stopListening: (() => Promise<void>) | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  async function listen(): Promise<void> {
    try {
      stopListening = await database.listen(publishChannel, shelf.noticed, () => {
        stopListening = null;
        observe({ kind: "database_lost" });
      });
      await shelf.refreshAll();
    } catch {
      stopListening = null;
    }
  }

  function poll(): void {
    if (stopped) return;
    timer = setTimeout(async () => {
      if (stopListening === null && !stopped) await listen();
      await shelf.refreshAll().catch(() => undefined);
      poll();
    }, pollMilliseconds);
    timer.unref();
  }

  return {
    loaded: shelf.loaded,
    current: async (name) => shelf.loaded(name) ?? (await shelf.load(name)),
    onLoaded: shelf.onLoaded,
    refresh: (name) => (name === undefined ? shelf.refreshAll() : shelf.reload(name)),
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

/** The catalogs at hand, each loaded by one at a time. */
function makeShelf(database: Database, observe: Observe) {
  const catalogs = new Map<string, Catalog>();
  const loading = new Map<string, Promise<Catalog | null>>();
  const listeners: ((catalog: Catalog) => void)[] = [];

  async function loadNow(name: string): Promise<Catalog | null> {
    const found = await readWorkspaces(database);
    const workspace = found.find((candidate) => candidate.name === name);
    if (workspace === undefined) {
      catalogs.delete(name);
      return null;
    }
    const former = catalogs.get(name);
    if (former !== undefined && isCurrent(former, workspace)) return former;
    const catalog = await loadCatalog(database, workspace, former);
    catalogs.set(name, catalog);
    const { version, objects } = catalog;
    observe({ kind: "catalog_loaded", workspace: name, version, objects: objects.size });
    for (const listener of listeners) listener(catalog);
    return catalog;
  }

  /** Callers that come while one loads share its result. */
  function load(name: string): Promise<Catalog | null> {
    const running = loading.get(name);
    if (running !== undefined) return running;
    const started = loadNow(name).finally(() => loading.delete(name));
    loading.set(name, started);
    return started;
  }

  /** A load that began before a change may not have seen it: wait for it, then load again. */
  async function reload(name: string): Promise<void> {
    await loading.get(name)?.catch(() => null);
    await load(name);
  }

  async function refreshAll(): Promise<void> {
    const found = new Map(
      (await readWorkspaces(database)).map((workspace) => [workspace.name, workspace]),
    );
    for (const [name, catalog] of catalogs) {
      const workspace = found.get(name);
      if (workspace === undefined) catalogs.delete(name);
      else if (!isCurrent(catalog, workspace)) await load(name);
    }
  }

  const noticed = (name: string): void => {
    reload(name).catch((error: unknown) =>
      observe({ kind: "background_failed", what: "catalog", error }),
    );
  };

  const onLoaded: Catalogs["onLoaded"] = (listener) => void listeners.push(listener);
  const loaded = (name: string) => catalogs.get(name);
  return { loaded, load, reload, refreshAll, noticed, onLoaded };
}

const isCurrent = (catalog: Catalog, workspace: Workspace): boolean =>
  catalog.workspaceId === workspace.id && catalog.version === workspace.version;

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

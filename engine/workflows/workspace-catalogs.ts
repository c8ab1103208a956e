/** The catalog of a job's workspace, as the database says it is now. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Catalogs } from "../catalog/catalogs.ts";
import type { Executor } from "../db/database.ts";

/** Null when the workspace is gone. */
export async function catalogOf(
  executor: Executor,
  catalogs: Catalogs,
  workspaceId: string,
): Promise<Catalog | null> {
  const { rows } = await executor.run({
    text: "select name, version from core.workspace where id = $1",
    values: [workspaceId],
    name: "workspace_of_job",
  });
  const [name, version] = rows[0] ?? [];
  if (typeof name !== "string") return null;
  const loaded = await catalogs.current(name);
  if (loaded !== null && loaded.workspaceId === workspaceId && loaded.version === Number(version))
    return loaded;
  await catalogs.refresh(name);
  return catalogs.current(name);
}

export async function schemaOf(executor: Executor, workspaceId: string): Promise<string | null> {
  const { rows } = await executor.run({
    text: "select schema from core.workspace where id = $1",
    values: [workspaceId],
  });
  return rows[0]?.[0] ?? null;
}

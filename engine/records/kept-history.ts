/** How long each object's history is kept, by its published document. */
import type { Executor } from "../db/database.ts";
import type { KeptDays } from "./history-months.ts";

/** Objects that keep it for ever are left out. Documents are checked when they are published. */
export async function readKeptDays(
  executor: Executor,
  workspaceId: string,
  version: number,
): Promise<readonly KeptDays[]> {
  const { rows } = await executor.run({
    text: `select coalesce(content->>'id', name), content->'history'->>'days' from (
        select d.name, d.content::jsonb as content
        from core.version v cross join jsonb_each_text(v.manifest::jsonb->'documents') as m(key, digest)
        join core.document d on d.workspace = v.workspace and d.digest = m.digest
        where v.workspace = $1 and v.number = $2 and d.kind = 'object') as objects
      where content->'history'->'days' is not null`,
    values: [workspaceId, version],
  });
  return rows.map(([object, days]) => ({ object: String(object), days: Number(days) }));
}

/**
 * Objects whose records runs wait for: those that published workflows wait for, and those that runs
 * of earlier versions do. What the runs do is asked once for each catalog.
 */
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import { compileText } from "../../metadata/workflows/compile-text.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Catalogs } from "../catalog/catalogs.ts";
import type { Database } from "../db/database.ts";
import { type PinnedWorkflow, pinnedWorkflow, publishedWorkflows } from "./pinned-workflow.ts";
import type { IsWaitedFor } from "./record-events.ts";
import { runTable } from "./run-rows.ts";

const waitedKey = Symbol("objects that are waited for");

/** Names of the objects; "all" until it is known what earlier runs wait for. */
interface Waited {
  readonly published: ReadonlySet<string>;
  earlier: ReadonlySet<string> | "all";
}

export function watchWaitedObjects(database: Database, catalogs: Catalogs): IsWaitedFor {
  const waitedIn = (catalog: Catalog): Waited =>
    catalog.derived(waitedKey, () => {
      const published = [...publishedWorkflows(catalog).values()];
      const waited: Waited = {
        published: new Set(published.flatMap((one) => objectsOf(one, catalog))),
        earlier: "all",
      };
      // Whatever happens meanwhile, every write looks whether somebody waits.
      ofEarlierRuns(database, catalog).then(
        (earlier) => (waited.earlier = earlier),
        () => undefined,
      );
      return waited;
    });
  catalogs.onLoaded((catalog) => void waitedIn(catalog));
  return (catalog, model) => {
    const { published, earlier } = waitedIn(catalog);
    return earlier === "all" || published.has(model.name) || earlier.has(model.name);
  };
}

async function ofEarlierRuns(database: Database, catalog: Catalog): Promise<ReadonlySet<string>> {
  const digests = [...publishedWorkflows(catalog).values()].map(({ digest }) => digest);
  const { rows } = await database.run({
    text: `select "digest", min("version") from ${runTable(catalog.schema)} where "ended_at" is null and "digest" <> all($1) group by 1`,
    values: [digests],
  });
  const found = new Set<string>();
  for (const [digest, version] of rows) {
    const pinned = await pinnedWorkflow(database, catalog, String(digest), Number(version));
    if (pinned === null) continue;
    for (const object of objectsOf(pinned, catalog)) found.add(object);
  }
  return found;
}

/** Names of the objects for whose records a workflow waits. */
function objectsOf({ workflow, content }: PinnedWorkflow, { objects }: Catalog): readonly string[] {
  return [...workflow.steps.values()].flatMap((step) => {
    const { event } = step.content;
    if (step.type !== "wait" || !isJsonObject(event)) return [];
    const place = { path: "", step: step.id, use: "record", name: null } as const;
    const found = compileText(textOrEmpty(event.record), place, { content, objects });
    return found.ok && found.value.type.kind === "record" ? [found.value.type.object] : [];
  });
}

/** Runs that go on with an earlier version of their workflow, and need what a publish would take away. */
import { checkWorkflowReferences } from "../../metadata/documents/checks/check-workflow-references.ts";
import type { DocumentKind } from "../../metadata/documents/document.ts";
import type { JsonSchema } from "../../metadata/json-object.ts";
import { type Problem, type ProblemCode, problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { pinnedWorkflow, publishedWorkflows } from "./pinned-workflow.ts";
import { runTable } from "./run-rows.ts";

/** Runs that are named in one problem. */
const namedMaximum = 5;

/** @param next the catalog as it will be */
export async function liveRunProblems(
  executor: Executor,
  next: Catalog,
): Promise<readonly Problem[]> {
  const published = new Set([...publishedWorkflows(next).values()].map(({ digest }) => digest));
  const { rows } = await executor.run({
    text: `select "workflow", "digest", count(*) from ${runTable(next.schema)} where "ended_at" is null group by 1, 2 order by 1, 2`,
    values: [],
  });
  const problems: Problem[] = [];
  for (const [workflow, digest, count] of rows) {
    if (published.has(String(digest))) continue;
    const { ids, version } = await someRuns(executor, next, String(digest));
    const pinned = await pinnedWorkflow(executor, next, String(digest), version);
    const [mistake] = pinned === null ? [] : mistakesOf(pinned.content, next);
    if (mistake !== undefined)
      problems.push(
        problem("workflow_runs_in_the_way", "", {
          name: String(workflow),
          count: Number(count),
          runs: ids,
          place: mistake,
        }),
      );
  }
  return problems;
}

async function someRuns(
  executor: Executor,
  { schema }: Catalog,
  digest: string,
): Promise<{ readonly ids: readonly string[]; readonly version: number }> {
  const { rows } = await executor.run({
    text: `select "id", "version" from ${runTable(schema)} where "ended_at" is null and "digest" = $1 order by "started_at" limit $2`,
    values: [digest, namedMaximum],
  });
  return { ids: rows.map(([id]) => String(id)), version: Number(rows[0]?.[1]) };
}

/** Places of the document that would mean nothing any more. */
function mistakesOf(content: JsonSchema, next: Catalog): readonly string[] {
  const contents = (kind: DocumentKind) =>
    new Map(
      next.documents.filter((one) => one.kind === kind).map((one) => [one.name, one.content]),
    );
  const found: string[] = [];
  const report = (code: ProblemCode, path: string): void => {
    // A workflow that is gone fails its own step when it comes to it.
    if (code !== "workflow_subflow_unknown") found.push(path);
  };
  checkWorkflowReferences(
    content,
    {
      names: new Set(next.objects.keys()),
      models: next.objects,
      unsound: new Set(),
      roles: contents("role"),
      workflows: contents("workflow"),
      calendars: contents("calendar"),
      scripts: contents("script"),
    },
    report,
  );
  return found;
}

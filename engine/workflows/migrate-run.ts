/** Moving a run to another version of its workflow, while it is at rest. */
import { problem } from "../../metadata/problem.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { readManifest } from "../catalog/document-store.ts";
import type { Executor } from "../db/database.ts";
import { Refused } from "../records/writer.ts";
import { holdRun, writeHeld } from "./manage-runs.ts";
import { type PinnedWorkflow, pinnedWorkflow, publishedWorkflows } from "./pinned-workflow.ts";
import { runTable } from "./run-rows.ts";

/** The document of a workflow in a version; null: what is published. @throws Refused */
export async function workflowIn(
  executor: Executor,
  catalog: Catalog,
  name: string,
  version: number | null,
): Promise<PinnedWorkflow> {
  if (version === null || version === catalog.version) {
    const published = publishedWorkflows(catalog).get(name);
    if (published === undefined) throw new Refused([problem("workflow_unknown", "", { name })]);
    return published;
  }
  const manifest = await readManifest(executor, catalog.workspaceId, version);
  if (manifest === null) throw new Refused([problem("unknown_version", "/version", { version })]);
  const digest = manifest.documents[`workflow/${name}`];
  const found =
    digest === undefined ? null : await pinnedWorkflow(executor, catalog, digest, version);
  if (found === null) throw new Refused([problem("workflow_unknown", "", { name })]);
  return found;
}

export interface Migration {
  /** Null: what is published. */
  readonly version: number | null;
  /** Steps that are called otherwise there, by their names here. */
  readonly steps: Readonly<Record<string, string>>;
  /** Only says what would happen. */
  readonly dryRun: boolean;
}

/** Where a token goes. */
export interface Moved {
  readonly step: string;
  /** Null: the other version has no such step of this type; name one. */
  readonly to: string | null;
}

export async function migrateRun(
  transaction: Executor,
  catalog: Catalog,
  id: string,
  { version, steps, dryRun }: Migration,
  actor: string | null,
  now: Date,
): Promise<readonly Moved[]> {
  const held = await holdRun(transaction, catalog, id);
  const { run, tokens, pinned } = held;
  const target = await workflowIn(transaction, catalog, run.workflow, version);
  if (tokens.ready() !== undefined) throw new Refused([problem("run_not_at_rest")]);
  const moved = tokens.all().map((token): Moved => {
    const to = Object.hasOwn(steps, token.step) ? (steps[token.step] ?? "") : token.step;
    const same =
      target.workflow.steps.get(to)?.type === pinned.workflow.steps.get(token.step)?.type;
    return { step: token.step, to: same ? to : null };
  });
  if (dryRun) return moved;
  const lost = moved.filter(({ to }) => to === null);
  if (lost.length > 0)
    throw new Refused(
      lost.map(({ step }) => problem("run_step_unmapped", "/steps", { name: step })),
    );
  for (const [index, token] of tokens.all().entries())
    tokens.set({ ...token, step: moved[index]?.to ?? token.step });
  const entry = {
    token: null,
    step: null,
    event: "migrated",
    at: now,
    actor,
    input: { from: run.version, to: version ?? catalog.version, steps },
  } as const;
  await writeHeld(transaction, catalog, held, [entry], now);
  await transaction.run({
    text: `update ${runTable(catalog.schema)} set "digest" = $2, "version" = $3 where "id" = $1`,
    values: [id, target.digest, version ?? catalog.version],
  });
  return moved;
}

/** The ways to publish: the drafts, a set of documents from files, an earlier version. */

import { canonicalJson } from "../../metadata/json.ts";
import { failure, type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import { type Actor, recordAct } from "../audit/record-act.ts";
import { automationIn } from "../catalog/automation.ts";
import type { Catalog, StoredDocument } from "../catalog/catalog.ts";
import type { Catalogs } from "../catalog/catalogs.ts";
import { readDocuments, readManifest } from "../catalog/document-store.ts";
import { type Database, type Executor, sqlState } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { schedulesOf } from "../jobs/document-schedules.ts";
import { settleSchedules } from "../jobs/schedules.ts";
import type { Observe } from "../observe.ts";
import { type ClockValues, clockValues } from "../query/read-plans.ts";
import { assignmentProblems } from "../records/assignment-receivers.ts";
import { completeSingletons } from "../records/singletons.ts";
import { Refused } from "../records/writer.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { liveRunProblems } from "../workflows/live-run-problems.ts";
import { applyPlan, type Publication, setVersion } from "./apply.ts";
import { clearDead } from "./dead-preparations.ts";
import { draftedDocuments, readDrafts } from "./drafts.ts";
import type { Answers } from "./fills.ts";
import { settleOwnerIndexes } from "./owner-indexes.ts";
import { isReady, makePlan, type Plan } from "./plan.ts";
import { type Prepared, prepareLargeWork } from "./preparation.ts";
import { validateForeignKeys } from "./validate-foreign-keys.ts";

/** What came of one test of a script; null: nothing stands against it. */
export interface TestResult {
  readonly script: string;
  readonly problem: Problem | null;
  readonly milliseconds: number;
}

/** Runs the tests of a catalog in a transaction whose tables are as it wants them; leaves nothing. */
export type RunTests = (
  transaction: Executor,
  catalog: Catalog,
  clock: ClockValues,
) => Promise<readonly TestResult[]>;

export interface Publishing {
  readonly database: Database;
  readonly catalogs: Catalogs;
  readonly observe: Observe;
  readonly secrets: Secrets;
  readonly runTests: RunTests;
}

/** What is to be published, wherever it comes from. */
export interface Proposal {
  readonly documents: readonly StoredDocument[];
  readonly origins: Readonly<Record<string, string>>;
  readonly drafts: readonly {
    readonly kind: string;
    readonly name: string;
    readonly etag: string;
  }[];
  /** The version that is published again. */
  readonly from?: number;
}

export async function proposeDrafts(executor: Executor, catalog: Catalog): Promise<Proposal> {
  const drafts = await readDrafts(executor, catalog.workspaceId);
  return { documents: draftedDocuments(catalog, drafts), origins: catalog.origins, drafts };
}

/** The documents of an earlier version; drafts stay as they are. */
export async function proposeVersion(
  executor: Executor,
  catalog: Catalog,
  version: number,
): Promise<Result<Proposal>> {
  const manifest = version < 1 ? null : await readManifest(executor, catalog.workspaceId, version);
  if (manifest === null) return failure(problem("unknown_version", "", { version }));
  const known = new Map(catalog.documents.map((document) => [document.digest, document]));
  const documents = await readDocuments(executor, catalog.workspaceId, manifest, known);
  return success({ documents, origins: manifest.origins, drafts: [], from: version });
}

export async function planProposal(
  executor: Executor,
  catalog: Catalog,
  proposal: Proposal,
  answers: Answers,
  clock: ClockValues,
): Promise<Plan> {
  const plan = await makePlan(executor, {
    catalog,
    documents: proposal.documents,
    answers,
    clock: clockValues(clock),
  });
  if (plan.problems.length > 0 || plan.items.length === 0) return plan;
  const problems = [
    ...(await assignmentProblems(executor, catalog, plan.next.documents)),
    ...(await liveRunProblems(executor, plan.next)),
  ];
  return { ...plan, problems };
}

export interface Published {
  readonly version: number;
  readonly plan: Plan;
}

export type Refusal = {
  readonly ok: false;
  readonly problems: readonly Problem[];
  readonly plan: Plan;
};

interface PublishRequest {
  readonly answers: Answers;
  readonly clock: ClockValues;
  readonly message: string;
  readonly author: string;
  readonly actor: Actor;
  /** The plan that was looked at; another is refused. */
  readonly planId?: string | undefined;
  readonly also?: (transaction: Executor, plan: Plan) => Promise<void>;
}

/** Plans and, if nothing stands against it, publishes. */
export async function publish(
  publishing: Publishing,
  catalog: Catalog,
  proposal: Proposal,
  request: PublishRequest,
): Promise<{ readonly ok: true; readonly value: Published } | Refusal> {
  const started = performance.now();
  const { database, catalogs, observe } = publishing;
  const plan = await planProposal(database, catalog, proposal, request.answers, request.clock);
  if (request.planId !== undefined && request.planId !== plan.id) {
    const outdated = problem("plan_outdated", "", { version: catalog.version });
    return { ok: false, problems: [outdated], plan };
  }
  if (!isReady(plan)) return { ok: false, problems: reasons(plan), plan };
  const prepared = await prepare(database, plan, request.answers);
  if (!prepared.ok) return { ok: false, problems: prepared.problems, plan };
  const publication = publicationOf(publishing, plan, proposal, request);
  const applied = await settled(prepared.value, (preparedBy) =>
    applyPlan(database, { ...publication, preparedBy }),
  );
  await catalogs.refresh(catalog.workspace);
  if (!applied.ok) return { ok: false, problems: applied.problems, plan };
  await settleTables(publishing, plan);
  observe({
    kind: "published",
    workspace: catalog.workspace,
    version: applied.value,
    changes: plan.items.length,
    milliseconds: performance.now() - started,
  });
  return { ok: true, value: { version: applied.value, plan } };
}

function publicationOf(
  publishing: Publishing,
  plan: Plan,
  { origins, drafts, from }: Proposal,
  request: PublishRequest,
): Omit<Publication, "preparedBy"> {
  const { message, author, actor, clock } = request;
  return {
    plan,
    message,
    author,
    origins,
    drafts,
    also: async (transaction) => {
      await complete(publishing, transaction, plan, request);
      const { documents, workspaceId } = plan.next;
      const schedules = schedulesOf(documents, clock.timeZone);
      await settleSchedules(transaction, workspaceId, schedules);
      const tests = await publishing.runTests(transaction, plan.next, clock);
      const failed = tests.flatMap((test) => test.problem ?? []);
      if (failed.length > 0) throw new Refused(failed);
    },
    record: async (transaction, version) => {
      if (from === undefined)
        await recordAct(transaction, actor, "published", { version, message });
      else await recordAct(transaction, actor, "version_returned", { version, from, message });
    },
  };
}

/** What is published stays so, whatever becomes of this. */
async function settleTables({ database, observe }: Publishing, plan: Plan): Promise<void> {
  const { workspaceId, schema } = plan.next;
  const settle = (what: string, work: () => Promise<void>) =>
    work().catch((error: unknown) => observe({ kind: "background_failed", what, error }));
  await settle("dead publishes", () => clearDead(database, workspaceId, schema));
  await settle("indexes by owner", () => settleOwnerIndexes(database, plan.next));
  if (plan.large.some(({ kind }) => kind === "foreign_key"))
    await settle("foreign keys", () => validateForeignKeys(database, schema));
}

interface Completion {
  readonly clock: ClockValues;
  readonly also?: (transaction: Executor, plan: Plan) => Promise<void>;
}

/** What belongs to the planned version beside its tables. */
async function complete(
  { secrets }: Publishing,
  transaction: Executor,
  plan: Plan,
  { clock, also }: Completion,
): Promise<void> {
  await also?.(transaction, plan);
  await addSingletons(transaction, plan, { clock, secrets });
}

/** Takes the publish back in which the tests have run. */
class OnlyTested extends Error {
  readonly results: readonly TestResult[];
  constructor(results: readonly TestResult[]) {
    super("Only tested");
    this.results = results;
  }
}

/** Runs the tests on what a publish would make of the workspace, and takes all of it back. */
export async function tryTests(
  publishing: Publishing,
  plan: Plan,
  completion: Completion,
): Promise<Result<readonly TestResult[]>> {
  const { database, runTests } = publishing;
  if (plan.problems.length > 0) return failure(...plan.problems);
  // Nothing is locked for nothing.
  if (automationIn(plan.next).tests.length === 0) return success([]);
  if (plan.large.length > 0) return failure(problem("script_tests_wait"));
  if (plan.items.length > 0 && !isReady(plan)) return failure(...reasons(plan));
  const only = async (transaction: Executor) => {
    throw new OnlyTested(await runTests(transaction, plan.next, completion.clock));
  };
  const also = async (transaction: Executor) => {
    await complete(publishing, transaction, plan, completion);
    await only(transaction);
  };
  const publication = {
    plan,
    preparedBy: null,
    message: "",
    author: "",
    origins: {},
    drafts: [],
    also,
  };
  try {
    if (plan.items.length === 0)
      await database.transaction(async (transaction) => {
        await setVersion(transaction, plan);
        await only(transaction);
      });
    else {
      const applied = await applyPlan(database, publication);
      if (!applied.ok) return applied;
    }
  } catch (error) {
    if (error instanceof OnlyTested) return success(error.results);
    throw error;
  }
  throw new Error("The tests have not been taken back");
}

/** Objects that came or changed get their one record, if they are to have one. */
async function addSingletons(
  transaction: Executor,
  plan: Plan,
  { clock, secrets }: { readonly clock: ClockValues; readonly secrets: Secrets },
): Promise<void> {
  const models = plan.items.flatMap(({ change }) =>
    change.kind === "object_added" ||
    change.kind === "object_restored" ||
    change.kind === "object_changed"
      ? [change.object]
      : [],
  );
  await completeSingletons(
    {
      executor: transaction,
      catalog: plan.next,
      clock,
      actor: null,
      cause: "publish",
      causality: newUuid(),
      secrets,
    },
    models,
  );
}

/** The work beside large tables, before the one short transaction; null: there is none. */
async function prepare(
  database: Database,
  plan: Plan,
  answers: Answers,
): Promise<Result<Prepared | null>> {
  if (plan.large.length === 0) return success(null);
  const { workspaceId, schema } = plan.next;
  try {
    const prepared = await prepareLargeWork(database, {
      workspaceId,
      schema,
      plan: `${plan.id}\n${canonicalJson(answers)}`,
      works: plan.large,
      rows: plan.rows,
    });
    return success(prepared);
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    if (sqlState(error) === "55P03") return failure(problem("publish_too_slow"));
    throw error;
  }
}

/**
 * What was made ready outlives a publish that only did not find its moment; after any other failure
 * it would bar writers for nothing.
 */
async function settled(
  prepared: Prepared | null,
  apply: (preparedBy: string | null) => Promise<Result<number>>,
): Promise<Result<number>> {
  if (prepared === null) return apply(null);
  try {
    const applied = await apply(prepared.owner);
    const isOver = applied.ok || applied.problems[0]?.code === "publish_too_slow";
    await (isOver ? prepared.leave() : prepared.giveUp());
    return applied;
  } catch (error) {
    // Where the database is gone it cannot be done, and the first error says why.
    await prepared.giveUp().catch(() => undefined);
    throw error;
  }
}

function reasons(plan: Plan): readonly Problem[] {
  if (plan.problems.length > 0) return plan.problems;
  if (plan.items.length === 0) return [problem("nothing_to_publish")];
  return plan.items.flatMap(({ obstacles, change }) =>
    obstacles?.blocking !== true
      ? []
      : [
          problem("rows_in_the_way", "", {
            count: obstacles.count,
            object: "object" in change ? change.object.title : "",
          }),
        ],
  );
}

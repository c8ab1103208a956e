/** Runs of workflows: looked at, started by hand, tried again, cancelled, replayed, moved to a version. */
import { objectOrEmpty } from "../../../metadata/json-object.ts";
import { type Problem, problem } from "../../../metadata/problem.ts";
import type { RunMigration, RunReplay } from "../../../metadata/workflow-wire.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { Refused } from "../../records/writer.ts";
import { cancelRun, retryRun } from "../../workflows/manage-runs.ts";
import { migrateRun } from "../../workflows/migrate-run.ts";
import { type HistoryRow, readHistory, readRun } from "../../workflows/read-runs.ts";
import { replayRun } from "../../workflows/replay-run.ts";
import { startByHand } from "../../workflows/start-by-hand.ts";
import { seesValues, visibleRuns } from "../../workflows/visible-runs.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";
import { listRuns, onlookerOf, runDetails, shownProblems } from "./run-answers.ts";

export const runRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/runs",
    guard: "signed_in",
    query: ["workflow", "status", "record", "after", "limit"],
    handle: listRuns,
  },
  { method: "GET", path: "/runs/:id", guard: "signed_in", query: [], handle: show },
  {
    method: "POST",
    path: "/workflows/:name/runs",
    guard: "signed_in",
    query: [],
    idempotent: true,
    handle: start,
  },
  { method: "POST", path: "/runs/:id/retry", guard: "designer", query: [], handle: retry },
  { method: "POST", path: "/runs/:id/cancel", guard: "designer", query: ["undo"], handle: cancel },
  { method: "POST", path: "/runs/:id/replay", guard: "designer", query: [], handle: replay },
  { method: "POST", path: "/runs/:id/migrate", guard: "designer", query: [], handle: migrate },
];

/** What was refused inside becomes an answer. */
async function orProblems(exchange: Exchange, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return refuse(exchange, ...error.problems);
    throw error;
  }
}

const missing = (exchange: Exchange): Answer => refuse(exchange, problem("run_not_found"));

async function show(exchange: Exchange): Promise<Answer> {
  const { catalog, executor } = exchange;
  const id = exchange.parameter("id");
  const onlooker = onlookerOf(exchange);
  const run = uuidPattern.test(id) ? await readRun(executor, catalog.schema, id) : null;
  const [seen] = run === null ? [] : await visibleRuns(onlooker, [run]);
  if (seen === undefined) return missing(exchange);
  return jsonOf(await runDetails(exchange, seen, seesValues(onlooker, seen)));
}

async function start(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["record", "variables"]);
  if (form instanceof Answer) return form;
  const record = form.has("record") ? form.text("record", { maximum: 36 }) : null;
  if (record !== null && !uuidPattern.test(record)) form.problems.push(problem("record_not_found"));
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const body = await exchange.body();
  const { variables } = objectOrEmpty(body.ok ? body.value : null);
  return orProblems(exchange, async () => {
    const id = await startByHand(writerOf(exchange), exchange.principal?.roles ?? [], {
      workflow: exchange.parameter("name"),
      record,
      variables: variables ?? {},
    });
    exchange.services.jobs.wake();
    const location = `/${exchange.catalog.workspace}/api/runs/${id}`;
    return jsonOf({ id }, 202, { location });
  });
}

/** Does something to a run in one transaction, with an entry in the audit log. */
const act = (
  exchange: Exchange,
  what: string,
  work: (
    id: string,
    actor: string | null,
    now: Date,
  ) => (transaction: Parameters<typeof cancelRun>[0]) => Promise<void>,
): Promise<Answer> =>
  orProblems(exchange, async () => {
    const id = exchange.parameter("id");
    if (!uuidPattern.test(id)) return missing(exchange);
    const { services } = exchange;
    const carry = work(id, exchange.principal?.account.id ?? null, new Date());
    await services.database.transaction(async (transaction) => {
      await carry(transaction);
      await recordAct(transaction, actorOf(exchange), "run_changed", { run: id, what });
    });
    services.jobs.wake();
    return new Answer(null, { status: 204 });
  });

async function retry(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["step", "skip"]);
  if (form instanceof Answer) return form;
  const step = form.has("step") ? form.text("step", { maximum: 48 }) : null;
  const skip = form.truth("skip") === true;
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const { catalog } = exchange;
  return act(
    exchange,
    skip ? "skip" : "retry",
    (id, actor, now) => (transaction) =>
      retryRun(transaction, catalog, id, { step, skip }, actor, now),
  );
}

async function cancel(exchange: Exchange): Promise<Answer> {
  const { catalog, query } = exchange;
  const asked = query.get("undo") ?? "false";
  if (asked !== "true" && asked !== "false") {
    const expected = oneOf("true", "false");
    return refuse(exchange, problem("invalid_parameter", "", { name: "undo", expected }));
  }
  const undo = asked === "true";
  return act(
    exchange,
    undo ? "undo" : "cancel",
    (id, actor, now) => (transaction) => cancelRun(transaction, catalog, id, undo, actor, now),
  );
}

/** A version as the body says; null: what is published. */
async function versionIn(exchange: Exchange): Promise<number | null | Problem> {
  const body = await exchange.body();
  const { version } = objectOrEmpty(body.ok ? body.value : null);
  if (version === undefined || version === null) return null;
  return Number.isSafeInteger(version)
    ? Number(version)
    : problem("unknown_version", "/version", { version: String(version) });
}

async function replay(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["version"]);
  if (form instanceof Answer) return form;
  const version = await versionIn(exchange);
  const problems = typeof version === "object" && version !== null ? [version] : form.problems;
  if (problems.length > 0 || (typeof version === "object" && version !== null))
    return refuse(exchange, ...problems);
  return orProblems(exchange, async () => {
    const id = exchange.parameter("id");
    if (!uuidPattern.test(id)) return missing(exchange);
    const { services, catalog, locale } = exchange;
    const original = await readHistory(services.database, catalog.schema, id);
    const replayed = await replayRun(
      services.database,
      services.workflows.workshop(),
      catalog,
      id,
      version,
    );
    const shown = (rows: readonly HistoryRow[]) =>
      rows.map(({ step, event, input, output, error }) => ({
        step,
        event,
        input,
        output,
        problems: shownProblems(error, locale),
      }));
    return jsonOf({
      status: replayed.status,
      waits: replayed.waits,
      steps: shown(replayed.history),
      original: shown(original),
    } satisfies RunReplay);
  });
}

async function migrate(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["version", "steps", "dry_run"]);
  if (form instanceof Answer) return form;
  const version = await versionIn(exchange);
  const dryRun = form.truth("dry_run") === true;
  const body = await exchange.body();
  const steps = Object.fromEntries(
    Object.entries(objectOrEmpty(objectOrEmpty(body.ok ? body.value : null).steps)).map(
      ([from, to]) => [from, String(to)],
    ),
  );
  if (typeof version === "object" && version !== null) return refuse(exchange, version);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  return orProblems(exchange, async () => {
    const id = exchange.parameter("id");
    if (!uuidPattern.test(id)) return missing(exchange);
    const { services, catalog, principal } = exchange;
    const moved = await services.database.transaction(async (transaction) => {
      const account = principal?.account.id ?? null;
      const plan = { version, steps, dryRun };
      const outcome = await migrateRun(transaction, catalog, id, plan, account, new Date());
      if (!dryRun)
        await recordAct(transaction, actorOf(exchange), "run_changed", {
          run: id,
          what: "migrate",
        });
      return outcome;
    });
    return jsonOf({ steps: moved } satisfies RunMigration);
  });
}

/** Import jobs of the caller: how far they are, what was refused, cancelled, taken back. */
import { type Problem, problem, problemMessage } from "../../../metadata/problem.ts";
import type { ImportJob } from "../../../metadata/wire.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { csvTextLine } from "../../export/csv.ts";
import { beginUndo, cancelJob, type JobRow, readJob } from "../../import/job-rows.ts";
import { timestampText } from "../../query/projection.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { jsonOf, type Route } from "../route.ts";
import { filePolicy } from "../security-headers.ts";
import { refuse } from "./records.ts";

const guard = "signed_in" as const;

export const jobRoutes: readonly Route[] = [
  { method: "GET", path: "/jobs/:id", guard, query: [], handle: show },
  { method: "GET", path: "/jobs/:id/refused", guard, query: [], handle: refusedRows },
  { method: "POST", path: "/jobs/:id/cancel", guard, query: [], handle: cancel },
  { method: "POST", path: "/jobs/:id/undo", guard, query: [], handle: undo },
];

/** The caller's own job; another's does not exist for him. */
async function jobOf(exchange: Exchange): Promise<JobRow | Answer> {
  const { services, catalog, principal } = exchange;
  const id = exchange.parameter("id");
  const missing = () => refuse(exchange, problem("job_not_found"));
  if (!uuidPattern.test(id) || principal === null) return missing();
  return (await readJob(services.database, catalog, id, principal.account.id)) ?? missing();
}

const problemsMaximum = 200;

async function show(exchange: Exchange): Promise<Answer> {
  const job = await jobOf(exchange);
  return job instanceof Answer ? job : jsonOf(shown(exchange, job));
}

function shown({ locale, catalog }: Exchange, job: JobRow): ImportJob {
  const told = ({ code, path, params }: Problem, message: string) => ({
    code,
    path,
    params,
    message,
  });
  return {
    id: job.id,
    object: job.object,
    state: job.state,
    dry_run: job.dryRun,
    mode: job.mode,
    key: job.key,
    created_at: timestampText(job.createdAt),
    finished_at: job.finishedAt === null ? null : timestampText(job.finishedAt),
    total: job.total,
    read: job.read,
    created: job.created,
    changed: job.changed,
    refused: job.refused,
    // Of a refused import nothing is counted as written.
    skipped: job.state === "refused" ? 0 : job.read - job.created - job.changed - job.refused,
    rows: job.refusedRows
      .flatMap(([row, , problems]) =>
        problems.map((item) => ({
          row,
          column: columnOf(item),
          ...told(item, problemMessage(item, locale)),
        })),
      )
      .slice(0, problemsMaximum),
    problems: job.problems.map((item) => told(item, problemMessage(item, locale))),
    not_undone: job.notUndone.map(({ record, title, problems }) => ({
      record,
      title,
      message: problems.map((item) => problemMessage(item, locale)).join(" "),
      code: problems[0]?.code ?? "",
    })),
    undoable: job.state === "done" && !job.dryRun && catalog.objects.has(job.object),
  };
}

/** The field that a problem of a row is about. */
const columnOf = ({ path }: Problem): string | null => {
  const name = path.split("/")[1];
  return name === undefined || name === ""
    ? null
    : name.replaceAll("~1", "/").replaceAll("~0", "~");
};

/** Columns that say which line was refused, and why. */
const remarks: readonly string[] = ["#line", "#reason"];

/** The refused rows as they were, with the line and the reasons; import reads past both columns. */
async function refusedRows(exchange: Exchange): Promise<Answer> {
  const job = await jobOf(exchange);
  if (job instanceof Answer) return job;
  const { locale } = exchange;
  // A file that was mended in part has them from the time before.
  const isKept = job.columns.map((name) => !remarks.includes(name));
  const kept = (cells: readonly string[]) => cells.filter((_, column) => isKept[column] ?? true);
  const lines = job.refusedRows.map(([line, cells, problems]) => {
    const reasons = problems.map((item) => {
      const column = columnOf(item);
      return `${column === null ? "" : `${column}: `}${problemMessage(item, locale)}`;
    });
    return csvTextLine([...kept(cells), String(line), reasons.join(" ")]);
  });
  const text = `\uFEFF${csvTextLine([...kept(job.columns), ...remarks])}${lines.join("")}`;
  return new Answer(text, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${job.object}-refused.csv"`,
      "content-security-policy": filePolicy,
    },
  });
}

async function cancel(exchange: Exchange): Promise<Answer> {
  const job = await jobOf(exchange);
  if (job instanceof Answer) return job;
  if (job.state !== "running") return refuse(exchange, problem("job_has_ended"));
  await cancelJob(exchange.services.database, exchange.catalog, job.id);
  return jsonOf({ id: job.id, state: "running" }, 202);
}

async function undo(exchange: Exchange): Promise<Answer> {
  const { services, catalog, rights } = exchange;
  const job = await jobOf(exchange);
  if (job instanceof Answer) return job;
  const model = catalog.objects.get(job.object);
  if (model === undefined)
    return refuse(exchange, problem("unknown_object", "", { name: job.object }));
  const may =
    (job.created === 0 || rights.mayUse(model, "delete")) &&
    (job.changed === 0 || rights.mayUse(model, "update"));
  if (!may) return refuse(exchange, problem("not_permitted"));
  const begun = await services.database.transaction(async (transaction) => {
    if (!(await beginUndo(transaction, catalog, job.id))) return false;
    const about = { object: job.object, job: job.id };
    await recordAct(transaction, actorOf(exchange), "import_undone", about);
    return true;
  });
  if (!begun) return refuse(exchange, problem("job_not_undoable"));
  services.imports.undo(writerOf(exchange), model, job);
  return jsonOf({ id: job.id, state: "undoing" }, 202);
}

/** Tasks of the caller: what he is asked, was asked, has started and is told of. */
import { type Problem, problem } from "../../../metadata/problem.ts";
import { type TaskPage, taskBoxes } from "../../../metadata/task-wire.ts";
import type { Text } from "../../../metadata/text.ts";
import { shutOutMembers } from "../../access/acting-members.ts";
import type { Acting } from "../../approvals/hold-task.ts";
import { opinionFile } from "../../approvals/read-opinion-file.ts";
import { countTasks, readTasks } from "../../approvals/read-tasks.ts";
import { markCopiesRead, showDetails } from "../../approvals/show-details.ts";
import { showTasks } from "../../approvals/show-tasks.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { Refused } from "../../records/writer.ts";
import { Answer } from "../answer.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { jsonOf, mayAdminister, type Route } from "../route.ts";
import { bytesOf } from "./files.ts";
import { refuse } from "./records.ts";
import { idIn, limitIn } from "./run-answers.ts";

export const taskRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/tasks",
    guard: "signed_in",
    query: ["box", "workflow", "record", "after", "limit"],
    handle: list,
  },
  { method: "GET", path: "/tasks/:id", guard: "signed_in", query: [], handle: show },
  {
    method: "GET",
    path: "/tasks/:id/files/:file",
    guard: "signed_in",
    query: [],
    handle: download,
  },
  { method: "POST", path: "/tasks/:id/read", guard: "signed_in", query: [], handle: read },
];

/** Who acts upon tasks. */
export const actingOf = (exchange: Exchange): Acting => ({
  writer: writerOf(exchange),
  actor: exchange.principal?.account.id ?? "",
  locale: exchange.locale,
  administers: mayAdminister(exchange.rights),
  now: new Date(),
  via: null,
  mailConfigured: exchange.services.mail.configured,
});

/** What was refused inside becomes an answer. */
export async function orRefusal(exchange: Exchange, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return refuse(exchange, ...error.problems);
    throw error;
  }
}

/** Tasks of a page. */
export const tasksMaximum = 200;
const tasksDefault = 50;

const aTaskId: Text = { en: "the id of a task", "zh-CN": "任务的 ID" };
const aRecordId: Text = { en: "the id of a record", "zh-CN": "记录的 ID" };

async function list(exchange: Exchange): Promise<Answer> {
  const { query } = exchange;
  const problems: Problem[] = [];
  const wrong = (name: string, expected: Text) =>
    problems.push(problem("invalid_parameter", "", { name, expected }));
  const limit = limitIn(query, tasksDefault, tasksMaximum);
  if (limit === null) wrong("limit", oneOf(`1–${tasksMaximum}`));
  const [record, after] = [idIn(query, "record"), idIn(query, "after")];
  if (record === undefined) wrong("record", aRecordId);
  if (after === undefined) wrong("after", aTaskId);
  const asked = query.get("box") ?? "mine";
  const box = taskBoxes.find((known) => known === asked);
  if (box === undefined) wrong("box", oneOf(...taskBoxes));
  if (problems.length > 0 || box === undefined) return refuse(exchange, ...problems);
  const acting = actingOf(exchange);
  const { executor, catalog } = acting.writer;
  const others = acting.administers ? await shutOutMembers(executor, catalog.workspaceId) : [];
  const owner = { account: acting.actor, others };
  const size = limit ?? tasksDefault;
  const rows = await readTasks(
    executor,
    catalog.schema,
    owner,
    {
      box,
      workflow: query.get("workflow"),
      record: record ?? null,
      after: after ?? null,
      limit: size + 1,
    },
    acting.now,
  );
  const data = await showTasks(acting, rows.slice(0, size));
  const counts = await countTasks(executor, catalog.schema, owner, acting.now);
  const next = rows.length > size ? (data.at(-1)?.id ?? null) : null;
  return jsonOf({ data, next, counts } satisfies TaskPage);
}

function show(exchange: Exchange): Promise<Answer> {
  const id = exchange.parameter("id");
  return orRefusal(exchange, async () => {
    if (!uuidPattern.test(id)) return refuse(exchange, problem("task_not_found"));
    return jsonOf(await showDetails(actingOf(exchange), id));
  });
}

/** A file of an opinion, for whoever may read the opinion. */
async function download(exchange: Exchange): Promise<Answer> {
  const [task, file] = [exchange.parameter("id"), exchange.parameter("file").toLowerCase()];
  const isNamed = uuidPattern.test(task) && uuidPattern.test(file);
  return bytesOf(exchange, isNamed ? await opinionFile(actingOf(exchange), task, file) : null);
}

/** The caller has read what he was told of. */
function read(exchange: Exchange): Promise<Answer> {
  const id = exchange.parameter("id");
  return orRefusal(exchange, async () => {
    if (!uuidPattern.test(id)) return refuse(exchange, problem("task_not_found"));
    const acting = actingOf(exchange);
    const { run } = await showDetails(acting, id);
    await markCopiesRead(acting, run);
    return new Answer(null, { status: 204 });
  });
}

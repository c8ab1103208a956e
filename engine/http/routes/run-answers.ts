/** Runs as the API tells of them. */
import { isJsonObject, objectOrEmpty } from "../../../metadata/json-object.ts";
import { type Problem, problem, problemMessage } from "../../../metadata/problem.ts";
import type { Locale, Text } from "../../../metadata/text.ts";
import {
  type RunEntry,
  type RunPage,
  type RunPlace,
  type RunStatus,
  type RunWhole,
  runStatuses,
} from "../../../metadata/workflow-wire.ts";
import { accountNames } from "../../access/accounts.ts";
import { tasksOf } from "../../approvals/approval-rows.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { pinnedWorkflow } from "../../workflows/pinned-workflow.ts";
import { type RunRow, readHistory } from "../../workflows/read-runs.ts";
import { isOver, type Token } from "../../workflows/run.ts";
import { readTokens } from "../../workflows/run-rows.ts";
import { type Onlooker, pageOfRuns } from "../../workflows/visible-runs.ts";
import { titlesIn } from "../../workflows/workflow-titles.ts";
import type { Answer } from "../answer.ts";
import { type Exchange, readerOf } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { jsonOf } from "../route.ts";
import { refuse } from "./records.ts";

export const onlookerOf = (exchange: Exchange): Onlooker => ({
  reader: readerOf(exchange),
  account: exchange.principal?.account.id ?? "",
});

/** Runs of a page. */
export const runsMaximum = 200;
const runsDefault = 50;

export const aRunId: Text = { en: "the id of a run", "zh-CN": "运行的 ID" };
const aRecordId: Text = { en: "the id of a record", "zh-CN": "记录的 ID" };

/** A whole number of a page; null when it is none. */
export function limitIn(query: URLSearchParams, usual: number, maximum: number): number | null {
  const text = query.get("limit");
  if (text === null) return usual;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= maximum ? limit : null;
}

/** The id of a parameter; undefined when it is none. */
export function idIn(query: URLSearchParams, name: string): string | null | undefined {
  const text = query.get(name);
  return text === null || uuidPattern.test(text) ? text : undefined;
}

export async function listRuns(exchange: Exchange): Promise<Answer> {
  const { query } = exchange;
  const problems: Problem[] = [];
  const wrong = (name: string, expected: Text) =>
    problems.push(problem("invalid_parameter", "", { name, expected }));
  const limit = limitIn(query, runsDefault, runsMaximum);
  if (limit === null) wrong("limit", oneOf(`1–${runsMaximum}`));
  const [record, after] = [idIn(query, "record"), idIn(query, "after")];
  if (record === undefined) wrong("record", aRecordId);
  if (after === undefined) wrong("after", aRunId);
  const asked = query.get("status");
  const status: RunStatus | null = runStatuses.find((known) => known === asked) ?? null;
  if (asked !== null && status === null) wrong("status", oneOf(...runStatuses));
  if (problems.length > 0) return refuse(exchange, ...problems);
  const page = await pageOfRuns(onlookerOf(exchange), {
    workflow: query.get("workflow"),
    status,
    record: record ?? null,
    after: after ?? null,
    limit: limit ?? runsDefault,
  });
  const names = await namesFor(exchange, page.runs);
  const data = await Promise.all(page.runs.map((run) => shown(exchange, run, names)));
  return jsonOf({ data, next: page.next } satisfies RunPage);
}

const namesFor = ({ services }: Exchange, runs: readonly RunRow[]) =>
  accountNames(
    services.database,
    runs.flatMap(({ startedBy }) => startedBy ?? []),
  );

async function shown(
  exchange: Exchange,
  run: RunRow,
  names: ReadonlyMap<string, string>,
): Promise<RunEntry> {
  const { services, catalog, locale } = exchange;
  const pinned = await pinnedWorkflow(services.database, catalog, run.digest, run.version);
  return {
    id: run.id,
    workflow: run.workflow,
    title: titlesIn(catalog, locale, pinned, run.workflow).workflow,
    version: run.version,
    event: run.event,
    status: run.status,
    object: run.object,
    record: run.record,
    started_by:
      run.startedBy === null ? null : { id: run.startedBy, name: names.get(run.startedBy) ?? null },
    started_at: run.startedAt.toISOString(),
    changed_at: run.changedAt.toISOString(),
    ended_at: run.endedAt?.toISOString() ?? null,
    parent: run.parent,
  };
}

/** One run with its steps, and why it waits. @param whole with the values of its steps */
export async function runDetails(
  exchange: Exchange,
  run: RunRow,
  whole: boolean,
): Promise<RunWhole> {
  const { services, catalog, locale } = exchange;
  const { database } = services;
  const names = await namesFor(exchange, [run]);
  const pinned = await pinnedWorkflow(database, catalog, run.digest, run.version);
  const titles = titlesIn(catalog, locale, pinned, run.workflow);
  const titleOf = (step: string | null): string | null =>
    step === null ? null : titles.step(step);
  const steps = [...(pinned?.workflow.steps.values() ?? [])];
  const undone = new Map(steps.map(({ undo, id }) => [undo, { step: id, title: titles.step(id) }]));
  const undoes = (step: string | null) => (step === null ? null : (undone.get(step) ?? null));
  const [history, tokens] = await Promise.all([
    readHistory(database, catalog.schema, run.id),
    readTokens(database, catalog.schema, run.id),
  ]);
  const asked = await askedNow(exchange, tokens);
  return {
    ...(await shown(exchange, run, names)),
    ...(whole ? { variables: run.variables } : {}),
    chain: whole ? run.chain : [],
    undoing: run.undoing?.because ?? null,
    undoable:
      run.undoing === null && !isOver(run.status) && steps.some(({ undo }) => undo !== null),
    now: tokens
      .filter(({ waitFor }) => waitFor !== "inner")
      .map((token) => ({
        ...place(token, titleOf, locale, whole),
        undoes: undoes(token.step),
        ...asked.get(String(token.state.ref)),
      })),
    steps: history.map(({ step, event, actor, at, input, output, error }) => ({
      step,
      title: titleOf(step),
      undoes: undoes(step),
      event,
      actor,
      at: at.toISOString(),
      ...(whole ? { input, output } : {}),
      problems: shownProblems(error, locale, whole),
    })),
  };
}

/** Who is asked and until when, by what the tokens wait for. */
async function askedNow(
  { services, catalog }: Exchange,
  tokens: readonly Token[],
): Promise<ReadonlyMap<string, Pick<RunPlace, "people">>> {
  const waiting = tokens.filter(({ waitFor }) => waitFor === "person");
  const ids = waiting.map(({ state }) => String(state.ref));
  if (ids.length === 0) return new Map();
  const { database } = services;
  const open = (await tasksOf(database, catalog.schema, ids)).filter(
    ({ status }) => status === "pending",
  );
  const names = await accountNames(
    database,
    open.map(({ assignee }) => assignee),
  );
  return new Map(
    ids.map((id) => {
      const people = open.filter(({ approval }) => approval === id);
      const named = people.map(({ assignee }) => ({
        id: assignee,
        name: names.get(assignee) ?? null,
      }));
      return [id, { people: named }] as const;
    }),
  );
}

const place = (
  { step, status, waitFor, wakeAt, attempt, error, waitRecord, waitEvent }: Token,
  titleOf: (step: string) => string | null,
  locale: Locale,
  whole: boolean,
): Omit<RunPlace, "undoes"> => ({
  step,
  title: titleOf(step),
  status,
  waits_for: waitFor,
  until: wakeAt?.toISOString() ?? null,
  attempt,
  ...(waitRecord === null ? {} : { record: waitRecord, event: waitEvent }),
  problems: shownProblems(error, locale, whole),
});

/**
 * Problems that were kept with a run, in the reader's language.
 * @param whole with their words, which may repeat values of the record
 */
export function shownProblems(error: unknown, locale: Locale, whole = true) {
  const { problems } = objectOrEmpty(error);
  return (Array.isArray(problems) ? problems : []).filter(isProblem).map((item) =>
    whole
      ? {
          code: item.code,
          path: item.path,
          params: item.params,
          message: problemMessage(item, locale),
        }
      : { code: item.code },
  );
}

const isProblem = (value: unknown): value is Problem =>
  isJsonObject(value) &&
  typeof value.code === "string" &&
  typeof value.path === "string" &&
  isJsonObject(value.params);

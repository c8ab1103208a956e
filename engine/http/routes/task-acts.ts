/** What people do with tasks, each act in one transaction. */
import { isFileId } from "../../../metadata/fields/values/file-value.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty } from "../../../metadata/json-object.ts";
import { pointer, problem, problemMessage } from "../../../metadata/problem.ts";
import type { DecidedTasks, TaskOutcome } from "../../../metadata/task-wire.ts";
import { decide } from "../../approvals/decide.ts";
import {
  addApprovers,
  answer,
  consult,
  removeApprover,
  transferTask,
} from "../../approvals/hand-over.ts";
import type { Acting } from "../../approvals/hold-task.ts";
import { opinionFilesMaximum } from "../../approvals/opinion-files.ts";
import { copyByHand, remind } from "../../approvals/remind.ts";
import { returnTask } from "../../approvals/return-task.ts";
import { takeBack } from "../../approvals/take-back.ts";
import { withdraw } from "../../approvals/withdraw.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { atomic, Refused } from "../../records/writer.ts";
import { Answer } from "../answer.ts";
import { type Exchange, largeBodyFactor } from "../exchange.ts";
import { anObject } from "../expected.ts";
import { type Form, openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";
import { actingOf, orRefusal } from "./tasks.ts";

/** Characters of an opinion. */
export const opinionMaximum = 4000;
export const opinionRule = { maximum: opinionMaximum, lines: true } as const;
/** Tasks that one request decides, and people that it names. */
export const decidedMaximum = 200;
export const taskPeopleMaximum = 50;

const act = { method: "POST", guard: "signed_in", query: [], idempotent: true } as const;

export const taskActRoutes: readonly Route[] = [
  // Each decides by itself, and says what came of it: a repeat finds them settled.
  { method: "POST", path: "/tasks/decide", guard: "signed_in", query: [], handle: decideMany },
  { ...act, path: "/tasks/:id/approve", handle: deciding("approve") },
  { ...act, path: "/tasks/:id/reject", handle: deciding("reject") },
  {
    ...act,
    path: "/tasks/:id/return",
    handle: acts(["to", "opinion", "files"], (form) => {
      const to = form.has("to") ? form.text("to", { maximum: 48 }) : null;
      const opinion = form.text("opinion", opinionRule);
      const files = filesIn(form);
      return (acting, id) => returnTask(acting, id, to, opinion, files);
    }),
  },
  {
    ...act,
    path: "/tasks/:id/transfer",
    handle: acts(["to", "opinion"], (form) => {
      const [to, opinion] = [personIn(form), opinionIn(form)];
      return (acting, id) => transferTask(acting, id, to, opinion);
    }),
  },
  {
    ...act,
    path: "/tasks/:id/delegate",
    handle: acts(["to", "opinion"], (form) => {
      const [to, opinion] = [personIn(form), opinionIn(form)];
      return (acting, id) => consult(acting, id, to, opinion);
    }),
  },
  {
    ...act,
    path: "/tasks/:id/answer",
    handle: acts(["opinion", "files"], (form) => {
      const opinion = form.text("opinion", opinionRule);
      const files = filesIn(form);
      return (acting, id) => answer(acting, id, opinion, files);
    }),
  },
  {
    ...act,
    path: "/tasks/:id/add_approver",
    handle: acts(["people", "place", "mode", "opinion"], (form) => {
      const added = {
        people: peopleIn(form),
        place: form.choice("place", ["before", "after", "beside"], "beside"),
        mode: form.choice("mode", ["any", "all", "in_turn"], "all"),
        opinion: opinionIn(form),
      };
      return (acting, id) => addApprovers(acting, id, added);
    }),
  },
  {
    ...act,
    path: "/tasks/:id/remove_approver",
    handle: acts(["task"], (form) => {
      const task = idOf(form, "task");
      return (acting, id) => removeApprover(acting, id, task);
    }),
  },
  { ...act, path: "/tasks/:id/withdraw", handle: acts([], () => withdraw) },
  { ...act, path: "/tasks/:id/take_back", handle: acts([], () => takeBack) },
  { ...act, path: "/tasks/:id/remind", handle: acts([], () => remind) },
  {
    ...act,
    path: "/tasks/:id/copy",
    handle: acts(["people"], (form) => {
      const people = peopleIn(form);
      return (acting, id) => copyByHand(acting, id, people);
    }),
  },
];

type Act = (acting: Acting, id: string) => Promise<TaskOutcome>;

const opinionIn = (form: Form): string | null =>
  form.has("opinion") ? form.text("opinion", opinionRule) : null;

function idOf(form: Form, name: string): string {
  const id = form.text(name, { maximum: 36 });
  if (id !== "" && !uuidPattern.test(id))
    form.problems.push(problem("task_person_unknown", pointer("", name)));
  return id;
}

const personIn = (form: Form): string => idOf(form, "to");

function peopleIn(form: Form): readonly string[] {
  const people = form.names("people") ?? [];
  if (people.length === 0) form.problems.push(problem("required", "/people"));
  if (people.length > taskPeopleMaximum)
    form.problems.push(problem("too_long", "/people", { maximum: taskPeopleMaximum }));
  for (const [index, id] of people.entries())
    if (!uuidPattern.test(id))
      form.problems.push(problem("task_person_unknown", pointer("/people", index)));
  return people;
}

/** Ids of uploads, as records name them. */
function filesIn(form: Form): readonly string[] {
  const files = form.names("files") ?? [];
  if (files.length > opinionFilesMaximum)
    form.problems.push(problem("too_long", "/files", { maximum: opinionFilesMaximum }));
  for (const [index, id] of files.entries())
    if (!isFileId(id)) form.problems.push(problem("unknown_file", pointer("/files", index)));
  return files.map((id) => id.toLowerCase());
}

/** Carries an act out; the run goes on as soon as it is committed. */
async function carryOut(exchange: Exchange, id: string, work: Act): Promise<TaskOutcome> {
  if (!uuidPattern.test(id)) throw new Refused([problem("task_not_found")]);
  const acting = actingOf(exchange);
  const outcome = await atomic(acting.writer, (writer) => work({ ...acting, writer }, id));
  exchange.services.jobs.wake();
  exchange.services.mail.wake();
  return outcome;
}

function acts(
  known: readonly string[],
  read: (form: Form) => Act,
): (exchange: Exchange) => Promise<Answer> {
  return async (exchange) => {
    const form = await openForm(exchange, known);
    if (form instanceof Answer) return form;
    const work = read(form);
    if (form.problems.length > 0) return refuse(exchange, ...form.problems);
    return orRefusal(exchange, async () =>
      jsonOf(await carryOut(exchange, exchange.parameter("id"), work)),
    );
  };
}

function deciding(decision: "approve" | "reject"): (exchange: Exchange) => Promise<Answer> {
  return async (exchange) => {
    const form = await openForm(exchange, ["opinion", "files", "revision", "values"]);
    if (form instanceof Answer) return form;
    const [opinion, files] = [opinionIn(form), filesIn(form)];
    const body = await exchange.body(largeBodyFactor);
    const { revision, values } = objectOrEmpty(body.ok ? body.value : null);
    const seen = revisionIn(form, revision, "/revision");
    const changes = valuesIn(form, values);
    if (form.problems.length > 0) return refuse(exchange, ...form.problems);
    return orRefusal(exchange, async () =>
      jsonOf(
        await carryOut(exchange, exchange.parameter("id"), (acting, id) =>
          decide(acting, id, { decision, opinion, files, revision: seen, values: changes }),
        ),
      ),
    );
  };
}

function revisionIn(
  { problems }: Pick<Form, "problems">,
  value: unknown,
  path: string,
): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  problems.push(problem("not_an_integer", path));
  return null;
}

function valuesIn({ problems }: Form, value: unknown): JsonSchema {
  if (value === undefined || value === null) return {};
  if (isJsonObject(value)) return value;
  problems.push(problem("body_expected", "/values", { expected: anObject }));
  return {};
}

/** Many at once, each by itself: what one of them is refused for stops no other. */
async function decideMany(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["decision", "opinion", "tasks"]);
  if (form instanceof Answer) return form;
  const decision = form.choice("decision", ["approve", "reject"], "approve");
  const opinion = opinionIn(form);
  const body = await exchange.body(largeBodyFactor);
  const { tasks } = objectOrEmpty(body.ok ? body.value : null);
  const named = tasksIn(form, tasks);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const data: DecidedTasks["data"][number][] = [];
  for (const { id, revision } of named) {
    try {
      const outcome = await carryOut(exchange, id, (acting, task) =>
        decide(acting, task, { decision, opinion, files: [], revision, values: {} }),
      );
      data.push({ id, outcome });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problems = error.problems.map((item) => ({
        code: item.code,
        message: problemMessage(item, exchange.locale),
      }));
      data.push({ id, problems });
    }
  }
  return jsonOf({ data } satisfies DecidedTasks);
}

function tasksIn(
  form: Form,
  value: unknown,
): readonly { readonly id: string; readonly revision: number | null }[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  if (entries.length === 0) form.problems.push(problem("required", "/tasks"));
  if (entries.length > decidedMaximum)
    form.problems.push(problem("too_long", "/tasks", { maximum: decidedMaximum }));
  return entries.map((entry, index) => {
    const { id, revision } = objectOrEmpty(entry);
    const seen = revisionIn(form, revision, pointer("/tasks", index, "revision"));
    return { id: String(id), revision: seen };
  });
}

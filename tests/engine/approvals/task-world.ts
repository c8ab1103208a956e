/** Tasks as people see them and what they do with them, for tests of approvals. */
import { expect } from "vitest";
import type {
  ApprovalChain,
  TaskDetails,
  TaskPage,
  TaskSummary,
} from "../../../metadata/task-wire.ts";
import type { Person } from "../../support/people.ts";
import type { Answer, TestServer } from "../../support/server.ts";
import { until } from "../workflow-world.ts";

type Json = Record<string, unknown>;

export async function box(server: TestServer, { token }: Person, query = ""): Promise<TaskPage> {
  const answer = await server.request("GET", `/tasks?${query}`, undefined, { token });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as TaskPage;
}

/** The open task of somebody about a record, as soon as it is there. */
export async function taskOf(
  server: TestServer,
  who: Person,
  record: string,
): Promise<TaskSummary> {
  let found: TaskSummary | undefined;
  await expect
    .poll(
      async () => {
        found = (await box(server, who, `record=${record}`)).data[0];
        return found;
      },
      { interval: 25 },
    )
    .toBeDefined();
  return found as TaskSummary;
}

export const act = (
  server: TestServer,
  { token }: Person,
  task: string,
  action: string,
  body: Json = {},
): Promise<Answer> => server.request("POST", `/tasks/${task}/${action}`, body, { token });

/** Does something with the open task about a record. */
export async function does(
  server: TestServer,
  who: Person,
  record: string,
  action: string,
  body: Json = {},
): Promise<Answer> {
  const { id } = await taskOf(server, who, record);
  const answer = await act(server, who, id, action, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer;
}

export async function details(
  server: TestServer,
  { token }: Person,
  task: string,
): Promise<TaskDetails> {
  const answer = await server.request("GET", `/tasks/${task}`, undefined, { token });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as TaskDetails;
}

export async function chainOf(server: TestServer, record: string): Promise<ApprovalChain> {
  const answer = await server.request("GET", `/records/expense/${record}/approvals`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const [chain] = (answer.body as { data: ApprovalChain[] }).data;
  if (chain === undefined) throw new Error("Nothing was asked about the record");
  return chain;
}

/** Who was asked in a chain, step by step: `lead: anna approved`. */
export const said = ({ approvals }: ApprovalChain): readonly string[] =>
  approvals.map(
    ({ step, status, tasks }) =>
      `${step.name} ${status}: ${tasks.map((task) => `${task.assignee.name} ${task.status}`).join(", ")}`,
  );

/** How a finished run ended: what its steps say. */
export async function ended(server: TestServer, run: string): Promise<readonly string[]> {
  const { steps } = await until(server, run, "done");
  return steps.filter(({ event }) => event === "done").map(({ step }) => String(step));
}

export const codes = ({ body }: Answer): readonly string[] =>
  ((body as { errors?: { code: string }[] }).errors ?? []).map(({ code }) => code);

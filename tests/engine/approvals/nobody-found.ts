/** Where nobody may decide: the preview says what becomes of it, and the run does what was said. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { ApprovalPreview } from "../../../metadata/task-wire.ts";
import type { TestServer } from "../../support/server.ts";
import { run as readRun } from "../workflow-world.ts";
import { ask, asking, type Json, request, type Tests, type World } from "./approval-world.ts";

let server: TestServer;

const bob = [{ user: "bob@example.com" }];
const admin = [{ user: "admin@example.com" }];
const nobody = [{ user: "nobody@example.com" }];

type Flow = readonly [steps: Json, previewed: readonly string[], reached: number];

/** What the only administrator would ask himself: what is said of it, and how far it gets at once. */
const flows: Readonly<Record<string, Flow>> = {
  alone: [{ ask: ask(admin, { next: "later" }), later: ask(admin) }, ["ask: stop"], 1],
  stopped: [
    { ask: ask(nobody, { ifNobody: "stop", next: "later" }), later: ask(bob) },
    ["ask: stop"],
    1,
  ],
  fallen_back: [{ ask: ask(nobody, { ifNobody: bob }) }, ["ask: bob"], 1],
  fallen_through: [{ ask: ask(nobody, { ifNobody: admin }) }, ["ask: stop"], 1],
  passed: [
    { ask: ask(nobody, { ifNobody: "pass", next: "later" }), later: ask(admin) },
    ["ask: pass", "later: stop"],
    2,
  ],
  caught: [
    { ask: ask(admin, { on: { error: "other" } }), other: ask(bob) },
    ["ask: stop", "other: bob"],
    2,
  ],
  own: [
    { ask: ask(admin, { selfApproval: true, next: "later" }), later: ask(admin) },
    ["ask: admin", "later: stop"],
    1,
  ],
  beside: [
    {
      ask: { type: "parallel", branches: ["one", "two"], next: "later" },
      one: ask(admin),
      two: ask(bob),
      later: ask(bob),
    },
    ["one: stop", "two: bob"],
    2,
  ],
};

export const documents: readonly MetadataDocument[] = Object.entries(flows).map(([name, [steps]]) =>
  asking(`nobody_${name}`, steps),
);

export function begin(world: World): void {
  ({ server } = world);
}

/** Step by step: who would be asked, or what becomes of it. */
async function previewed(workflow: string, record: string): Promise<readonly string[]> {
  const path = `/records/expense/${record}/approvals/preview`;
  const { body } = await server.request("POST", path, { workflow });
  const [found] = (body as ApprovalPreview).data;
  return (found?.steps ?? []).map(
    ({ step, people: asked, nobody: end }) =>
      `${step.name}: ${end ?? asked.map(({ person }) => person.name).join()}`,
  );
}

/** The same of a run that has begun. */
async function happened(id: string): Promise<readonly string[]> {
  const { steps, now } = await readRun(server, id);
  const failed = steps.filter(
    ({ event, problems }) =>
      event === "failed" && JSON.stringify(problems).includes('"approval_nobody"'),
  );
  const passed = steps.filter(({ event, input }) => {
    return event === "done" && (input as Json | null)?.reason === "nobody";
  });
  const waiting = now.filter(({ waits_for: what }) => what === "person");
  return [
    ...passed.map(({ step }) => `${step}: pass`),
    ...failed.map(({ step }) => `${step}: stop`),
    ...waiting.map(
      ({ step, people: asked }) =>
        `${step}: ${(asked as { name: string }[]).map(({ name }) => name).join()}`,
    ),
  ];
}

export const tests: Tests = {
  "a preview says in advance where a run will find nobody": async () => {
    const by = { id: "", token: server.adminToken };
    for (const [name, [, told, reached]] of Object.entries(flows)) {
      const { run, record } = await request(server, `nobody_${name}`, by);
      expect([name, ...(await previewed(`nobody_${name}`, record))]).toEqual([name, ...told]);
      expect([name, ...(await happened(run))]).toEqual([name, ...told.slice(0, reached)]);
    }
  },
};

/** Records that people decide on: seen, told of, at rest; and the example of the reference. The tests stand in the files that are read here; one server is enough for them. */
import { afterAll, beforeAll, test } from "vitest";
import type { TestServer } from "../../support/server.ts";
import * as approvalRights from "./approval-rights.ts";
import { staff, startWorld } from "./approval-world.ts";
import * as expenseWalk from "./expense-walk.ts";
import * as nobodyFound from "./nobody-found.ts";
import * as resting from "./resting.ts";
import * as saidWithFiles from "./said-with-files.ts";
import * as seenTasks from "./seen-tasks.ts";
import * as taskBoxes from "./task-boxes.ts";

const parts = [
  taskBoxes,
  resting,
  seenTasks,
  approvalRights,
  expenseWalk,
  nobodyFound,
  saidWithFiles,
];

let server: TestServer;

beforeAll(async () => {
  server = await startWorld(parts.flatMap(({ documents }) => documents));
  const people = await staff(server, "ann", "bob", "cai", "dan");
  for (const { begin } of parts) await begin({ server, people });
});
afterAll(() => server.stop());

for (const { tests } of parts) for (const [name, run] of Object.entries(tests)) test(name, run);

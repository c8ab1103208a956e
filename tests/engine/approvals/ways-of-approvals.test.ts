/** How approvals go: who has to agree, what comes back, what time does. The tests stand in the files that are read here; one server is enough for them. */
import { afterAll, beforeAll, test } from "vitest";
import type { TestServer } from "../../support/server.ts";
import * as addedApprovers from "./added-approvers.ts";
import * as approvalRuns from "./approval-runs.ts";
import { staff, startWorld } from "./approval-world.ts";
import * as deadlines from "./deadlines.ts";
import * as modes from "./modes.ts";
import * as returns from "./returns.ts";
import * as takenBack from "./taken-back.ts";
import * as waysBack from "./ways-back.ts";

const parts = [modes, addedApprovers, returns, waysBack, takenBack, deadlines, approvalRuns];

let server: TestServer;

beforeAll(async () => {
  server = await startWorld(parts.flatMap(({ documents }) => documents));
  const people = await staff(server, "ann", "bob", "cai", "dan");
  for (const { begin } of parts) await begin({ server, people });
});
afterAll(() => server.stop());

for (const { tests } of parts) for (const [name, run] of Object.entries(tests)) test(name, run);

/** Who is asked, who stands in, and who decides. The tests stand in the files that are read here; one server is enough for them. */
import { afterAll, beforeAll, test } from "vitest";
import type { TestServer } from "../../support/server.ts";
import { staff, startWorld } from "./approval-world.ts";
import * as askedByScript from "./asked-by-script.ts";
import * as deciding from "./deciding.ts";
import * as decisionRights from "./decision-rights.ts";
import * as handedOver from "./handed-over.ts";
import * as standIns from "./stand-ins.ts";
import * as whoIsAsked from "./who-is-asked.ts";

const parts = [whoIsAsked, handedOver, standIns, deciding, decisionRights, askedByScript];

let server: TestServer;

beforeAll(async () => {
  server = await startWorld(parts.flatMap(({ documents }) => documents));
  const people = await staff(server, "ann", "bob", "cai", "dan");
  for (const { begin } of parts) await begin({ server, people });
});
afterAll(() => server.stop());

for (const { tests } of parts) for (const [name, run] of Object.entries(tests)) test(name, run);

/** Owners by rules on request, rules at publish, and what waits for new records. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { person } from "../support/people.ts";
import { type Answer, startTestServer, type TestServer } from "../support/server.ts";
import { assignmentWorld, documents } from "./assignment-world.ts";
import { mark, marks, objects, settled, workflow } from "./workflow-world.ts";

let server: TestServer;
let world: ReturnType<typeof assignmentWorld>;

beforeAll(async () => {
  const told = workflow("told", {
    on: { event: "create", record: "claim", when: 'record.owner.name == "clerk1"' },
    as: "system",
    start: "say",
    steps: { say: mark("told") },
  });
  server = await startTestServer({ documents: [...documents, ...objects, told] });
  world = assignmentWorld(server);
});
afterAll(() => server.stop());

const assign = (id: string, body: unknown = { assign: true }, token?: string): Promise<Answer> =>
  server.request("POST", `/records/claim/${id}/owner`, body, {
    headers: { "if-match": "*" },
    ...(token === undefined ? {} : { token }),
  });
const codes = ({ body }: Answer) =>
  (body as { errors: { code: string; path: string }[] }).errors.map(
    ({ code, path }) => `${path} ${code}`,
  );

test("rules decide anew when they are asked to, as a transfer", async () => {
  const id = await world.claim({ about: "turn" });
  expect(await world.history(id)).toMatchObject([{ kind: "unassigned" }, { kind: "created" }]);
  expect([(await assign(id)).status, codes(await assign(id))]).toEqual([
    409,
    [" assign_nobody_found"],
  ]);
  const [clerk] = await world.clerks(1);
  expect((await assign(id)).status).toBe(200);
  expect((await world.read(id)).owner).toBe(clerk?.id);
  expect((await world.history(id))[0]).toMatchObject({ kind: "transferred", revision: 3 });
});

test("who may not give records away may not have them assigned", async () => {
  const caller = await person(server, "caller", "caller");
  const id = await world.claim({ about: "else" }, caller.token);
  expect((await assign(id, { assign: true }, caller.token)).status).toBe(403);
  expect(codes(await assign(id, { assign: true, owner: caller.id }))).toEqual([" owner_or_assign"]);
});

test("a record that is out of reach is not there, whatever the rules would say", async () => {
  const giver = await person(server, "giver", "giver");
  const id = await world.claim({ about: "nobody" });
  const answer = await assign(id, { assign: true }, giver.token);
  expect([answer.status, codes(answer)]).toEqual([404, [" record_not_found"]]);
});

test("an object without rules says that it has none", async () => {
  const made = await server.request("POST", "/records/customer", { name: "C" });
  const { id } = made.body as { id: string };
  const answer = await server.request(
    "POST",
    `/records/customer/${id}/owner`,
    { assign: true },
    { headers: { "if-match": "*" } },
  );
  expect([answer.status, codes(answer)]).toEqual([409, [" assign_without_rules"]]);
});

test("what waits for a new record sees whose it is", async () => {
  await world.clerks(1);
  await world.claim({ about: "turn" });
  await settled(server, "told");
  expect(await marks(server)).toEqual(["told"]);
});

test("a publish names teams, departments and people that are not there", async () => {
  const wanted = {
    ...documents[0]?.content,
    assign: [
      { to: { team: "Nobody's" } },
      { to: { department: "Nowhere" } },
      { to: { users: ["admin@example.com", "who@example.com"] } },
    ],
  };
  const draft = await server.request("PUT", "/metadata/drafts/object/claim", wanted);
  expect(draft.status).toBeLessThan(300);
  const answer = await server.request("POST", "/metadata/publish", { message: "x", answers: {} });
  expect(answer.status).toBe(422);
  expect(codes(answer)).toEqual([
    "/assign/0/to/team assign_receiver_unknown",
    "/assign/1/to/department assign_receiver_unknown",
    "/assign/2/to/users/1 assign_receiver_unknown",
  ]);
  await server.request("DELETE", "/metadata/drafts/object/claim");
});

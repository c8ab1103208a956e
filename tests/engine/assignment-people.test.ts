/** Among whom rules of assignment choose, and what becomes of records that nobody is found for. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, person } from "../support/people.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { assignmentWorld, documents } from "./assignment-world.ts";
import { changed, type Json, made } from "./workflow-world.ts";

let server: TestServer;
let world: ReturnType<typeof assignmentWorld>;
let clerks: readonly Person[];
let admin: unknown;

beforeAll(async () => {
  server = await startTestServer({ documents });
  world = assignmentWorld(server);
  clerks = await world.clerks(3);
  const me = await server.request("GET", "/auth/me");
  admin = (me.body as { user: { id: string } }).user.id;
});
afterAll(() => server.stop());

const owners = async (about: string, count: number, values: Json = {}) => {
  const found = new Set<unknown>();
  for (let made = 0; made < count; made++)
    found.add((await world.read(await world.claim({ about, ...values }))).owner);
  return [...found].toSorted();
};
const idsOf = (...people: readonly (Person | undefined)[]) =>
  people.map((one) => one?.id).toSorted();

test("who is disabled, does not work now, or may not see the object gets nothing", async () => {
  const [one, two, three] = clerks;
  const { database } = server.services;
  expect(await owners("turn", 3)).toEqual(idsOf(one, two, three));
  await changed(server, "user", String(two?.id), { active: false });
  const disable = async (disabled: boolean) =>
    database.run({
      text: "update core.membership set disabled = $2 where account = $1",
      values: [three?.id ?? "", disabled],
    });
  await disable(true);
  expect(await owners("turn", 3)).toEqual(idsOf(one));
  await disable(false);
  await changed(server, "user", String(two?.id), { active: true });
  expect(await owners("turn", 3)).toEqual(idsOf(one, two, three));
});

test("of a role those are meant for whom the condition holds", async () => {
  const north = await made(server, "department", { name: "North" });
  const [one, two] = clerks;
  for (const clerk of [one, two])
    await changed(server, "user", String(clerk?.id), { department: north });
  expect(await owners("near", 4, { department: north })).toEqual(idsOf(one, two));
});

test("a team, an address and a field lead to people, too", async () => {
  const [one, two, three] = clerks;
  const team = await made(server, "team", { name: "Claims" });
  for (const clerk of [one, three])
    await changed(server, "user", String(clerk?.id), { teams: [team] });
  expect(await owners("team", 4)).toEqual(idsOf(one, three));
  expect(await owners("address", 2)).toEqual(idsOf(two));
  expect(await owners("keeper", 1, { keeper: three?.id })).toEqual(idsOf(three));
});

test("a rule that finds nobody leaves it to the next; in the end its creator keeps the record", async () => {
  const alone = await world.claim({ about: "nobody" });
  expect(await world.read(alone)).toMatchObject({ owner: admin, revision: 2 });
  expect(await world.history(alone)).toMatchObject([
    { kind: "unassigned", revision: 2, changes: {} },
    { kind: "created" },
  ]);
  const blind = await person(server, "blind", "blind");
  expect(await owners("keeper", 1, { keeper: blind.id })).toEqual([admin]);
  const substitute = await person(server, "substitute", "substitute");
  expect(await owners("keeper", 1, { keeper: blind.id })).toEqual(idsOf(substitute));
});

test("what no rule is for stays as it was made", async () => {
  const id = await world.claim({ about: "else" });
  expect(await world.read(id)).toMatchObject({ owner: admin, revision: 1 });
});

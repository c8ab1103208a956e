/**
 * Sets of roles × every object of the trading example and of every workspace × fields × verbs × every
 * way of the registry of read paths: the engine's answers against an evaluator that shares no code
 * with it, cell by cell, and no byte of them with a value that is hidden.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { person } from "../../support/people.ts";
import { readPaths, ways } from "../read-paths.ts";
import { Asker, newTally } from "./asker.ts";
import { checks } from "./checks.ts";
import { roleSets } from "./trading-roles.ts";
import { startWorld, type World } from "./trading-world.ts";

const long = process.env.TESTS === "long";
/** Of the sets of roles, those that every run asks; `TESTS=long` asks them all. */
const always = new Set([
  "own records",
  "conditions behind lookups",
  "the teams under restrictions",
]);
const isAsked = ([name]: readonly [string, unknown]): boolean => long || always.has(name);

const tally = newTally();
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.server.stop());

describe.each([...roleSets].filter(isAsked))("with %s", (_, roles) => {
  let asker: Asker;
  beforeAll(async () => {
    const { token } = await person(world.server, "viewer", ...roles);
    asker = new Asker(world, roles, token, tally);
  });

  test.each(ways)("%s", async (way) => {
    await checks[way](asker);
    expect(asker.takeDifferences()).toEqual([]);
  });
});

test("every read path of the registry was asked and was answered", () => {
  console.info(
    `${tally.cells} cells, ${tally.requests} requests, ${tally.bytes} bytes, ${tally.marks} canaries seen`,
  );
  const unasked = Object.entries(readPaths).flatMap(([route, path]) => {
    if (!("ways" in path)) return [];
    const statuses = [...(tally.routes.get(route) ?? [])];
    // Of streams, and of what is removed or ended here, refusals are all that `call` gets to see.
    const isAnswered = statuses.some((status) => status < 300 || status === 412);
    return isAnswered || refusedAlone.has(route) ? [] : [`${route} ${statuses.join()}`];
  });
  expect(unasked).toEqual([]);
  expect(tally.cells).toBeGreaterThan(long ? 40_000 : 15_000);
  expect(tally.marks).toBeGreaterThan(long ? 10_000 : 4000);
});

const refusedAlone: ReadonlySet<string> = new Set([
  "GET /changes",
  "DELETE /records/:object/:id/deleted",
  "POST /records/:object/:id/shares",
  "DELETE /records/:object/:id/shares/:share",
]);

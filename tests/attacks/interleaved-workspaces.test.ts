/**
 * Requests of two workspaces in a jumble on four connections: no byte of one in an answer to the
 * other. `TESTS=long` asks ten thousand times, `SEED` repeats a jumble.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { secondWorkspace } from "../support/second-workspace.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";

const requests = process.env.TESTS === "long" ? 10_000 : 1000;
const seed = Number(process.env.SEED ?? 20_261_129);
const atOnce = 32;

const markOf = (workspace: string) => `mark-of-${workspace}-7f3a`;
const documentsOf = (workspace: string) => [
  objectDocument(
    "note",
    { text: { type: "string" }, number: { type: "integer", minimum: 0 } },
    { title: markOf(workspace), required: ["text"] },
  ),
];

interface Side {
  readonly at: TestServer;
  readonly mark: string;
  readonly records: readonly string[];
}

let server: TestServer;
let sides: readonly [Side, Side];

beforeAll(async () => {
  const settings = { DATABASE_POOL: "4" };
  server = await startTestServer({ documents: documentsOf("demo"), settings });
  const other = await secondWorkspace(server, "other", documentsOf("other"));
  sides = [await filled(server), await filled(other)];
});
afterAll(() => server.stop());

async function filled(at: TestServer): Promise<Side> {
  const mark = markOf(at.workspace);
  const rows = Array.from({ length: 20 }, (_, number) => ({ text: `${mark} ${number}`, number }));
  const made = await at.request("POST", "/records/note", rows);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { at, mark, records: (made.body as { data: { id: string }[] }).data.map(({ id }) => id) };
}

/** What is asked: its status, and whether the answer speaks of the workspace at all. */
interface Kind {
  readonly status: number;
  readonly marked: boolean;
  ask(side: Side, number: number, foreign: Side): Promise<Answer>;
}

const any = { headers: { "if-match": "*" } };
const one = ({ records }: Side, number: number): string => records[number % records.length] ?? "";
const read = (path: string | ((side: Side, number: number) => string)): Kind => ({
  status: 200,
  marked: true,
  ask: (side, number) =>
    side.at.request("GET", typeof path === "string" ? path : path(side, number)),
});
const keyed = (number: number) => ({ headers: { "idempotency-key": `k${number % 50}` } });

const kinds: readonly Kind[] = [
  read("/records/note?limit=5&sort=text"),
  read("/records/note?limit=3&sort=-number&count=exact"),
  read(`/records/note?filter=${encodeURIComponent('contains(text, "mark")')}&limit=4`),
  read((side, number) => `/records/note/${one(side, number)}`),
  { ...read((side, number) => `/records/note/${one(side, number)}/history`), marked: false },
  read("/records/note/aggregate?group=text&measures=count(),sum(number)"),
  read("/records/note/export?format=csv"),
  read("/metadata?objects=note"),
  read("/openapi.json"),
  { ...read("/users"), marked: false },
  { ...read("/auth/me"), marked: false },
  {
    status: 404,
    marked: false,
    ask: (side, number, foreign) => side.at.request("GET", `/records/note/${one(foreign, number)}`),
  },
  {
    status: 404,
    marked: false,
    ask: (side, number, foreign) =>
      side.at.request("PATCH", `/records/note/${one(foreign, number)}`, { number }, any),
  },
  {
    status: 401,
    marked: false,
    ask: (side, _, foreign) =>
      side.at.request("GET", "/records/note", undefined, { token: foreign.at.adminToken }),
  },
  {
    status: 201,
    marked: true,
    ask: (side, number) =>
      side.at.request("POST", "/records/note", { text: `${side.mark} new`, number }),
  },
  {
    status: 201,
    marked: true,
    // The same keys on both sides, each with one body: an answer is repeated on its own side only.
    ask: (side, number) =>
      side.at.request(
        "POST",
        "/records/note",
        { text: `${side.mark} once`, number: number % 50 },
        keyed(number),
      ),
  },
  {
    status: 200,
    marked: true,
    ask: (side, number) =>
      side.at.request("PATCH", `/records/note/${one(side, number)}`, { number }, any),
  },
  {
    status: 422,
    marked: false,
    // Refused inside of a transaction, which is rolled back.
    ask: (side, number) =>
      side.at.request(
        "POST",
        "/records/note",
        { number: -1 },
        {
          headers: { "idempotency-key": `refused ${number}` },
        },
      ),
  },
  {
    status: 400,
    marked: false,
    ask: (side) => side.at.request("GET", "/records/note?filter=text%20%3E%201"),
  },
];

/** A sequence that only the seed decides. */
function* jumble(): Generator<number> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state >>> 8;
  }
}

test("pool state: no byte of the other workspace in interleaved answers on four connections", async () => {
  const numbers = jumble();
  let sent = 0;
  const asked = new Set<Kind>();
  const leaks: string[] = [];
  const asking = async () => {
    while (sent < requests) {
      const number = ++sent;
      const left = Number(numbers.next().value) % 2;
      const kind = kinds[Number(numbers.next().value) % kinds.length] as Kind;
      const [side, foreign] = left === 0 ? sides : [sides[1], sides[0]];
      asked.add(kind);
      const answer = await kind.ask(side, number, foreign);
      const said = JSON.stringify([answer.body, [...answer.headers]]);
      const about = `seed ${seed}, request ${number}, kind ${kinds.indexOf(kind)}: ${said.slice(0, 300)}`;
      if (answer.status !== kind.status) leaks.push(`${answer.status} ${about}`);
      if (kind.marked && !said.includes(side.mark)) leaks.push(`nothing of its own, ${about}`);
      for (const text of [foreign.mark, foreign.at.admin.email, `/${foreign.at.workspace}/api`])
        if (said.includes(text)) leaks.push(`${text} in ${about}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, asking));
  expect(leaks.slice(0, 5)).toEqual([]);
  expect(asked.size).toBe(kinds.length);
  for (const { at, mark } of sides) {
    const { rows } = await server.services.database.run({
      text: `select count(*) from w_${at.workspace}.note where text not like $1`,
      values: [`${mark}%`],
    });
    expect(rows).toEqual([["0"]]);
  }
});

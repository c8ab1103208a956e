/** Periods of one key never overlap, whoever writes at the same time. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorRights } from "../../engine/access/rights.ts";
import { clockAt } from "../../engine/clock.ts";
import { newUuid } from "../../engine/db/uuid.ts";
import { createRecords } from "../../engine/records/create.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { faults } from "./rule-verdicts.ts";

const anyRevision = { "if-match": "*" };
const moment = { type: "string", format: "date-time" };
const documents = [
  objectDocument("room", { name: { type: "string" } }),
  objectDocument(
    "booking",
    {
      room: { $ref: "tenon:lookup", target: "room" },
      starts: moment,
      ends: moment,
      cancelled: { type: "boolean" },
    },
    {
      rules: [
        {
          name: "no_double_booking",
          no_overlap: { key: ["room"], from: "starts", to: "ends" },
          when: "cancelled == null || !cancelled",
          message: "The room is taken",
        },
      ],
    },
  ),
  objectDocument(
    "seat",
    {
      number: { type: "integer" },
      from: { type: "string", format: "date" },
      until: { type: "string", format: "date" },
    },
    {
      rules: [
        {
          name: "apart",
          no_overlap: { key: ["number"], from: "from", to: "until" },
          message: "The seat is taken",
        },
      ],
    },
  ),
];

let server: TestServer;
let rooms: readonly string[];
beforeAll(async () => {
  server = await startTestServer({ documents });
  const answer = await server.request("POST", "/records/room", [{ name: "a" }, { name: "b" }]);
  rooms = (answer.body as { readonly data: readonly { id: string }[] }).data.map(({ id }) => id);
});
afterAll(() => server.stop());

const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, "0")}:00:00Z`;
const book = (room: string | undefined, from: number | null, to: number | null, more = {}) => ({
  room,
  starts: from === null ? null : at(from),
  ends: to === null ? null : at(to),
  ...more,
});
const post = (booking: unknown) => server.request("POST", "/records/booking", booking);
const taken = ["rule_broken /starts no_double_booking"];

test("periods are half-open, and without end they go on for ever", async () => {
  const [room] = rooms;
  const first = await post(book(room, 8, 10));
  expect(first.status, JSON.stringify(first.body)).toBe(201);
  expect(await faults(post(book(room, 9, 11)))).toEqual(taken);
  expect(await faults(post(book(room, 7, null)))).toEqual(taken);
  expect(await faults(post(book(room, 7, 8)))).toEqual([]);
  expect(await faults(post(book(room, 12, null)))).toEqual([]);
  expect(await faults(post(book(room, 13, 14)))).toEqual(taken);
  expect(await faults(post(book(room, 10, 12)))).toEqual([]);
  // None of these has a period, or is meant by the rule.
  for (const free of [
    book(room, null, 9),
    book(undefined, 8, 9),
    book(room, 9, 9),
    book(room, 8, 9, { cancelled: true }),
  ]) {
    expect(await faults(post(free))).toEqual([]);
  }
  const { id } = first.body as { id: string };
  const move = (changes: unknown) =>
    faults(server.request("PATCH", `/records/booking/${id}`, changes, { headers: anyRevision }));
  expect(await move({ ends: at(11) })).toEqual(taken);
  expect(await move({ ends: at(9) })).toEqual([]);
  const both = [book(rooms[1], 20, 22), book(rooms[1], 21, 23)];
  expect(await faults(post(both))).toEqual(
    taken.flatMap(() => [
      "rule_broken /0/starts no_double_booking",
      "rule_broken /1/starts no_double_booking",
    ]),
  );
});

test("fifty at once get the room once an hour", async () => {
  const other = await server.second();
  const room = rooms[1];
  const attempts = Array.from({ length: 50 }, (_, index) => {
    const from = index % 5;
    const through = index % 2 === 0 ? server : other;
    return through.request("POST", "/records/booking", book(room, from, from + 2));
  });
  const answers = await Promise.all(attempts);
  await other.stop();
  const stored = answers.filter(({ status }) => status === 201);
  expect(answers.filter(({ status }) => status !== 201 && status !== 422)).toEqual([]);
  const hours = stored.map(({ body }) =>
    new Date((body as { starts: string }).starts).getUTCHours(),
  );
  hours.sort((one, next) => one - next);
  expect(hours.length).toBeGreaterThan(1);
  for (const [index, hour] of hours.entries()) {
    if (index > 0) expect(hour - (hours[index - 1] ?? 0)).toBeGreaterThanOrEqual(2);
  }
});

test("thousands of keys in one write leave locks for others", async () => {
  const { catalogs, database } = server.services;
  const catalog = await catalogs.current(server.workspace);
  const model = catalog?.objects.get("seat");
  if (catalog === null || model === undefined) throw new Error("There are no seats");
  const about = { catalog, rights: administratorRights, clock: clockAt(new Date(), "UTC") };
  const { secrets, scripts } = server.services;
  const reactions = scripts.reactions("en", false);
  const act = { actor: null, cause: "import", causality: newUuid(), secrets, reactions, chain: [] };
  const seats = Array.from({ length: 2000 }, (_, number) => ({ number, from: "2026-01-01" }));
  const locks = await database.transaction(async (executor) => {
    const stored = await createRecords({ ...about, ...act, executor }, model, seats, true);
    expect(stored.ok && stored.value.length).toBe(2000);
    const { rows } = await executor.run({
      text: "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()",
      values: [],
    });
    return Number(rows[0]?.[0]);
  });
  expect(locks).toBeGreaterThan(0);
  expect(locks).toBeLessThanOrEqual(512);
  const again = await faults(server.request("POST", "/records/seat", seats.slice(7, 8)));
  expect(again).toEqual(["rule_broken /0/from apart"]);
});

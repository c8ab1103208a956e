import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import {
  changed,
  letTimePass,
  made,
  mark,
  marks,
  objects,
  run,
  runsOf,
  settled,
  started,
  steps,
  until,
  workflow,
} from "./workflow-world.ts";

const documents = [
  ...objects,
  workflow("sorted", {
    on: { event: "action", record: "order", when: "record.amount > 0" },
    start: "size",
    steps: {
      size: {
        type: "branch",
        cases: [
          { when: "record.amount <= 100", next: "small" },
          { when: 'record.customer.level == "a"', next: "friend" },
        ],
        else: "large",
      },
      small: mark("small"),
      friend: mark("friend"),
      large: {
        type: "update",
        record: "record",
        set: { note: { expression: '"large " + record.number' } },
        next: "told",
      },
      told: mark("large"),
    },
  }),
  workflow("both", {
    on: { event: "manual" },
    start: "split",
    steps: {
      split: { type: "parallel", branches: ["a", "b"], next: "after" },
      a: mark("a"),
      b: { type: "wait", for: "2 days", next: "c" },
      c: mark("c"),
      after: mark("after"),
    },
  }),
  workflow("first", {
    on: { event: "manual" },
    start: "split",
    steps: {
      split: { type: "parallel", branches: ["quick", "slow"], join: "any", next: "won" },
      quick: mark("quick"),
      slow: { type: "wait", for: "2 days", next: "late" },
      late: mark("never"),
      won: mark("won"),
    },
  }),
  workflow("lines", {
    on: { event: "action", record: "order" },
    start: "each",
    steps: {
      each: { type: "loop", rows: "lines", as: "line", do: "one", next: "sum" },
      one: {
        type: "create",
        object: "mark",
        set: {
          text: { expression: 'line.product + " of " + record.number' },
          number: { expression: "line.quantity" },
          order: { expression: "record" },
        },
      },
      sum: {
        type: "create",
        object: "mark",
        set: { text: "sum", number: { expression: "steps.each.count" } },
      },
    },
  }),
  workflow("open_orders", {
    on: { event: "manual" },
    variables: { least: { type: "number", required: true }, who: { type: "text" } },
    start: "each",
    steps: {
      each: {
        type: "loop",
        object: "order",
        filter: "amount >= variables.least && note == variables.who",
        sort: ["number"],
        as: "found",
        do: "one",
      },
      one: {
        type: "create",
        object: "mark",
        set: { text: { expression: "found.number" }, order: { expression: "found" } },
      },
    },
  }),
  workflow("due", {
    on: { event: "action", record: "order" },
    start: "day",
    steps: { day: { type: "wait", until: "record.due", next: "done" }, done: mark("due") },
  }),
  workflow("paid", {
    on: { event: "action", record: "order" },
    start: "money",
    steps: {
      money: {
        type: "wait",
        event: { record: "record", event: "update", when: "record.paid" },
        timeout: "3 days",
        on: { timeout: "late" },
        next: "thanks",
      },
      thanks: mark("thanks"),
      late: mark("late"),
    },
  }),
  workflow("outer", {
    on: { event: "action", record: "order" },
    start: "inner",
    steps: {
      inner: {
        type: "subflow",
        workflow: "inner",
        record: "record",
        variables: { text: { expression: '"from " + record.number' } },
        next: "after",
      },
      after: mark("outer"),
    },
  }),
  workflow("inner", {
    on: { event: "subflow", record: "order" },
    variables: { text: { type: "text" } },
    start: "one",
    steps: {
      one: { type: "create", object: "mark", set: { text: { expression: "variables.text" } } },
    },
  }),
  workflow("states", {
    on: { event: "action", record: "order" },
    start: "send",
    steps: {
      send: { type: "update", record: "record", transition: "send", next: "find" },
      find: {
        type: "find",
        object: "order",
        filter: 'stage == "sent" && number == record.number',
        next: "say",
      },
      say: {
        type: "create",
        object: "mark",
        set: {
          text: { expression: "steps.find.result.stage" },
          number: { expression: "steps.find.count" },
        },
        next: "gone",
      },
      gone: { type: "delete", record: "steps.find.result" },
    },
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const clear = () =>
  server.services.database.run({ text: `delete from "w_demo"."mark"`, values: [] });

test("a branch takes the first case that holds, else the other way", async () => {
  await clear();
  const customer = await made(server, "customer", { name: "A", level: "a" });
  const orders = [
    await made(server, "order", { number: "1", amount: "100.00" }),
    await made(server, "order", { number: "2", amount: "100.01", customer }),
    await made(server, "order", { number: "3", amount: "5000" }),
  ];
  for (const record of orders)
    await until(server, await started(server, "sorted", { record }), "done");
  expect(await marks(server)).toEqual(["small", "friend", "large"]);
  const third = await server.request("GET", `/records/order/${orders[2]}`);
  expect(third.body).toMatchObject({ note: "large 3", revision: 2 });
});

test("a condition of the start is asked when it is started by hand", async () => {
  const record = await made(server, "order", { number: "0", amount: "0" });
  const answer = await server.request("POST", "/workflows/sorted/runs", { record });
  expect([answer.status, (answer.body as { code: string }).code]).toEqual([
    409,
    "workflow_not_now",
  ]);
});

test("branches run beside one another and are awaited; a wait costs a row until its time", async () => {
  await clear();
  const id = await started(server, "both");
  const waiting = await until(server, id, "waiting");
  expect(await marks(server)).toEqual(["a"]);
  expect(waiting.now).toMatchObject([{ step: "b", status: "waiting", waits_for: "time" }]);
  await letTimePass(server, id);
  const done = await until(server, id, "done");
  expect(await marks(server)).toEqual(["a", "c", "after"]);
  expect(steps(done)).toEqual(["a done", "b waiting", "b done", "c done", "after done"]);
});

test("the first branch that comes to its end is enough where that was said", async () => {
  await clear();
  await until(server, await started(server, "first"), "done");
  expect(await marks(server)).toEqual(["quick", "won"]);
});

test("a loop has a round for each child row, in their order", async () => {
  await clear();
  const lines = ["x", "y", "z"].map((product, index) => ({ product, quantity: index }));
  const record = await made(server, "order", { number: "7", lines });
  await until(server, await started(server, "lines", { record }), "done");
  expect(await marks(server)).toEqual(["x of 7", "y of 7", "z of 7", "sum"]);
});

test("a loop over records takes those that fit, values of the run put in, page by page", async () => {
  await clear();
  const note = `"quoted" \\ and 'single'`;
  const many = Array.from({ length: 240 }, (_, index) => ({
    number: `N${String(index).padStart(3, "0")}`,
    amount: String(index % 8 === 0 ? 10 : 30),
    note,
  }));
  const created = await server.request("POST", "/records/order", many);
  expect(created.status).toBe(201);
  const variables = { least: "20", who: note };
  const id = await started(server, "open_orders", { variables });
  const done = await until(server, id, "done");
  const wanted = many.filter(({ amount }) => amount === "30").map(({ number }) => number);
  expect(await marks(server)).toEqual(wanted);
  expect(done.steps.at(-1)).toMatchObject({ step: "each", output: { count: wanted.length } });
  await clear();
  // Nothing is not equal to nothing.
  await made(server, "order", { number: "no note", amount: "25" });
  await until(server, await started(server, "open_orders", { variables: { least: 0 } }), "done");
  expect(await marks(server)).toEqual([]);
});

test("variables that are missing, wrong or unheard of are refused together", async () => {
  const variables = { who: 5, what: 1 };
  const answer = await server.request("POST", "/workflows/open_orders/runs", { variables });
  const { errors } = answer.body as { errors: { path: string; code: string }[] };
  expect(errors.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual([
    "/variables/least required",
    "/variables/what unknown_field",
    "/variables/who workflow_variable_wrong",
  ]);
});

test("a wait until a date ends when its day begins", async () => {
  await clear();
  const past = await made(server, "order", { number: "p", due: "2020-01-01" });
  await until(server, await started(server, "due", { record: past }), "done");
  expect(await marks(server)).toEqual(["due"]);
  const future = await made(server, "order", { number: "f", due: "2999-01-01" });
  const waiting = await until(server, await started(server, "due", { record: future }), "waiting");
  expect(waiting.now).toMatchObject([{ until: "2999-01-01T00:00:00.000Z" }]);
  const never = await made(server, "order", { number: "n" });
  const failed = await until(server, await started(server, "due", { record: never }), "failed");
  expect(failed.now).toMatchObject([{ problems: [{ code: "workflow_moment_empty" }] }]);
});

test("a wait for a record goes on when what it waits for is so, and not before", async () => {
  await clear();
  const record = await made(server, "order", { number: "w" });
  const id = await started(server, "paid", { record });
  await until(server, id, "waiting");
  await changed(server, "order", record, { note: "something else" });
  await changed(server, "order", record, { paid: true });
  const done = await until(server, id, "done");
  expect(await marks(server)).toEqual(["thanks"]);
  expect(steps(done)).toEqual(["money waiting", "money done", "thanks done"]);
  const paid = await made(server, "order", { number: "w2", paid: true });
  await until(server, await started(server, "paid", { record: paid }), "done");
  expect(await marks(server)).toEqual(["thanks", "thanks"]);
});

test("a wait for a record that nobody changes runs out", async () => {
  await clear();
  const record = await made(server, "order", { number: "w3" });
  const id = await started(server, "paid", { record });
  await until(server, id, "waiting");
  await letTimePass(server, id);
  await until(server, id, "done");
  expect(await marks(server)).toEqual(["late"]);
});

test("a workflow waits for another one that it starts", async () => {
  await clear();
  const record = await made(server, "order", { number: "s" });
  await until(server, await started(server, "outer", { record }), "done");
  expect(await marks(server)).toEqual(["from s", "outer"]);
  const [inner] = await runsOf(server, "inner");
  expect(inner).toMatchObject({ event: "subflow", record, status: "done" });
  expect((await run(server, String(inner?.id))).chain).toEqual([`outer.inner (${record})`]);
});

test("steps take records through their states, find them and delete them", async () => {
  await clear();
  const record = await made(server, "order", { number: "t" });
  await until(server, await started(server, "states", { record }), "done");
  expect(await marks(server)).toEqual(["sent"]);
  expect((await server.request("GET", `/records/order/${record}`)).status).toBe(404);
  await settled(server, "states");
});

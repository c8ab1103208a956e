/** What is refused is refused in words that name no hidden field. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsOf, problemsOf } from "../support/calls.ts";
import { type Person, person } from "../support/people.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { role } from "./role-document.ts";

let server: TestServer;
let clerk: Person;
let closer: Person;
const { call, get, make } = callsOf(() => server);
const text = { type: "string", maxLength: 80 };
const clerks = { create: true, read: true, update: true, fields: { "*": "write", margin: "none" } };

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("coded", {
        name: { ...text, unique: true },
        margin: { ...text, unique: true, default: "same" },
      }),
      objectDocument(
        "paired",
        { name: text, margin: { ...text, default: "same" } },
        { unique: [["name", "margin"]] },
      ),
      objectDocument(
        "judged",
        {
          name: text,
          margin: { type: "integer", default: 5, required_when: 'name == "asks"' },
          client: { $ref: "tenon:lookup", target: "coded" },
        },
        {
          rules: [
            {
              name: "profit",
              require: 'margin > 10 || name != "poor" || coalesce(client.name, "") == "x"',
              message: "Too low",
              at: "margin",
            },
          ],
        },
      ),
      objectDocument(
        "stepped",
        {
          name: text,
          margin: { type: "integer" },
          state: { enum: ["open", "closed", "done"], default: "open" },
        },
        {
          lifecycle: {
            field: "state",
            transitions: [
              { name: "close", from: ["open"], to: "closed", when: "margin > 10" },
              { name: "finish", from: ["open"], to: "done", required: ["margin"] },
            ],
          },
        },
      ),
      objectDocument("counted", {
        name: text,
        margin: { $ref: "tenon:auto_number", template: "M-{0000}", gapless: true },
      }),
      role("clerk", {
        counted: { ...clerks, delete: true },
        coded: clerks,
        paired: clerks,
        judged: clerks,
        stepped: { ...clerks, transitions: true },
      }),
      role("closer", { stepped: { ...clerks, transitions: ["close"] } }),
    ],
  });
  clerk = await person(server, "clerk", "clerk");
  closer = await person(server, "closer", "closer");
});
afterAll(() => server.stop());

const silent = (answer: Answer) =>
  expect(JSON.stringify(answer.body).toLowerCase()).not.toContain("margin");

test("a key to find records by is one that is seen", async () => {
  const put = (key: string) => call("PUT", `/records/coded?key=${key}`, { margin: "x" }, clerk);
  const [hidden, unknown] = [await put("margin"), await put("nothing")];
  expect([hidden.status, problemsOf(hidden)]).toEqual([400, problemsOf(unknown)]);
  silent(hidden);
  silent(unknown);
  expect(JSON.stringify(unknown.body)).toContain("name");
});

test("a value that is there already is told of fields that are seen", async () => {
  await make("coded", { name: "first" }, clerk);
  const coded = await call("POST", "/records/coded", { name: "second" }, clerk);
  expect([coded.status, problemsOf(coded)]).toEqual([409, ["not_unique"]]);
  silent(coded);
  await make("paired", { name: "a" }, clerk);
  const paired = await call("POST", "/records/paired", { name: "a" }, clerk);
  expect([paired.status, problemsOf(paired)]).toEqual([409, ["not_unique_together /name"]]);
  silent(paired);
});

test("a rule holds for who sees less, and stands at the record", async () => {
  const poor = await call("POST", "/records/judged", { name: "poor" }, clerk);
  expect([poor.status, problemsOf(poor)]).toEqual([422, ["rule_broken"]]);
  silent(poor);
  const many = await call("POST", "/records/judged", [{ name: "x" }, { name: "poor" }], clerk);
  expect(problemsOf(many)).toEqual(["rule_broken /1"]);
  const id = await make("judged", { name: "x", margin: null });
  const asks = await call("PATCH", `/records/judged/${id}`, { name: "asks" }, clerk);
  expect([asks.status, problemsOf(asks)]).toEqual([422, ["required"]]);
  silent(asks);
});

test("a step waits for what is hidden without naming it", async () => {
  const id = await make("stepped", { name: "x" });
  const path = `/records/stepped/${id}/transitions`;
  const steps = await get(path, clerk);
  expect(steps.body).toMatchObject({
    data: [
      { name: "close", possible: false },
      { name: "finish", missing: [] },
    ],
  });
  silent(steps);
  const close = await call("POST", `${path}/close`, {}, clerk);
  expect([close.status, problemsOf(close)]).toEqual([422, ["transition_condition"]]);
  silent(close);
  const finish = await call("POST", `${path}/finish`, {}, clerk);
  expect([finish.status, problemsOf(finish)]).toEqual([422, ["transition_condition"]]);
  silent(finish);
  expect(JSON.stringify((await get(path)).body)).toContain("margin");
});

test("the steps that are named as possible are those that may be taken", async () => {
  const id = await make("stepped", { name: "x" });
  const possible = async (by: Person) => {
    const answer = await call("PATCH", `/records/stepped/${id}`, { state: "done" }, by);
    expect(problemsOf(answer)).toEqual(["state_by_transition /state"]);
    return (answer.body as { errors: { params: { possible: unknown } }[] }).errors[0]?.params
      .possible;
  };
  expect(await possible(clerk)).toEqual({ en: "Close, Finish", "zh-CN": "Close、Finish" });
  expect(await possible(closer)).toEqual({ en: "Close", "zh-CN": "Close" });
});

test("a number that keeps a record is told to who may read it", async () => {
  const path = `/records/counted/${await make("counted", { name: "x" })}`;
  const hidden = await call("DELETE", path, undefined, clerk);
  expect([hidden.status, problemsOf(hidden)]).toEqual([403, ["not_permitted"]]);
  expect(JSON.stringify(hidden.body)).not.toContain("M-0001");
  const told = await call("DELETE", path);
  expect([told.status, problemsOf(told)]).toEqual([409, ["number_kept"]]);
  expect(JSON.stringify(told.body)).toContain("M-0001");
});

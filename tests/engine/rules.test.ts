/** Rules of objects: the verdict on every way to write a record. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { ruleDocuments } from "./rule-documents.ts";
import { faults, person, type Refusal, writing } from "./rule-verdicts.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents: ruleDocuments });
});
afterAll(() => server.stop());

const { create, change, post } = writing(() => server);

describe("rules", () => {
  test("a rule is broken when it is false, not when a value is missing", async () => {
    const days = { starts: "2026-02-02", ends: "2026-02-01" };
    expect(await post({ ...person, ...days })).toEqual(["rule_broken /ends in_order"]);
    expect(await post({ ...person, starts: days.starts })).toEqual([]);
    const { id } = await create("deal", { ...person, starts: "2026-01-01" });
    expect(await faults(change(id, { ends: "2025-12-31" }))).toEqual([
      "rule_broken /ends in_order",
    ]);
  });

  test("the message is that of the caller's language", async () => {
    const days = { starts: "2026-02-02", ends: "2026-02-01" };
    const told = async (language: string) => {
      const headers = { "accept-language": language };
      const answer = await server.request(
        "POST",
        "/records/deal",
        { ...person, ...days },
        { headers },
      );
      return (answer.body as Refusal).errors.map(({ message }) => message);
    };
    expect(await told("en")).toEqual(["Ends too early"]);
    expect(await told("zh-CN")).toEqual(["结束过早"]);
  });

  test("a rule reads through lookups, also two of them", async () => {
    const country = (await create("country", { name: "x", embargo: true })).id;
    const customer = (await create("customer", { name: "c", limit: "10", country })).id;
    const lines = [{ price: "10.01" }];
    expect(await post({ ...person, customer, lines })).toEqual([
      "rule_broken /total within_limit",
      "rule_broken  no_embargo",
    ]);
    expect(await post({ ...person, customer, status: "closed", lines: [{ price: "10" }] })).toEqual(
      [],
    );
  });

  test("many at once, upsert and import name the record and the rule", async () => {
    const days = { starts: "2026-02-02", ends: "2026-02-01" };
    expect(await post([person, { ...person, ...days }])).toEqual(["rule_broken /1/ends in_order"]);
    const upsert = (records: unknown) =>
      faults(server.request("PUT", "/records/deal?key=code", records));
    const sent = [
      { code: "u1", ...person },
      { code: "u2", ...person, ...days },
    ];
    expect(await upsert(sent)).toEqual(["rule_broken /1/ends in_order"]);
    expect(await upsert(sent.slice(0, 1))).toEqual([]);
    expect(await upsert([{ code: "u1", ...days }])).toEqual(["rule_broken /0/ends in_order"]);
  });
});

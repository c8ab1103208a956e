/** Conditions of fields, as the engine holds records to them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { ruleDocuments } from "./rule-documents.ts";
import { faults, person, writing } from "./rule-verdicts.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents: ruleDocuments });
});
afterAll(() => server.stop());

const { create, change, post } = writing(() => server);

describe("conditions of fields", () => {
  test("a required field that may be hidden is required while it is shown", async () => {
    expect(await post({ kind: "company" })).toEqual(["required /tax_number"]);
    expect(await post({ kind: "company", tax_number: "91" })).toEqual([]);
    expect(await post(person)).toEqual([]);
    // Hidden, a value is kept, and may be sent.
    const { id } = await create("deal", { kind: "company", tax_number: "91" });
    expect((await change(id, { kind: "person" })).body).toMatchObject({ tax_number: "91" });
  });

  test("a condition looks at computed fields", async () => {
    const lines = [{ price: "600" }, { price: "401" }];
    expect(await post({ ...person, lines })).toEqual(["required /guarantor"]);
    expect(await post({ ...person, lines, guarantor: "Li" })).toEqual([]);
    const { id } = await create("deal", { ...person, lines: [{ price: "1" }] });
    expect(await faults(change(id, { lines: [{ price: "1001" }] }))).toEqual([
      "required /guarantor",
    ]);
  });

  test("a row asks by itself, its lookups and its record", async () => {
    const batches = (await create("material", { name: "milk", batches: true })).id;
    const plain = (await create("material", { name: "salt" })).id;
    const lines = [{ material: plain }, { material: batches }, { material: batches, batch: "b" }];
    expect(await post({ ...person, lines })).toEqual(["required /lines/1/batch"]);
    expect(await post({ kind: "company", tax_number: "1", lines: [{ material: plain }] })).toEqual([
      "required /lines/0/note",
    ]);
  });

  test("what is read-only is judged on the record as it was", async () => {
    const { id, lines } = await create("deal", { ...person, remark: "a", lines: [{ price: "1" }] });
    // In one step with the change that closes it.
    expect((await change(id, { remark: "b", status: "closed" })).status).toBe(200);
    expect(await faults(change(id, { remark: "c", status: "draft" }))).toEqual([
      "read_only_now /remark",
    ]);
    expect(await faults(change(id, { remark: "b", kind: "person" }))).toEqual([]);
    expect(await faults(change(id, { lines: [] }))).toEqual(["read_only_now /lines"]);
    expect(await faults(change(id, { lines: [{ id: lines[0]?.id, price: "1.00" }] }))).toEqual([]);
    expect((await change(id, { status: "draft" })).status).toBe(200);
    expect(await faults(change(id, { remark: "c", lines: [] }))).toEqual([]);
  });

  test("a row that was stored keeps what is read-only, a new one is free", async () => {
    const { id, lines } = await create("deal", {
      ...person,
      lines: [{ price: "501" }, { price: "2" }],
    });
    const [dear, cheap] = lines.map((line) => line.id);
    expect(await faults(change(id, { lines: [{ id: dear, price: "1" }, { id: cheap }] }))).toEqual([
      "read_only_now /lines/0/price",
    ]);
    expect(
      await faults(change(id, { lines: [{ id: cheap, price: "3" }, { price: "7" }] })),
    ).toEqual([]);
  });
});

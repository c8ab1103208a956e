/** Percentages, quantities, ratings, durations, tags, codes and colours through the whole API. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents = [
  objectDocument("job", {
    name: { type: "string", unique: true },
    discount: { $ref: "tenon:percent" },
    weight: { $ref: "tenon:quantity", unit: "kg", scale: 2 },
    stars: { $ref: "tenon:rating", maximum: 5 },
    effort: { $ref: "tenon:duration" },
    twice: { $ref: "tenon:duration", formula: "effort * 2" },
    spent: { $ref: "tenon:duration", formula: "sum(steps.time)" },
    cost: { $ref: "tenon:money", formula: "effort / 3600 * 60 * (100 - discount) / 100" },
    marks: { $ref: "tenon:tags" },
    code: { $ref: "tenon:barcode", format: "ean13" },
    paint: { $ref: "tenon:color" },
    steps: {
      type: "array",
      items: { type: "object", properties: { time: { $ref: "tenon:duration" } } },
    },
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

const values = {
  name: "one",
  discount: "12.5",
  weight: 3.5,
  stars: 4,
  effort: "PT90M",
  marks: ["urgent", " urgent ", "新"],
  code: "6901234567892",
  paint: "#1F6FEB",
  steps: [{ time: "PT20M" }, { time: "P1D" }],
};

const stored = {
  discount: "12.50",
  weight: "3.50",
  stars: 4,
  effort: "PT1H30M",
  twice: "PT3H",
  spent: "PT24H20M",
  cost: "78.75",
  marks: ["urgent", "新"],
  code: "6901234567892",
  paint: "#1f6feb",
  steps: [expect.objectContaining({ time: "PT20M" }), expect.objectContaining({ time: "PT24H" })],
};

type Body = { id: string; data: Record<string, unknown>[]; steps: { id: string }[] };

test("are read as they were written, by get and by list, and filter as formulas see them", async () => {
  const created = await server.request("POST", "/records/job", values);
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  expect(created.body).toMatchObject(stored);
  const { id } = created.body as Body;
  expect((await server.request("GET", `/records/job/${id}`)).body).toMatchObject(stored);
  for (const filter of [
    "effort == 5400",
    "effort > 3600 && twice < 12000",
    "discount > 12",
    "weight == 3.5",
    "stars >= 4",
    'has(marks, "新")',
    'code == "6901234567892"',
  ]) {
    const found = await server.request(
      "GET",
      `/records/job?fields=effort,spent,discount&sort=-effort&filter=${encodeURIComponent(filter)}`,
    );
    expect((found.body as Body).data, filter).toEqual([
      expect.objectContaining({ effort: "PT1H30M", spent: "PT24H20M", discount: "12.50" }),
    ]);
  }
});

test("a change is in the history as the API writes it, and rows change their durations", async () => {
  const created = await server.request("POST", "/records/job", { ...values, name: "two" });
  const { id, steps } = created.body as Body;
  const changed = await server.request(
    "PATCH",
    `/records/job/${id}`,
    { effort: "PT2H", steps: [{ id: steps[0]?.id, time: "PT5M" }] },
    { headers: { "If-Match": "*" } },
  );
  expect(changed.body).toMatchObject({ effort: "PT2H", twice: "PT4H", spent: "PT5M" });
  const history = await server.request("GET", `/records/job/${id}/history`);
  expect(JSON.stringify(history.body)).toContain('{"before":"PT1H30M","after":"PT2H"}');
});

test("a change of the own row alone is in the history as the API writes it", async () => {
  const flat = await startTestServer({
    documents: [objectDocument("task", { effort: { $ref: "tenon:duration" } })],
  });
  try {
    const created = await flat.request("POST", "/records/task", { effort: "PT5S" });
    const { id } = created.body as Body;
    const changed = await flat.request(
      "PATCH",
      `/records/task/${id}`,
      { effort: "-PT1H" },
      { headers: { "If-Match": "*" } },
    );
    expect(changed.body).toMatchObject({ effort: "-PT1H" });
    const history = await flat.request("GET", `/records/task/${id}/history`);
    expect(JSON.stringify(history.body)).toContain('{"before":"PT5S","after":"-PT1H"}');
  } finally {
    await flat.stop();
  }
});

test("travel through CSV", async () => {
  const exported = await server.request(
    "GET",
    "/records/job/export?format=csv&fields=name,effort,twice,marks,discount",
  );
  expect(String(exported.body)).toContain("one,1:30:00,3:00:00,urgent;新,12.50");
});

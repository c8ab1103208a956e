import { afterAll, beforeAll, expect, test } from "vitest";
import { recordSchema } from "../../metadata/validate/record-schema.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { expectWhole } from "../support/whole-workspace.ts";

const rows = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  type: "array",
  items: { type: "object", properties, ...more },
});

const documents = [
  objectDocument("article", {
    name: { type: "string", unique: true },
    unit_weight: { $ref: "tenon:decimal", scale: 3 },
    label: { type: "string" },
  }),
  objectDocument(
    "shipment",
    {
      name: { type: "string" },
      code: { type: "string", unique: true },
      rate: { $ref: "tenon:decimal", scale: 3, default: "1" },
      bulk: { type: "boolean", default: false },
      deliveries: rows(
        {
          place: { type: "string" },
          factor: { $ref: "tenon:decimal", scale: 3, default: "1" },
          sealed: { type: "boolean", default: false },
          packages: rows(
            {
              article: { $ref: "tenon:lookup", target: "article" },
              label: { type: "string", copy_from: "article.label" },
              count: { type: "integer", minimum: 1, default: 1 },
              seal: { type: "string", visible_when: "parent.sealed" },
              weight: {
                $ref: "tenon:decimal",
                scale: 3,
                formula:
                  "round(count * article.unit_weight * parent.factor * parent.parent.rate, 3)",
              },
              code: { $ref: "tenon:secret" },
              note: { $ref: "tenon:attachment" },
              from: {
                $ref: "tenon:dynamic_lookup",
                targets: ["article", "shipment"],
                on_delete: "clear",
              },
              kind: { enum: ["box", "bag"], default: "box" },
            },
            { required: ["article", "seal"] },
          ),
          weight: { $ref: "tenon:decimal", scale: 3, formula: "sum(packages.weight)" },
        },
        { required: ["place"] },
      ),
      weight: { $ref: "tenon:decimal", scale: 3, formula: "sum(deliveries.weight)" },
      heaviest: { $ref: "tenon:decimal", scale: 3, formula: "max(deliveries.packages.weight)" },
      boxes: {
        type: "integer",
        formula: 'sum(deliveries, count(packages, kind == "box"))',
      },
    },
    {
      rules: [
        {
          name: "few_packages",
          require: "count(deliveries.packages, parent.place == 'A') <= 3",
          message: "At most three packages to A",
        },
        { name: "not_too_heavy", require: "weight <= 5000", message: "Too heavy", at: "weight" },
      ],
    },
  ),
];

let server: TestServer;
let heavy: string;
let light: string;
beforeAll(async () => {
  server = await startTestServer({
    documents,
    seeds: {
      article: "name,unit_weight\nBrick,3\nCork,0.01",
      shipment: "name,code\nseeded,S1\nother,S2",
      "shipment.deliveries": "shipment.code,place\nS1,East\nS1,West\nS2,East",
      "shipment.deliveries.packages":
        "shipment.code,deliveries.place,article.name,count\nS2,East,Brick,1\nS1,West,Cork,2\nS1,West,Brick,3",
    },
  });
  heavy = idOf(await create("article", { name: "Anvil", unit_weight: "10", label: "heavy" }));
  light = idOf(await create("article", { name: "Feather", unit_weight: "0.5", label: "light" }));
});
afterAll(() => server.stop());

type Json = Record<string, unknown>;
interface Package extends Json {
  readonly id: string;
}
interface Delivery extends Json {
  readonly id: string;
  readonly packages: readonly Package[];
}
interface Shipment extends Json {
  readonly id: string;
  readonly deliveries: readonly Delivery[];
}
const shipment = (answer: Answer): Shipment => answer.body as Shipment;
const idOf = (answer: Answer): string => String((answer.body as Json).id);
const codes = (answer: Answer) =>
  ((answer.body as Json).errors as { path: string; code: string }[]).map(
    ({ path, code }) => `${path} ${code}`,
  );

async function create(object: string, body: unknown): Promise<Answer> {
  const answer = await server.request("POST", `/records/${object}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer;
}

const patch = (id: string, body: unknown, tag = "*") =>
  server.request("PATCH", `/records/shipment/${id}`, body, { headers: { "if-match": tag } });

const read = async (id: string, query = ""): Promise<Shipment> =>
  shipment(await server.request("GET", `/records/shipment/${id}${query}`));

const counts = (record: Shipment) =>
  record.deliveries.map(({ packages }) => packages.map(({ count }) => count));

const example = () => ({
  name: "first",
  deliveries: [
    {
      place: "A",
      packages: [{ article: heavy, count: 2 }, { article: light }],
    },
    { place: "B", factor: "2", packages: [{ article: light, count: 4, kind: "bag" }] },
    { place: "C" },
  ],
});

test("rows of rows are created in order, with defaults, copies, formulas and roll-ups", async () => {
  const made = shipment(await create("shipment", example()));
  expect(counts(made)).toEqual([[2, 1], [4], []]);
  expect(made.deliveries[0]?.packages[0]).toMatchObject({
    label: "heavy",
    kind: "box",
    weight: "20.000",
  });
  expect(made.deliveries.map(({ weight }) => weight)).toEqual(["20.500", "4.000", "0.000"]);
  expect(made).toMatchObject({ weight: "24.500", heaviest: "20.000", boxes: 2 });
  expect(await read(made.id)).toEqual(made);
});

test("formulas follow whatever they read, at every level", async () => {
  const made = shipment(await create("shipment", example()));
  const dearer = shipment(await patch(made.id, { rate: "2" }));
  expect(dearer).toMatchObject({ weight: "49.000", heaviest: "40.000" });
  const [first] = dearer.deliveries;
  const deliveries = dearer.deliveries.map(({ id }) =>
    id === first?.id ? { id, factor: "3" } : { id },
  );
  const heavier = shipment(await patch(made.id, { deliveries }));
  expect(heavier.deliveries.map(({ weight }) => weight)).toEqual(["123.000", "8.000", "0.000"]);
  expect(heavier.weight).toBe("131.000");
  const own = idOf(await create("article", { name: "Stone", unit_weight: "1" }));
  const other = shipment(
    await create("shipment", { deliveries: [{ place: "D", packages: [{ article: own }] }] }),
  );
  const changed = await server.request(
    "PATCH",
    `/records/article/${own}`,
    { unit_weight: "7" },
    { headers: { "if-match": "*" } },
  );
  expect(changed.status).toBe(200);
  expect(await read(other.id)).toMatchObject({ weight: "7.000", heaviest: "7.000" });
});

test("a change names rows by id, adds those without, removes those left out, at both levels", async () => {
  const made = shipment(await create("shipment", example()));
  const [a, b] = made.deliveries as [Delivery, Delivery];
  const changed = shipment(
    await patch(made.id, {
      deliveries: [
        { id: b.id, place: "B2" },
        {
          id: a.id,
          packages: [
            { article: light, count: 9 },
            { id: a.packages[0]?.id, count: 3 },
          ],
        },
        { place: "N", packages: [{ article: heavy, count: 5 }] },
      ],
    }),
  );
  expect(changed.deliveries.map(({ place }) => place)).toEqual(["B2", "A", "N"]);
  expect(counts(changed)).toEqual([[4], [9, 3], [5]]);
  expect(changed.deliveries[0]?.packages[0]?.id).toBe(b.packages[0]?.id);
  expect(changed.deliveries[1]?.packages[1]?.id).toBe(a.packages[0]?.id);
  expect(changed.weight).toBe("88.500");
  const emptied = shipment(await patch(made.id, { deliveries: [{ id: a.id, packages: [] }] }));
  expect(counts(emptied)).toEqual([[]]);
});

test("mistakes are told where they are, and nothing of the write stays", async () => {
  const made = shipment(await create("shipment", example()));
  const [a, b] = made.deliveries as [Delivery, Delivery];
  const wrong = await patch(made.id, {
    name: "changed",
    deliveries: [
      {
        id: a.id,
        packages: [
          { id: a.packages[0]?.id, count: 0 },
          { article: heavy, cuont: 1 },
        ],
      },
      { id: b.id, packages: [{ count: 2 }, { article: heavy, weight: "1" }] },
    ],
  });
  expect(wrong.status).toBe(422);
  expect(codes(wrong).sort()).toEqual([
    "/deliveries/0/packages/0/count too_small",
    "/deliveries/0/packages/1/cuont unknown_field",
    "/deliveries/1/packages/0/article required",
    "/deliveries/1/packages/1/weight read_only",
  ]);
  const moved = await patch(made.id, {
    deliveries: [
      { id: a.id },
      { id: b.id, packages: [{ id: a.packages[0]?.id }] },
      { place: "N", packages: [{ id: b.packages[0]?.id, article: heavy }] },
    ],
  });
  expect(codes(moved)).toEqual(["/deliveries/2/packages/0/id unknown_row"]);
  const stranger = await patch(made.id, {
    deliveries: [{ id: a.id }, { id: b.id, packages: [{ id: a.packages[0]?.id }] }],
  });
  expect(codes(stranger)).toEqual(["/deliveries/1/packages/0/id unknown_row"]);
  const gone = await patch(made.id, {
    deliveries: [{ id: a.id }, { id: b.id, packages: [{ article: made.id }] }],
  });
  expect(codes(gone)).toEqual(["/deliveries/1/packages/0/article unknown_record"]);
  expect(await read(made.id)).toEqual(made);
});

test("conditions and rules reach up and down the levels", async () => {
  const sealed = await server.request("POST", "/records/shipment", {
    deliveries: [
      { place: "B", packages: [{ article: light }] },
      { place: "B", sealed: true, packages: [{ article: light, seal: "x" }, { article: light }] },
    ],
  });
  expect(codes(sealed)).toEqual(["/deliveries/1/packages/1/seal required"]);
  const many = await server.request("POST", "/records/shipment", {
    deliveries: [1, 2].map(() => ({
      place: "A",
      packages: [{ article: light }, { article: light }],
    })),
  });
  expect(codes(many)).toEqual([" rule_broken"]);
  const heavier = await server.request("POST", "/records/shipment", {
    deliveries: [{ place: "B", packages: [{ article: heavy, count: 501 }] }],
  });
  expect(codes(heavier)).toEqual(["/weight rule_broken"]);
});

test("lists choose what they answer of each level", async () => {
  const made = shipment(await create("shipment", { ...example(), name: "chosen" }));
  const list = async (fields: string) => {
    const path = `/records/shipment?fields=${fields}&filter=${encodeURIComponent('name == "chosen"')}`;
    const answer = await server.request("GET", path);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return ((answer.body as Json).data as Shipment[])[0];
  };
  const whole = await list("deliveries,deliveries.packages");
  expect(whole?.deliveries).toEqual(made.deliveries);
  expect((await list("deliveries"))?.deliveries).toEqual(made.deliveries);
  const narrow = await list("deliveries.place,deliveries.packages.article.name");
  expect(narrow?.deliveries[0]).toEqual({
    id: made.deliveries[0]?.id,
    place: "A",
    packages: [
      { id: made.deliveries[0]?.packages[0]?.id, article: { id: heavy, name: "Anvil" } },
      { id: made.deliveries[0]?.packages[1]?.id, article: { id: light, name: "Feather" } },
    ],
  });
  const filter = encodeURIComponent(
    'name == "chosen" && any(deliveries, sum(packages.count) == 4)',
  );
  const found = await server.request("GET", `/records/shipment?filter=${filter}`);
  expect(((found.body as Json).data as Json[]).map(({ id }) => id)).toEqual([made.id]);
});

test("history shows and restores what rows of rows were", async () => {
  const made = shipment(await create("shipment", example()));
  const [a, b] = made.deliveries as [Delivery, Delivery];
  await patch(made.id, {
    deliveries: [
      { id: a.id, packages: [{ id: a.packages[1]?.id, count: 8 }, { article: heavy }] },
      { id: b.id, packages: [] },
    ],
  });
  const history = await server.request("GET", `/records/shipment/${made.id}/history`);
  const [latest] = (history.body as Json).data as { changes: Record<string, { rows: Json[] }> }[];
  const changed = latest?.changes.deliveries?.rows.find(({ id }) => id === a.id) as {
    changes: Record<string, { rows: Json[] }>;
  };
  expect(changed.changes.packages?.rows.map(({ kind }) => kind).sort()).toEqual([
    "added",
    "changed",
    "removed",
  ]);
  const former = await server.request("GET", `/records/shipment/${made.id}/history/1`);
  expect(former.status, JSON.stringify(former.body)).toBe(200);
  expect(counts(shipment(former))).toEqual([[2, 1], [4], []]);
  const back = await server.request(
    "POST",
    `/records/shipment/${made.id}/history/1/restore`,
    {},
    {
      headers: { "if-match": "*" },
    },
  );
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  const now = await read(made.id);
  expect(counts(now)).toEqual([[2, 1], [4], []]);
  expect(now.deliveries[0]?.packages[1]?.id).toBe(a.packages[1]?.id);
  expect(now.weight).toBe("24.500");
});

test("a deleted record comes back with its rows of both levels under their ids", async () => {
  const made = shipment(await create("shipment", example()));
  const path = `/records/shipment/${made.id}`;
  expect(
    (await server.request("DELETE", path, undefined, { headers: { "if-match": "*" } })).status,
  ).toBe(204);
  const { rows: left } = await server.services.database.run({
    text: `select count(*) from w_demo."shipment$deliveries$packages" where id = $1`,
    values: [made.deliveries[0]?.packages[0]?.id ?? ""],
  });
  expect(left[0]?.[0]).toBe("0");
  const back = await server.request("POST", `${path}/restore`, {});
  expect(back.status, JSON.stringify(back.body)).toBe(200);
  expect(shipment(back).deliveries).toEqual(made.deliveries);
});

test("a lookup to one of several objects lets go and comes back in rows of rows", async () => {
  const source = shipment(await create("shipment", { name: "source" }));
  const from = { object: "shipment", id: source.id };
  const made = shipment(
    await create("shipment", {
      deliveries: [{ place: "H", packages: [{ article: light, from }, { article: light }] }],
    }),
  );
  expect(made.deliveries[0]?.packages.map((row) => row.from)).toEqual([from, null]);
  const remove = (id: string) =>
    server.request("DELETE", `/records/shipment/${id}`, undefined, {
      headers: { "if-match": "*" },
    });
  expect((await remove(made.id)).status).toBe(204);
  const back = await server.request("POST", `/records/shipment/${made.id}/restore`, {});
  expect(shipment(back).deliveries).toEqual(made.deliveries);
  const wrong = await server.request("POST", "/records/shipment", {
    deliveries: [
      { place: "I" },
      { place: "J", packages: [{ article: light, from: { ...from, id: light } }] },
    ],
  });
  expect(codes(wrong)).toEqual(["/deliveries/1/packages/0/from unknown_record"]);
  expect((await remove(source.id)).status).toBe(204);
  const after = await read(made.id);
  expect(after.deliveries[0]?.packages.map((row) => row.from)).toEqual([null, null]);
});

test("many are written at once, and upserted; formulas and tables hold", async () => {
  const many = await server.request(
    "POST",
    "/records/shipment",
    [1, 2, 3].map((count) => ({
      name: `bulk ${count}`,
      deliveries: [{ place: "Z", packages: [{ article: heavy, count }] }],
    })),
  );
  expect(many.status).toBe(201);
  const data = (many.body as Json).data as Shipment[];
  expect(data.map(({ weight }) => weight)).toEqual(["10.000", "20.000", "30.000"]);
  const wrong = await server.request("POST", "/records/shipment", [
    { deliveries: [] },
    { deliveries: [{ place: "Z", packages: [{ article: heavy, count: -1 }] }] },
  ]);
  expect(codes(wrong)).toEqual(["/1/deliveries/0/packages/0/count too_small"]);
  const codes42 = [42, 43].map((code) => ({
    code: String(code),
    deliveries: [{ place: "Y", packages: [{ article: light, count: code }] }],
  }));
  for (const time of [1, 2]) {
    const upserted = await server.request("PUT", "/records/shipment?key=code", codes42);
    expect(upserted.status, JSON.stringify(upserted.body)).toBe(200);
    const texts = ((upserted.body as Json).data as Shipment[]).map(({ weight }) => weight);
    expect(texts, String(time)).toEqual(["21.000", "21.500"]);
  }
  const lost = await server.request("PUT", "/records/shipment?key=code", [
    { code: "42", deliveries: [{ place: "Y", packages: [{ article: data[0]?.id }] }] },
  ]);
  expect(codes(lost)).toEqual(["/0/deliveries/0/packages/0/article unknown_record"]);
  await expectWhole(server);
});

test("seeds bring rows of rows in a file of their own", async () => {
  const path = "/records/shipment?sort=code&fields=name,weight,deliveries&filter=";
  const answer = await server.request(
    "GET",
    `${path}${encodeURIComponent('code in ["S1", "S2"]')}`,
  );
  const [first, second] = (answer.body as Json).data as [Shipment, Shipment];
  expect(counts(first)).toEqual([[], [2, 3]]);
  expect(counts(second)).toEqual([[1]]);
  expect([first.weight, second.weight]).toEqual(["9.020", "3.000"]);
});

test("secrets of rows of rows are told where they stand, and nowhere else", async () => {
  const made = shipment(
    await create("shipment", {
      deliveries: [{ place: "S", packages: [{ article: light, code: "1234" }] }],
    }),
  );
  const other = shipment(await create("shipment", { deliveries: [{ place: "S" }] }));
  expect(JSON.stringify(made)).not.toContain("1234");
  const row = made.deliveries[0]?.packages[0]?.id;
  const reveal = (id: string) =>
    server.request("POST", `/records/shipment/${id}/secrets/deliveries.packages.code?row=${row}`);
  expect((await reveal(made.id)).body).toEqual({ value: "1234" });
  expect((await reveal(other.id)).status).toBe(404);
  const path = `/records/shipment/${made.id}`;
  await server.request("DELETE", path, undefined, { headers: { "if-match": "*" } });
  await server.request("POST", `${path}/restore`, {});
  expect((await reveal(made.id)).body).toEqual({ value: "1234" });
});

test("files are held by rows of rows", async () => {
  const uploaded = await server.request("POST", "/files", "text", {
    headers: { "content-type": "text/plain", "tenon-file-name": "note.txt" },
  });
  expect(uploaded.status, JSON.stringify(uploaded.body)).toBe(201);
  const file = (uploaded.body as Json).id;
  const made = shipment(
    await create("shipment", {
      deliveries: [
        { place: "F" },
        { place: "G", packages: [{ article: light, note: { id: file } }] },
      ],
    }),
  );
  const at = (field: string) =>
    server.request("GET", `/records/shipment/${made.id}/files/${field}/${file}`);
  expect((await at("deliveries.packages.note")).body).toBe("text");
  expect((await at("deliveries.note")).status).toBe(404);
  expect((await at("deliveries.packages")).status).toBe(404);
});

test("the schema that is served says all levels", async () => {
  const schema = (await server.request("GET", "/metadata/objects/shipment/schema")).body as Json;
  const text = JSON.stringify(schema);
  expect(text).toContain('"packages"');
  const model = (await server.services.catalogs.current("demo"))?.objects.get("shipment");
  expect(model && JSON.stringify(recordSchema(model, "change"))).toContain('"packages"');
  const api = JSON.stringify((await server.request("GET", "/openapi.json")).body);
  expect(api).toContain('"packages"');
});

/** Records as trees: moves without rings, also by many at once, and filters by branch. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents = [
  objectDocument("category", {
    name: { type: "string" },
    parent: { $ref: "tenon:tree_parent", on_delete: "restrict" },
    shown: { type: "string", formula: "concat(parent.name, name)" },
  }),
  objectDocument("product", {
    name: { type: "string" },
    category: { $ref: "tenon:lookup", target: "category" },
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

interface Stored {
  readonly id: string;
  readonly name: string;
}

async function create(object: string, record: Record<string, unknown>): Promise<string> {
  const answer = await server.request("POST", `/records/${object}`, record);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return (answer.body as Stored).id;
}

const move = (id: string, parent: string | null) =>
  server.request("PATCH", `/records/category/${id}`, { parent }, { headers: { "if-match": "*" } });

async function names(object: string, filter: string): Promise<readonly string[]> {
  const query = new URLSearchParams({ filter, sort: "name", fields: "name" });
  const answer = await server.request("GET", `/records/${object}?${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return (answer.body as { readonly data: readonly Stored[] }).data.map(({ name }) => name);
}

/** A chain of categories, the top first. */
async function chain(labels: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of labels) ids.push(await create("category", { name, parent: ids.at(-1) }));
  return ids;
}

test("a branch, what is above and what belongs to it are one filter each", async () => {
  const [food = "", drinks = "", tea = ""] = await chain(["food", "drinks", "tea"]);
  const [tools = ""] = await chain(["tools"]);
  await create("product", { name: "sencha", category: tea });
  await create("product", { name: "juice", category: drinks });
  await create("product", { name: "saw", category: tools });
  await create("product", { name: "stray" });
  expect(await names("category", `is_within(id, "${food}")`)).toEqual(["drinks", "food", "tea"]);
  expect(await names("category", `is_within(parent, "${food}")`)).toEqual(["drinks", "tea"]);
  expect(await names("category", `is_within("${tea}", id)`)).toEqual(["drinks", "food", "tea"]);
  expect(await names("product", `is_within(category, "${drinks}")`)).toEqual(["juice", "sencha"]);
  expect(await names("product", "is_within(category, category.parent)")).toEqual([
    "juice",
    "sencha",
  ]);
  expect(await names("product", `!is_within(category, "${drinks}")`)).toEqual(["saw"]);
});

test("no record comes to stand below itself", async () => {
  const [a = "", b = "", c = ""] = await chain(["a", "b", "c"]);
  for (const target of [a, b, c]) {
    const refused = await move(a, target);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ errors: [{ code: "tree_ring", path: "/parent" }] });
  }
  expect((await move(a, null)).status).toBe(200);
  expect((await move(c, a)).status).toBe(200);
  expect((await move(b, c)).status).toBe(200);
  expect((await move(a, b)).status).toBe(422);
});

test("moves that make a ring together do not both succeed", async () => {
  for (let round = 0; round < 8; round++) {
    const ids = await Promise.all(
      ["x", "y", "z"].map((name) => create("category", { name: `${name}${round}` })),
    );
    const answers = await Promise.all(
      ids.map((id, index) => move(id, ids[(index + 1) % ids.length] ?? null)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 422]);
  }
});

test("a removed parent is protected, as its option says", async () => {
  const [top = ""] = await chain(["top", "under"]);
  const refused = await server.request("DELETE", `/records/category/${top}`, undefined, {
    headers: { "if-match": "*" },
  });
  expect(refused.body).toMatchObject({ code: "record_in_use" });
});

test("branches are asked for in filters, of objects that are trees", async () => {
  const refusal = async (filter: string) => {
    const answer = await server.request(
      "GET",
      `/records/product?${new URLSearchParams({ filter })}`,
    );
    expect(answer.status).toBe(400);
    return (answer.body as { readonly errors: readonly { code: string }[] }).errors[0]?.code;
  };
  const id = '"0198c0de-0000-7000-8000-000000000000"';
  expect(await refusal(`is_within(id, ${id})`)).toBe("expression_no_tree");
  expect(await refusal(`is_within(name, ${id})`)).toBe("expression_type");
  expect(await refusal("is_within(category)")).toBe("expression_wrong_argument_count");
  expect(await refusal("is_within(category, id)")).toBe("expression_types_differ");
});

test("a lookup becomes a tree when nothing stands in a ring", async () => {
  const version = (parent: Record<string, unknown>) =>
    objectDocument("place", { name: { type: "string" }, parent });
  const lookup = { $ref: "tenon:lookup", target: "place" };
  const publish = async (parent: Record<string, unknown>) => {
    await server.request("PUT", "/metadata/drafts/object/place", version(parent).content);
    return server.request("POST", "/metadata/publish", { message: "Places" });
  };
  expect((await publish(lookup)).status).toBe(200);
  const one = await create("place", { name: "one" });
  const two = await create("place", { name: "two", parent: one });
  const put = (parent: string | null) =>
    server.request("PATCH", `/records/place/${one}`, { parent }, { headers: { "if-match": "*" } });
  expect((await put(two)).status).toBe(200);
  const refused = await publish({ $ref: "tenon:tree_parent" });
  expect(refused.status, JSON.stringify(refused.body)).toBeGreaterThanOrEqual(400);
  await put(null);
  const accepted = await publish({ $ref: "tenon:tree_parent" });
  expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
  expect(await names("place", `is_within(parent, "${one}")`)).toEqual(["two"]);
  expect((await put(two)).status).toBe(422);
});

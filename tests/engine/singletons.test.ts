/** Objects of one record: there from the first moment, never two, never none. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";

const documents = [
  objectDocument(
    "settings",
    {
      rate: { $ref: "tenon:decimal", scale: 2, default: "1.50" },
      company: { type: "string", unique: true },
    },
    { singleton: true, required: ["rate"] },
  ),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

interface Stored {
  readonly id: string;
}
async function all(object: string): Promise<readonly Stored[]> {
  const answer = await server.request("GET", `/records/${object}`);
  return (answer.body as { readonly data: readonly Stored[] }).data;
}

test("the record is there with its defaults, and can be changed", async () => {
  const [settings, ...others] = await all("settings");
  expect(others).toEqual([]);
  expect(settings).toMatchObject({ rate: "1.50", company: null });
  const answer = await server.request(
    "PATCH",
    `/records/settings/${settings?.id}`,
    { company: "Mill" },
    { headers: { "if-match": '"1"' } },
  );
  expect(answer.status).toBe(200);
  const history = await server.request("GET", `/records/settings/${settings?.id}/history`);
  expect(history.body).toMatchObject({ data: [{ cause: "user" }, { cause: "publish" }] });
});

test("another one is refused on every way in, and so is deleting it", async () => {
  const posted = await server.request("POST", "/records/settings", { rate: "2" });
  expect([posted.status, posted.body]).toMatchObject([409, { code: "singleton_has_record" }]);
  const put = await server.request("PUT", "/records/settings?key=company", { company: "Other" });
  expect([put.status, put.body]).toMatchObject([409, { code: "singleton_has_record" }]);
  const [settings] = await all("settings");
  const removed = await server.request("DELETE", `/records/settings/${settings?.id}`, undefined, {
    headers: { "if-match": "*" },
  });
  expect([removed.status, removed.body]).toMatchObject([409, { code: "singleton_stays" }]);
  expect(await all("settings")).toHaveLength(1);
});

test("the API's description offers neither", async () => {
  const { body } = await server.request("GET", "/openapi.json");
  const { paths } = body as { readonly paths: Record<string, Record<string, unknown>> };
  expect(Object.keys(paths["/records/settings"] ?? {})).not.toContain("post");
  expect(Object.keys(paths["/records/settings/{id}"] ?? {})).not.toContain("delete");
});

test("an object with several records cannot become one of one record; with one or none it can", async () => {
  const publish = async (singleton: boolean) => {
    const { content } = objectDocument("limits", { name: { type: "string" } }, { singleton });
    await server.request("PUT", "/metadata/drafts/object/limits", content);
    return (await server.request("POST", "/metadata/publish", { message: "m" })).status;
  };
  expect(await publish(false)).toBe(200);
  await server.request("POST", "/records/limits", [{ name: "a" }, { name: "b" }]);
  expect(await publish(true)).toBeGreaterThanOrEqual(400);
  const [first, second] = await all("limits");
  for (const record of [first, second]) {
    await server.request("DELETE", `/records/limits/${record?.id}`, undefined, {
      headers: { "if-match": "*" },
    });
  }
  expect(await publish(true)).toBe(200);
  expect(await all("limits")).toHaveLength(1);
  expect(await publish(false)).toBe(200);
  expect(await publish(true)).toBe(200);
  expect(await all("limits")).toHaveLength(1);
});

/** Managers and departments form trees; titles are those of the language. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { organizationCalls } from "./organization-calls.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const { create, change, person, publish } = organizationCalls(() => server);

test("nobody stands above himself", async () => {
  const [admin, member] = [await person("admin"), await person("member")];
  await change("user", admin.id, { manager: null });
  expect((await change("user", member.id, { manager: admin.id })).status).toBe(200);
  for (const [below, above] of [
    [admin, member],
    [admin, admin],
  ] as const) {
    const ring = await change("user", below.id, { manager: above.id });
    expect(ring.body).toMatchObject({ errors: [{ code: "tree_ring", path: "/manager" }] });
  }
  const outer = await create("department", { name: "Outer" });
  const inner = await create("department", { name: "Inner", parent: outer.id });
  const ring = await change("department", outer.id, { parent: inner.id });
  expect(ring.body).toMatchObject({ errors: [{ code: "tree_ring", path: "/parent" }] });
});

test("titles are those of the language, and what a translation says", async () => {
  const inChinese = { headers: { "accept-language": "zh-CN" } };
  const metadata = await server.request("GET", "/metadata", undefined, inChinese);
  const { index } = metadata.body as { index: readonly { name: string; title: string }[] };
  const titles = Object.fromEntries(index.map(({ name, title }) => [name, title]));
  expect(titles).toMatchObject({ department: "部门", team: "团队", position: "岗位" });
  await server.request("PUT", "/metadata/drafts/translation/zh-CN", {
    objects: { department: { title: "科室", fields: { head: { title: "主任" } } } },
  });
  await publish();
  const after = await server.request("GET", "/metadata?objects=department", undefined, inChinese);
  expect(after.body).toMatchObject({
    objects: [{ title: "科室", properties: { head: { title: "主任" }, name: { title: "名称" } } }],
  });
});

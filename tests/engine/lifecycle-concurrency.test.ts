import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { anyRevision, idOf, record } from "./answers.ts";
import { documents } from "./lifecycle-documents.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ documents });
});
afterAll(() => server.stop());

test("of fifty at the same moment exactly one takes the step", async () => {
  const id = idOf(await server.request("POST", "/records/note", { text: "a" }));
  const path = `/records/note/${id}/transitions/close`;
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => server.request("POST", path, undefined, anyRevision)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
  expect(record(await server.request("GET", `/records/note/${id}`)).revision).toBe(2);
});

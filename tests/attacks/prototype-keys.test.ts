/** The names by which JavaScript reaches a prototype, as keys of everything that is sent. */
import { writeXlsxStream } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../engine/http/routes.ts";
import { readTable } from "../../engine/import/read-table.ts";
import { routeAddress } from "../support/route-address.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { code } from "../support/sessions.ts";

const keys = ["__proto__", "constructor", "prototype"] as const;

const prototypes = () =>
  [Object, Array, Function, String, Map, Promise].map(({ prototype }) =>
    Reflect.ownKeys(prototype).map(String),
  );
const untouched = prototypes();

/** The server runs in this process: what it would have changed shows here. */
const unpolluted = () => {
  expect(prototypes()).toEqual(untouched);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
};

let server: TestServer;
let record: string;

beforeAll(async () => {
  server = await startTestServer({
    documents: [
      objectDocument("note", {
        text: { type: "string", unique: true },
        extra: { $ref: "tenon:json" },
        place: { $ref: "tenon:address" },
        lines: {
          type: "array",
          items: {
            type: "object",
            properties: { part: { type: "string" }, more: { $ref: "tenon:json" } },
          },
        },
      }),
    ],
  });
  const made = await server.request("POST", "/records/note", { text: "kept", lines: [{}] });
  record = (made.body as { id: string }).id;
});
afterAll(() => server.stop());

const any = { headers: { "if-match": "*" } };

/** The same key to every parser, though not to who looks for its letters. */
const escaped = (key: string): string =>
  Array.from(key, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

/** Bodies with a key at each depth of what a body of any kind may hold. */
const bodiesWith = (key: string): readonly string[] => {
  const value = '{"polluted":"yes"}';
  const member = `${JSON.stringify(key)}:${value}`;
  return [
    `{${member}}`,
    `[{${member}}]`,
    `{"text":"x",${member}}`,
    `{"extra":{${member}}}`,
    `{"extra":[[{"a":{"b":{${member}}}}]]}`,
    `{"lines":[{${member}}]}`,
    `{"lines":[{"part":"x"},{"more":{"deep":[{${member}}]}}]}`,
    `{"place":{${member}}}`,
    `[{"text":"a"},{"text":"b","lines":[{${member}}]}]`,
    `{"properties":{${member}}}`,
    `{"properties":{"a":{"type":"object","properties":{${member}}}}}`,
    `{"answers":{${member}}}`,
    `{"${escaped(key)}":${value}}`,
  ];
};

describe("NocoDB CVE-2026-24766, expr-eval CVE-2025-13204: prototype keys", () => {
  test("are refused at every depth of the body of every route that reads one", async () => {
    const handlesBody = new Set<string>();
    const ignoresBody = new Set<string>();
    for (const route of routes) {
      if (route.method === "GET") continue;
      const isUpsert = route.method === "PUT" && route.path === "/records/:object";
      const address = routeAddress(route, { id: record }) + (isUpsert ? "?key=text" : "");
      // These would end what the others need; what they are sent is no record.
      if (/^\/(?:import|files|jobs)|sign-out|end-others|\/deleted$/.test(route.path)) continue;
      if (route.method === "DELETE") continue;
      for (const key of keys) {
        for (const body of bodiesWith(key)) {
          const answer = await server.request(route.method, address, body, any);
          const about = `${route.method} ${address} ${body} → ${answer.status}`;
          expect([about, answer.status < 500]).toEqual([about, true]);
          if (code(answer) === "json_forbidden_key") handlesBody.add(route.path);
          else ignoresBody.add(route.path);
          // Others say first that there is nothing to act on, or take no body at all.
          if (route.path.startsWith("/records/:object") && !/secrets|history|restore/.test(address))
            expect([about, code(answer)]).toEqual([about, "json_forbidden_key"]);
        }
      }
      unpolluted();
    }
    for (const path of [
      "/auth/sign-in",
      "/auth/invitations/accept",
      "/auth/password-reset",
      "/account",
      "/account/tokens",
      "/users",
      "/users/invite",
      "/records/:object",
      "/records/:object/:id",
      "/metadata/drafts/:kind/:name",
      "/metadata/publish",
      "/metadata/rename",
    ])
      expect([path, handlesBody.has(path), ignoresBody.has(path)]).toEqual([path, true, false]);
  });

  test("name no object, field, document or key of a query", async () => {
    for (const key of [...keys, "toString", "hasOwnProperty", "valueOf", "__defineGetter__"]) {
      const refused: readonly (readonly [number, string, string])[] = [
        [404, "GET", `/records/${key}`],
        [404, "GET", `/metadata/objects/${key}/schema`],
        [404, "GET", `/metadata?objects=${key}`],
        [404, "POST", `/import/${key}`],
        [400, "GET", `/records/note?${key}=1`],
        [400, "GET", `/records/note?${key}[polluted]=yes`],
        [400, "GET", `/records/note?constructor.${key}=yes`],
        [400, "GET", `/records/note?fields=${key}`],
        [400, "GET", `/records/note?fields=lines.${key}`],
        [400, "GET", `/records/note?sort=${key}`],
        [400, "GET", `/records/note?filter=${key}%20%3D%3D%201`],
        [400, "GET", `/records/note?filter=${key}(text)`],
        [400, "GET", `/records/note?filter=text.${key}%20%3D%3D%201`],
        [400, "GET", `/records/note/aggregate?group=${key}`],
        [400, "GET", `/records/note/aggregate?measures=${key}()`],
        [400, "PUT", `/records/note?key=${key}`],
        [404, "GET", `/records/note/${record}/files/${key}/${record}`],
        [404, "PUT", `/metadata/drafts/${key}/x`],
      ];
      for (const [status, method, path] of refused) {
        const answer = await server.request(method, path, method === "GET" ? undefined : {});
        expect([path, answer.status]).toEqual([path, status]);
      }
      const named = { name: key, title: "x", type: "object", properties: {} };
      const draft = await server.request("PUT", `/metadata/drafts/object/${key}`, named);
      const { problems } = draft.body as { problems?: readonly unknown[] };
      const taken = draft.status === 200 && problems?.length === 0;
      // Names of small letters are names like any other to PostgreSQL and to a Map.
      if (!/^[a-z]+$/.test(key)) expect([key, taken]).toEqual([key, false]);
      await server.request("DELETE", `/metadata/drafts/object/${key}?discard=true`);
    }
    unpolluted();
  });

  test("head no column of a file: CSV, spreadsheet, or what a mapping says of one", async () => {
    for (const key of keys) {
      const imported = (text: string, query = ""): Promise<Answer> =>
        server.request("POST", `/import/note${query}`, text, {
          headers: { "content-type": "text/csv" },
        });
      for (const header of [key, `text,${key}`, ` ${key} ,text`, `"${key}",text`]) {
        const answer = await imported(`${header}\n${header.includes(",") ? "yes,yes" : "yes"}\n`);
        expect([header, answer.status, code(answer)]).toEqual([header, 400, "json_forbidden_key"]);
      }
      const told = JSON.stringify({ text: key });
      const mapped = await imported("text\nyes\n", `?mapping=${encodeURIComponent(told)}`);
      expect([key, [400, 422].includes(mapped.status)]).toEqual([key, true]);
      const of = `{"${key}":"text"}`;
      const column = await imported("text\nyes\n", `?mapping=${encodeURIComponent(of)}`);
      expect([key, [400, 422].includes(column.status)]).toEqual([key, true]);
      const sheet = await readTable(await spreadsheet(key), null);
      expect(sheet.ok ? null : sheet.problems.map((item) => item.code)).toEqual([
        "json_forbidden_key",
      ]);
    }
    unpolluted();
  });
});

/** A workbook with one column of this name. */
async function spreadsheet(header: string): Promise<Uint8Array> {
  async function* rows() {
    yield ["yes"];
  }
  const stream = writeXlsxStream(rows(), { name: "s", columns: [{ header, width: 9 }] });
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What strangers may call takes texts; whatever else stands in their place is refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { routes } from "../../engine/http/routes.ts";
import { databaseContents } from "../support/database-contents.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { code, ours } from "../support/sessions.ts";

/** Every call of strangers with a body, by what it must hold and what it may. */
const bodies: Readonly<
  Record<string, { readonly needed: readonly string[]; readonly open: readonly string[] }>
> = {
  "/auth/sign-in": { needed: ["email", "password"], open: [] },
  "/auth/sign-in/second-factor": { needed: ["challenge", "code"], open: [] },
  "/auth/invitations/check": { needed: ["token"], open: [] },
  "/auth/invitations/accept": { needed: ["token", "password"], open: ["name"] },
  "/auth/password-reset": { needed: ["email"], open: [] },
  "/auth/password-reset/confirm": { needed: ["token", "password"], open: [] },
  "/auth/passkey/options": { needed: [], open: ["challenge"] },
  "/auth/sign-in/provider": { needed: [], open: ["return_to"] },
  "/auth/sign-in/provider/finish": { needed: ["state"], open: ["code", "iss", "error"] },
  "/decisions/check": { needed: ["token"], open: [] },
  "/decisions": { needed: ["token", "decision"], open: ["opinion"] },
  "/auth/passkey": { needed: ["response"], open: ["challenge"] },
};

/** What is signed by who sends it is read after its signature. */
const signed = "/hooks/:name";
/** What a workflow offers to anybody: `public-forms.test.ts`. */
const offered = "/public-forms/:name";

/** What is sealed in its address looks at no body. */
const sealed = "/unsubscribe/:token";

const noTexts: readonly unknown[] = [
  {},
  [],
  0,
  1,
  -1,
  1e308,
  true,
  false,
  [""],
  ["x"],
  [["x"]],
  [null],
  { $ne: null },
  { $gt: "" },
  { $regex: ".*" },
  { toString: "x" },
  { length: 43 },
  { raw: "1=1" },
  { sql: "select 1", bindings: [] },
  { value: "x" },
  { 0: "x", length: 1 },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ settings: { TENON_PUBLIC_URL: "https://tenon.example.com" } });
});
afterAll(() => server.stop());
/** Wrong tries are counted, for an address too; here the words of the refusals are looked at. */
const forget = () =>
  server.services.database.run({ text: "delete from core.sign_in_attempt", values: [] });
beforeEach(forget);

const usual: Readonly<Record<string, string>> = {
  email: "admin@example.com",
  password: "three unrelated words",
  name: "Li Ming",
  decision: "approve",
};
const textFor = (field: string): string => usual[field] ?? "x".repeat(43);

const send = (path: string, body: unknown) =>
  server.request("POST", path, body, { token: null, headers: ours });

const whole = (path: string): Readonly<Record<string, unknown>> => {
  const { needed = [], open = [] } = bodies[path] ?? {};
  return Object.fromEntries([...needed, ...open].map((field) => [field, textFor(field)]));
};

describe("Metabase CVE-2026-72898, Strapi CVE-2019-18818: where a text is due", () => {
  test("every call that is open to strangers is looked at here", () => {
    const open = routes.filter(({ guard, method }) => guard === "public" && method !== "GET");
    const looked = [...Object.keys(bodies), signed, offered, sealed];
    expect(open.map(({ path }) => path).toSorted()).toEqual(looked.toSorted());
  });

  test("a message that nobody signed is refused, whatever it holds", async () => {
    const before = await databaseContents(server);
    const texts = ["", "{", "[]", '{"a":1,"a":2}', "x".repeat(2000)];
    for (const body of [...noTexts.map((value) => JSON.stringify(value)), ...texts])
      for (const name of ["nobody", "__proto__", "constructor"]) {
        const answer = await send(signed.replace(":name", name), body);
        expect([name, body, answer.status, code(answer)]).toEqual([
          name,
          body,
          401,
          "hook_refused",
        ]);
      }
    expect(await databaseContents(server)).toEqual(before);
  });

  test("an address that nobody sealed is refused, whatever the body holds", async () => {
    const before = await databaseContents(server);
    const { services } = server;
    const place = { object: "digest", field: "unsubscribe", record: "account" };
    const { database, secrets } = services;
    const { rows } = await database.run({ text: "select id from core.account", values: [] });
    const account = String(rows[0]?.[0]);
    const tokens = [
      account,
      "1.00000000.AAAA",
      "__proto__",
      secrets.seal({ ...place, workspace: "another" }, account),
      secrets.seal({ ...place, workspace: "another", field: "position" }, account),
    ];
    for (const token of tokens)
      for (const body of [undefined, {}, { account }, "List-Unsubscribe=One-Click"]) {
        const answer = await send(sealed.replace(":token", token), body);
        expect([token, answer.status, code(answer)]).toEqual([token, 422, "link_not_valid"]);
      }
    expect(await databaseContents(server)).toEqual(before);
  });

  test("nothing else is taken, and nothing is signed in, made or sent", async () => {
    const before = await databaseContents(server);
    for (const [path, { needed, open }] of Object.entries(bodies)) {
      for (const field of [...needed, ...open]) {
        for (const value of [...noTexts, ...(needed.includes(field) ? [null, undefined] : [])]) {
          const answer = await send(path, { ...whole(path), [field]: value });
          const about = `${path} ${field}: ${JSON.stringify(value)} → ${JSON.stringify(answer.body)}`;
          const isRefused =
            answer.status === 422 || (path === "/auth/passkey" && answer.status === 401);
          expect([about, isRefused]).toEqual([about, true]);
          expect(answer.headers.get("set-cookie"), about).toBeNull();
          await forget();
        }
      }
    }
    expect(await databaseContents(server)).toEqual(before);
  });

  test("no body is taken that is no object, holds a key twice, or one that nobody knows", async () => {
    for (const [path, { needed, open }] of Object.entries(bodies)) {
      const text = JSON.stringify(whole(path));
      for (const body of ["[]", `[${text}]`, "null", '"x"', "1", "true", "[[]]"]) {
        const answer = await send(path, body);
        expect([path, body, answer.status]).toEqual([path, body, 400]);
      }
      for (const field of [...needed, ...open]) {
        const twice = `{"${field}":"x",${text.slice(1)}`;
        const answer = await send(path, twice);
        expect([path, field, code(answer)]).toEqual([path, field, "json_duplicate_key"]);
      }
      for (const field of ["id", "userId", "account", "workspace", "role", "provider", "otp"]) {
        const answer = await send(path, { ...whole(path), [field]: "x" });
        expect([path, field, answer.status, code(answer)]).toEqual([
          path,
          field,
          422,
          "unknown_field",
        ]);
        await forget();
      }
    }
  });

  test("no other type of content is read as a form or as text", async () => {
    const types = [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/xml",
      "text/json",
      "application/json-patch+json",
      "application/jsonp",
      "",
    ];
    for (const path of Object.keys(bodies)) {
      for (const type of types) {
        const answer = await server.request("POST", path, JSON.stringify(whole(path)), {
          token: null,
          headers: { ...ours, "content-type": type },
        });
        expect([path, type, answer.status, code(answer)]).toEqual([
          path,
          type,
          415,
          "unsupported_content_type",
        ]);
      }
    }
  });
});

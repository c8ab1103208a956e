import { type Schema, Validator } from "@cfworker/json-schema";
import { Validator as OpenApiValidator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../engine/http/routes.ts";
import {
  type Answer,
  objectDocument,
  startTestServer,
  type TestServer,
} from "../support/server.ts";
import { fillSampleList, sampleDocuments } from "./sample-list.ts";

interface OpenApi {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

const body = (answer: Answer): Readonly<Record<string, unknown>> =>
  answer.body as Readonly<Record<string, unknown>>;

const rows = (answer: Answer) => body(answer).data as readonly Readonly<Record<string, unknown>>[];

/** Every page of an object, child rows and links included. */
async function allRecords(server: TestServer, object: string, schema: Schema) {
  const { properties } = schema as { properties: Readonly<Record<string, Schema>> };
  const fields = Object.keys(properties)
    .filter((name) => properties[name]?.writeOnly !== true)
    .join();
  const found: Readonly<Record<string, unknown>>[] = [];
  let after = "";
  do {
    const query = new URLSearchParams({ fields, limit: "500", ...(after ? { after } : {}) });
    const page = await server.request("GET", `/records/${object}?${query}`);
    expect(page.status, JSON.stringify(page.body)).toBe(200);
    found.push(...rows(page));
    after = String(body(page).next ?? "");
  } while (after !== "");
  return found;
}

/** What a workspace with data promises about itself, and whether it is so. */
function promises(start: () => Promise<TestServer>, objects: number, lifecycles: number): void {
  let server: TestServer;
  let document: OpenApi;
  beforeAll(async () => {
    server = await start();
    for (const object of ["department", "team", "position"])
      await server.request("POST", `/records/${object}`, { name: "First" });
    document = (await server.request("GET", "/openapi.json")).body as OpenApi;
  });
  afterAll(() => server.stop());

  test("the document is valid OpenAPI 3.1", async () => {
    const validator = new OpenApiValidator();
    const outcome = await validator.validate(
      structuredClone(document) as unknown as Record<string, unknown>,
    );
    expect(outcome.errors ?? []).toEqual([]);
    expect([outcome.valid, validator.version, document.openapi]).toEqual([true, "3.1", "3.1.0"]);
  });

  test("every reference leads somewhere, every operation has a name of its own", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(objects);
    for (const [, reference = ""] of references) {
      const target = reference
        .slice(2)
        .split("/")
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document);
      expect(target, reference).toBeTypeOf("object");
    }
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId }) => operationId ?? []),
    );
    const reading = Object.keys(document.paths)
      .filter((path) => path.startsWith("/records/user"))
      .flatMap((path) => Object.keys(document.paths[path] ?? {}))
      .filter((method) => method !== "parameters").length;
    // People come with accounts: nobody adds or removes any. The other built-in objects are as any.
    expect(reading).toBe(16);
    const ofWorkspace = Object.entries(document.paths)
      .filter(([path]) => !path.startsWith("/records/"))
      .flatMap(([, methods]) => Object.keys(methods));
    // Nobody owns how people are organised: these alone are given to another owner.
    const owned = objects * 2;
    expect(names.length).toBe(
      (objects + 3) * 19 + owned + lifecycles * 2 + reading + ofWorkspace.length,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  test("every path is one that the server answers, and no call of these is left out", () => {
    const known = new Set(
      routes
        .filter(
          ({ path }) =>
            path.startsWith("/records/:object") ||
            /^\/(audit|changes|scripts|runs|workflows|notifications|subscriptions|reminders|deliveries|endpoints|hooks|secrets|tasks|forms|public-forms|decisions|files|account\/delegations|account\/digest)(\/|$)/.test(
              path,
            ),
        )
        .filter(({ path }) => !path.endsWith("/validator.js"))
        .filter(({ path }) => lifecycles > 0 || !path.includes("/transitions"))
        .filter(({ path }) => !/^\/records\/.+\/(files|secrets|actions)(\/|$)/.test(path))
        .map(({ method, path }) => `${method.toLowerCase()} ${path}`),
    );
    const described = new Set(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods)
          .filter((method) => method !== "parameters")
          .map(
            (method) =>
              `${method} ${path
                .replace(/^\/records\/[^/]+/, "/records/:object")
                .replace("{id}", ":id")
                .replace("{file}", ":file")
                .replace("{revision}", ":revision")
                .replace("{share}", ":share")
                .replace("{name}", ":name")}`,
          ),
      ),
    );
    for (const call of described) expect(known).toContain(call);
    expect([...described].toSorted()).toEqual([...known].toSorted());
  });

  test("every record is as its schema says: alone, in lists and in the document", async () => {
    let checked = 0;
    const names = Object.keys(document.components.schemas).filter((name) =>
      /^[a-z0-9_]+$/.test(name),
    );
    expect(names).toHaveLength(objects + 4);
    for (const name of names) {
      const served = await server.request("GET", `/metadata/objects/${name}/schema`);
      expect(served.headers.get("content-type")).toBe("application/schema+json");
      const schema = served.body as Schema;
      const { $schema, ...whole } = schema as { $schema: string };
      expect($schema).toBe("https://json-schema.org/draft/2020-12/schema");
      expect(document.components.schemas[name]).toEqual(whole);
      const validator = new Validator(schema, "2020-12", false);
      const records = await allRecords(server, name, schema);
      for (const record of records) {
        const { errors } = validator.validate(record);
        expect(errors, `${name} ${JSON.stringify(record)}`).toEqual([]);
        checked++;
      }
      const one = await server.request("GET", `/records/${name}/${records[0]?.id}`);
      expect(one.body).toEqual(records[0]);
      expect(validator.validate({ ...records[0], unheard_of: 1 }).valid).toBe(false);
    }
    expect(checked).toBeGreaterThan(300);
  });

  test("the history of a record is as its schema says", async () => {
    const schema = document.components.schemas.History;
    const name = "customer";
    const [first] = rows(await server.request("GET", `/records/${name}?limit=1`));
    const path = `/records/${name}/${first?.id}`;
    const changed = await server.request(
      "PATCH",
      path,
      { name: "Renamed" },
      { headers: { "if-match": "*" } },
    );
    expect(changed.status).toBe(200);
    const entries = rows(await server.request("GET", `${path}/history`));
    expect(entries.length).toBeGreaterThan(1);
    if (schema === undefined) throw new Error("History is not described");
    const validator = new Validator(schema, "2020-12", false);
    for (const entry of entries) expect(validator.validate(entry).errors).toEqual([]);
  });

  test("problems are as their schema says", async () => {
    const schema = document.components.schemas.Problem;
    if (schema === undefined) throw new Error("Problems are not described");
    const validator = new Validator(schema, "2020-12", false);
    const object = Object.keys(document.components.schemas).find((name) => name !== "Problem");
    for (const answer of await Promise.all([
      server.request("GET", "/records/nothing"),
      server.request("GET", `/records/${object}?limit=0&sort=nope&x=1`),
      server.request("POST", `/records/${object}`, { nope: 1 }),
      server.request("GET", "/auth/me", undefined, { token: null }),
    ])) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(validator.validate(answer.body).errors).toEqual([]);
    }
  });
}

test("objects may be called like anything that the document describes", async () => {
  const names = ["problem", "history", "token", "note", "note_changes", "get_note"];
  const server = await startTestServer({
    documents: names.map((name) => objectDocument(name, { [`only_${name}`]: { type: "string" } })),
  });
  const document = (await server.request("GET", "/openapi.json")).body as OpenApi;
  const outcome = await new OpenApiValidator().validate(
    structuredClone(document) as unknown as Record<string, unknown>,
  );
  expect([outcome.valid, outcome.errors ?? []]).toEqual([true, []]);
  for (const name of names) {
    const schema = document.components.schemas[name] as { properties: object };
    expect(Object.keys(schema.properties)).toContain(`only_${name}`);
  }
  expect(Object.keys(document.components.schemas)).toHaveLength((names.length + 4) * 2 + 3);
  await server.stop();
});

test("files are described where an object holds some", async () => {
  const server = await startTestServer({
    documents: [
      objectDocument("note", {
        paper: { $ref: "tenon:attachment", accept: ".pdf" },
        lines: {
          type: "array",
          items: { type: "object", properties: { photo: { $ref: "tenon:image" } } },
        },
      }),
    ],
  });
  const document = (await server.request("GET", "/openapi.json")).body as OpenApi;
  const outcome = await new OpenApiValidator().validate(
    structuredClone(document) as unknown as Record<string, unknown>,
  );
  expect(outcome.errors ?? []).toEqual([]);
  expect(document.paths["/files"]?.post?.operationId).toBe("upload_file");
  const read = document.paths["/records/note/{id}/files/{field}/{file}"]?.get;
  expect(JSON.stringify(read?.parameters)).toContain('"enum":["paper","lines.photo"]');
  await server.stop();
});

describe("a workspace with every kind of value", () => {
  promises(
    async () => {
      const server = await startTestServer({ documents: sampleDocuments });
      await fillSampleList(server);
      return server;
    },
    2,
    0,
  );
});

describe("the trading example", () => {
  const withProposal = async () => {
    const server = await startTestServer({ example: "trading" });
    const [product] = rows(await server.request("GET", "/records/product?limit=1"));
    const proposal = { product: product?.id, quantity: 1 };
    await server.request("POST", "/records/purchase_proposal", proposal);
    return server;
  };
  promises(withProposal, 10, 1);
});

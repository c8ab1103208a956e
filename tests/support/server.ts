/** A real server on a database of its own, with the accounts a test needs. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { grantMembership } from "../../engine/access/accounts.ts";
import { createToken } from "../../engine/access/credentials.ts";
import { type AppFolder, readAppFolder } from "../../engine/app-folder.ts";
import { type Config, readConfig } from "../../engine/config.ts";
import type { Services } from "../../engine/http/exchange.ts";
import type { Observe } from "../../engine/observe.ts";
import { publishFolder } from "../../engine/publish-folder.ts";
import { closeServices, type Outside, openServices, startServer } from "../../engine/server.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { accountWith } from "./accounts.ts";
import { createTestDatabase, templateOnce } from "./database.ts";
import { coreTemplate, testWorkspace as workspace, workspaceTemplate } from "./database-server.ts";
import { patientLimits } from "./script-runs.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; null for an empty one, the text when it is not JSON. */
  readonly body: unknown;
}

export interface TestServer {
  readonly address: string;
  readonly workspace: string;
  readonly databaseUrl: string;
  readonly services: Services;
  readonly adminToken: string;
  readonly memberToken: string;
  /** Sign-in of an administrator, for browser tests. */
  readonly admin: { readonly email: string; readonly password: string };
  /** A call below `/{workspace}/api`, as administrator unless `token` says otherwise. */
  request(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Answer>;
  /** Another server process' worth of services on the same database. */
  second(): Promise<TestServer>;
  stop(): Promise<void>;
}

export interface RequestOptions {
  /** Null: no credentials at all. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestServerOptions {
  /** Folder below `examples`, published with its seeds. */
  readonly example?: string;
  /** Folder below `tests/fixtures`, published instead. */
  readonly fixture?: string;
  /** Documents to publish instead, and files of their seeds by name: `sales_order.lines`. */
  readonly documents?: readonly MetadataDocument[];
  readonly seeds?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, by which requests are counted. */
  readonly now?: () => number;
  /** How names of other hosts become addresses. */
  readonly lookup?: Outside["lookup"];
  /** Of scripts that a transaction waits for: patient ones unless said otherwise. */
  readonly scriptLimits?: Outside["scriptLimits"];
}

/** Of everybody that a worker's tests make. */
const password = randomBytes(9).toString("base64url");

/** An internal error is never what a test wants; its reason belongs beside the failure. */
const tell: Observe = (event) => {
  if (event.kind === "request_failed" || event.kind === "background_failed")
    console.error(event.error);
};

/** A machine that does other things, too, must not stop a script that would end. */
const scriptLimits = { ...patientLimits, cpuMilliseconds: 5000 };

export async function startTestServer(asked: TestServerOptions = {}): Promise<TestServer> {
  const options = { scriptLimits, ...asked };
  const { example } = options;
  const database = await createTestDatabase(
    example === undefined ? workspaceTemplate : await exampleTemplate(example),
  );
  const admin = { email: "admin@example.com", password };
  const data = await mkdtemp(join(tmpdir(), "tenon-data-"));
  const config = testConfig(data, options.settings);
  const services = await openServices(config, database.url, tell, options);
  const adminToken = await member(services, admin.email, "admin");
  const memberToken = await member(services, "member@example.com", "member");
  const folder = await folderOf(options);
  if (folder !== null) await publishIn(services, config, folder);
  const running = await startServer(services);
  return testServer(
    running.address,
    services,
    config,
    { database, adminToken, memberToken, admin, outside: options },
    async () => {
      await running.stop();
      await database.drop();
      await rm(data, { recursive: true, force: true });
    },
  );
}

const testConfig = (data: string, settings: TestServerOptions["settings"]): Config =>
  readConfig({
    TENON_DATA: data,
    PORT: "0",
    TENON_LOG: "silent",
    TENON_TIME_ZONE: "UTC",
    // A test asks more in a minute than an account may. Tests of the limits set them.
    TENON_RATE_EXPENSIVE: "0",
    TENON_RATE_ADDRESS: "0",
    ...settings,
  });

/** A database in which an example is published with its seeds: once for all that begin with it. */
async function exampleTemplate(example: string): Promise<string> {
  const name = `${coreTemplate}_${example}`;
  await templateOnce(name, workspaceTemplate, async (url) => {
    const data = await mkdtemp(join(tmpdir(), "tenon-data-"));
    const config = testConfig(data, {});
    const services = await openServices(config, url, tell);
    await publishIn(services, config, await appFolder(`../../examples/${example}`));
    await closeServices(services);
    await rm(data, { recursive: true });
  });
  return name;
}

interface Shared {
  readonly database: { readonly url: string };
  readonly adminToken: string;
  readonly memberToken: string;
  readonly admin: TestServer["admin"];
  readonly outside: Outside;
}

function testServer(
  address: string,
  services: Services,
  config: Config,
  shared: Shared,
  stop: () => Promise<void>,
): TestServer {
  const { adminToken, memberToken, admin, database } = shared;
  return {
    address,
    workspace,
    databaseUrl: database.url,
    services,
    adminToken,
    memberToken,
    admin,
    request: async (method, path, body, requestOptions = {}) => {
      const token = requestOptions.token === undefined ? adminToken : requestOptions.token;
      const response = await fetch(`${address}/${workspace}/api${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...requestOptions.headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: parsed(text) };
    },
    second: async () => {
      const other = await openServices(config, database.url, tell, shared.outside);
      const running = await startServer(other);
      return testServer(running.address, other, config, shared, running.stop);
    },
    stop,
  };
}

function parsed(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function member(
  { database, catalogs }: Services,
  email: string,
  role: string,
): Promise<string> {
  const catalog = await catalogs.current(workspace);
  if (catalog === null) throw new Error("The workspace has no catalog");
  const account = await accountWith(database, { email, password });
  await grantMembership(database, catalog.workspaceId, account, role);
  return createToken(database, catalog.workspaceId, account);
}

async function folderOf(options: TestServerOptions): Promise<AppFolder | null> {
  if (options.documents !== undefined)
    return {
      app: "test",
      documents: options.documents,
      seeds: new Map(Object.entries(options.seeds ?? {})),
    };
  return options.fixture === undefined ? null : appFolder(`../fixtures/${options.fixture}`);
}

async function appFolder(place: string): Promise<AppFolder> {
  const path = fileURLToPath(new URL(place, import.meta.url));
  const folder = await readAppFolder(path);
  if (!folder.ok) throw new Error(JSON.stringify(folder.problems));
  return folder.value;
}

async function publishIn(services: Services, config: Config, folder: AppFolder): Promise<void> {
  const catalog = await services.catalogs.current(workspace);
  if (catalog === null) throw new Error("The workspace has no catalog");
  const outcome = await publishFolder(services, catalog, {
    folder,
    answers: {},
    message: "test",
    author: "admin@example.com",
    timeZone: config.timeZone,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems, null, 2));
}

/** An object document made of properties, for tests that need only that. */
export function objectDocument(
  name: string,
  properties: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): MetadataDocument {
  return {
    kind: "object",
    name,
    content: { name, title: name, type: "object", properties, ...more },
  };
}

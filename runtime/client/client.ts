/**
 * The API of one workspace, for the browser. Same-origin with the session cookie; every request
 * names its language, and every answer tells the published version.
 */
import type { FileValue } from "../../metadata/fields/values/file-value.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { locale } from "../language/locale.ts";
import { sendBytes, type UploadOptions } from "./upload.ts";

export interface Answer<Body> {
  readonly ok: true;
  readonly status: number;
  readonly body: Body;
  readonly etag: string | null;
}

export interface Refusal {
  readonly ok: false;
  readonly problem: ProblemJson;
}

/** Thrown by `expectBody`, so that queries have an error with the server's problem in it. */
export class RequestFailure extends Error {
  readonly problem: ProblemJson;
  constructor(problem: ProblemJson) {
    super(problem.detail || problem.title);
    this.name = "RequestFailure";
    this.problem = problem;
  }
}

export type QueryParameters = Readonly<Record<string, string | number | undefined>>;

export interface RequestOptions {
  readonly query?: QueryParameters;
  readonly body?: unknown;
  /** The bytes of a table, in place of a body. */
  readonly file?: { readonly bytes: Blob; readonly type: string };
  readonly ifMatch?: string;
  readonly signal?: AbortSignal | undefined;
  /** The first answer is replayed when the same key comes again, so a retry cannot double a write. */
  readonly idempotencyKey?: string;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Client {
  readonly workspace: string;
  /** Where the API lives: `/demo/api`. */
  readonly base: string;
  request<Body>(
    method: Method,
    path: string,
    options?: RequestOptions,
  ): Promise<Answer<Body> | Refusal>;
  /** The bytes of a file, for a record to hold. */
  upload(file: File, options: UploadOptions): Promise<Answer<FileValue> | Refusal>;
  /** GET that throws `RequestFailure`: for queries. */
  load<Body>(path: string, query?: QueryParameters, signal?: AbortSignal): Promise<Body>;
}

export interface ClientEvents {
  /** Every answer's published version. */
  readonly onVersion?: (version: number) => void;
  /** Not let in (401 on anything but signing in): the session has ended, or got another id. */
  readonly onSignedOut?: () => void;
}

/** A client for the workspace, whose API is at `/{workspace}/api`. */
export function createClient(workspace: string, events: ClientEvents = {}): Client {
  const base = `/${workspace}/api`;
  const request = async <Body>(
    method: Method,
    path: string,
    options: RequestOptions = {},
  ): Promise<Answer<Body> | Refusal> => {
    const response = await send(base + path + queryText(options.query), method, options);
    if (!(response instanceof Response)) return response;
    const version = Number(response.headers.get("Tenon-Version"));
    if (version > 0) events.onVersion?.(version);
    const body: unknown = await readBody(response);
    if (response.ok) {
      const etag = response.headers.get("ETag");
      return { ok: true, status: response.status, body: body as Body, etag };
    }
    if (response.status === 401 && !/^\/auth\/(?:sign-in|passkey)/.test(path))
      events.onSignedOut?.();
    return { ok: false, problem: toProblem(response.status, body) };
  };
  return {
    workspace,
    base,
    request,
    upload: async (file, options) => {
      const headers = { Accept: "application/json", "Accept-Language": locale() };
      const sent = await sendBytes(`${base}/files`, file, headers, options);
      if (sent.version > 0) events.onVersion?.(sent.version);
      const { status } = sent;
      const body = parsedBody(sent.text);
      if (status >= 200 && status < 300)
        return { ok: true, status, body: body as FileValue, etag: null };
      if (status === 401) events.onSignedOut?.();
      return { ok: false, problem: toProblem(status, body) };
    },
    load: async <Body>(path: string, query?: QueryParameters, signal?: AbortSignal) => {
      const answer = await request<Body>("GET", path, { ...(query ? { query } : {}), signal });
      return expectBody(answer);
    },
  };
}

/** The body of a success; a refusal is thrown as `RequestFailure`. */
export function expectBody<Body>(answer: Answer<Body> | Refusal): Body {
  if (!answer.ok) throw new RequestFailure(answer.problem);
  return answer.body;
}

/** The problem inside whatever a query threw. */
export function problemOf(error: unknown): ProblemJson {
  if (error instanceof RequestFailure) return error.problem;
  return localProblem(0, "internal", error instanceof Error ? error.message : String(error));
}

async function send(
  address: string,
  method: Method,
  options: RequestOptions,
): Promise<Response | Refusal> {
  const headers = new Headers({ Accept: "application/json", "Accept-Language": locale() });
  if (options.ifMatch !== undefined) headers.set("If-Match", options.ifMatch);
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
  // JSON or a table on every write: a form on another site cannot send such a type.
  if (method !== "GET") headers.set("Content-Type", options.file?.type ?? "application/json");
  try {
    return await fetch(address, {
      method,
      headers,
      credentials: "same-origin",
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.file === undefined ? {} : { body: options.file.bytes }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    return { ok: false, problem: localProblem(0, "offline", "") };
  }
}

function queryText(query: QueryParameters = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

const readBody = async (response: Response): Promise<unknown> => parsedBody(await response.text());

function parsedBody(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toProblem(status: number, body: unknown): ProblemJson {
  if (isProblem(body)) return body;
  return localProblem(status, status >= 500 ? "unavailable" : "internal", "");
}

function isProblem(body: unknown): body is ProblemJson {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    "errors" in body &&
    Array.isArray(body.errors)
  );
}

/** A problem that arose here: no network, no understandable answer. `status` 0 means no answer. */
function localProblem(status: number, code: string, detail: string): ProblemJson {
  return { type: "about:blank", title: "", status, code, detail, errors: [], request_id: "" };
}

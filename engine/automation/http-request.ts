/** What a script asks of others, read from what it has handed over. */
import { isJsonObject, objectOrEmpty } from "../../metadata/json-object.ts";
import {
  failure,
  type Problem,
  pointer,
  problem,
  type Result,
  success,
} from "../../metadata/problem.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

export interface HttpRequest {
  readonly url: URL;
  readonly method: Method;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Those that say how a connection is used, and not what is asked. */
const headersOfConnection: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const headerName = /^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** One line of visible characters. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]{0,8000}$/;
const headersMaximum = 50;

export function readHttpRequest(value: unknown): Result<HttpRequest> {
  const written = objectOrEmpty(value);
  const problems: Problem[] = [];
  const known = ["url", "method", "headers", "body"];
  const unknown = Object.keys(written).find((name) => !known.includes(name));
  if (unknown !== undefined)
    problems.push(problem("unknown_parameter", "", { name: unknown, hint: "" }));
  const url = addressOf(written.url);
  if (url === null) problems.push(problem("http_url_invalid", "/url"));
  const method = methods.find((name) => name === (written.method ?? "GET"));
  if (method === undefined) problems.push(problem("http_method_unknown", "/method", { methods }));
  const isEmpty = written.body === undefined || written.body === null;
  if (!isEmpty && (method === "GET" || method === "HEAD"))
    problems.push(problem("http_body_useless", "/body", { method }));
  const isText = typeof written.body === "string";
  const body = isEmpty ? null : isText ? String(written.body) : JSON.stringify(written.body);
  const type = isEmpty || isText ? {} : { "content-type": "application/json" };
  const headers = headersOf(written.headers, problems);
  if (url === null || method === undefined || problems.length > 0) return failure(...problems);
  return success({ url, method, headers: { ...type, ...headers }, body });
}

function addressOf(value: unknown): URL | null {
  if (typeof value !== "string" || value.length > 4000 || !URL.canParse(value)) return null;
  const url = new URL(value);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  return isWeb && url.username === "" && url.password === "" ? url : null;
}

function headersOf(value: unknown, problems: Problem[]): Readonly<Record<string, string>> {
  const written = isJsonObject(value) ? Object.entries(value) : [];
  if (written.length > headersMaximum)
    problems.push(problem("too_many_items", "/headers", { maximum: headersMaximum }));
  const headers = new Map<string, string>();
  for (const [name, text] of written) {
    const small = name.toLowerCase();
    const isSendable =
      headerName.test(small) &&
      !headersOfConnection.has(small) &&
      !small.startsWith("proxy-") &&
      typeof text === "string" &&
      headerValue.test(text);
    if (isSendable) headers.set(small, text);
    else problems.push(problem("http_header_refused", pointer("/headers", name), { name }));
  }
  return Object.fromEntries(headers);
}

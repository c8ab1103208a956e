/** Requests of scripts: to hosts that their documents name, with no transaction open. */
import { namesHost } from "../../metadata/automation/host-name.ts";
import { problem } from "../../metadata/problem.ts";
import { OutboundRefused } from "../outbound/guarded-connector.ts";
import { AnswerTooLarge, answerSecondsMaximum, hopsMaximum } from "../outbound/outbound.ts";
import { orRefuse, Refused } from "../records/writer.ts";
import { type HttpRequest, readHttpRequest } from "./http-request.ts";
import type { CallPlace, OutsideRun, ScriptOperation } from "./script-calls.ts";

/** Of one answer. */
export const answerBytesForScripts = 2 * 1024 * 1024;

export const sendRequest: ScriptOperation = async (place, argument) => {
  const { outside, budget, script, handles } = place;
  if (outside === null) throw new Refused([problem("http_in_transaction")]);
  if (outside.transaction.isOpen) throw new Refused([problem("http_after_write")]);
  const request = orRefuse(readHttpRequest(argument.request));
  requireNamed(script.hosts, request.url);
  if (handles.holds(request.url.href) || handles.holds(request.body ?? ""))
    throw new Refused([problem("secret_misplaced")]);
  const headers = mapTexts(request.headers, (text) => handles.fill(text, request.url.hostname));
  budget.take("http_requests", 1);
  const answer = await send(outside, place, { ...request, headers });
  return {
    status: answer.status,
    headers: mapTexts(Object.fromEntries(answer.headers), handles.mask),
    text: handles.mask(await answer.text()),
  };
};

const mapTexts = (
  texts: Readonly<Record<string, string>>,
  change: (text: string) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, change(text)]));

function requireNamed(hosts: readonly string[], { hostname: host }: URL): void {
  if (!namesHost(hosts, host)) throw new Refused([problem("http_host_unnamed", "/url", { host })]);
}

async function send(
  { outbound, key }: OutsideRun,
  { script, budget, signal }: CallPlace,
  { url, method, headers, body }: HttpRequest,
): Promise<Response> {
  const { host } = url;
  const isRepeatable = method === "GET" || method === "HEAD";
  const number = budget.taken.http_requests;
  try {
    return await outbound.send(url, {
      method,
      headers: {
        "user-agent": "Tenon",
        ...(isRepeatable ? {} : { "idempotency-key": `${key}-${number}` }),
        ...headers,
      },
      ...(body === null ? {} : { body }),
      ...(method === "GET" ? { hops: hopsMaximum } : {}),
      onHop: (target) => requireNamed(script.hosts, target),
      bytes: answerBytesForScripts,
      signal,
    });
  } catch (error) {
    if (error instanceof Refused) throw error;
    // Their own words can tell what is inside of the network.
    if (error instanceof OutboundRefused)
      throw new Refused([problem("http_address_refused", "/url", { host })]);
    if (error instanceof AnswerTooLarge)
      throw new Refused([
        problem("http_answer_too_large", "/url", { host, maximum: answerBytesForScripts }),
      ]);
    const seconds = answerSecondsMaximum;
    throw new Refused([problem("http_no_answer", "/url", { host, seconds })]);
  }
}

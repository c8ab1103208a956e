/**
 * `Idempotency-Key`: the key, the effect and the answer are committed together, so a repeated
 * request is answered as the first was, and has no effect of its own. A request that fails leaves
 * no key behind. Keys live for 24 hours.
 */
import { createHash } from "node:crypto";
import { isJsonObject } from "../../metadata/json-object.ts";
import { problem } from "../../metadata/problem.ts";
import { newUuid } from "../db/uuid.ts";
import { Answer } from "./answer.ts";
import type { Exchange } from "./exchange.ts";
import { atMostCharacters } from "./expected.ts";
import { problemAnswer } from "./problem-answer.ts";

export const keyLengthMaximum = 255;
export const hoursKept = 24;
const keptHeaders = ["content-type", "etag", "location"] as const;

/** Rolls the effect back and lets the answer through. */
class NotKept extends Error {
  readonly response: Answer;
  constructor(response: Answer) {
    super("not kept");
    this.response = response;
  }
}

export async function onceOnly(
  exchange: Exchange,
  key: string,
  handle: (exchange: Exchange) => Promise<Answer>,
): Promise<Answer> {
  const { principal, locale, requestId, catalog, services } = exchange;
  if (principal === null) return handle(exchange);
  if (key.length > keyLengthMaximum) {
    return problemAnswer(
      [
        problem("invalid_parameter", "", {
          name: "Idempotency-Key",
          expected: atMostCharacters(keyLengthMaximum),
        }),
      ],
      locale,
      requestId,
    );
  }
  const digest = await requestDigest(exchange);
  const table = `"${catalog.schema}"."_request"`;
  try {
    return await services.database.transaction(async (transaction) => {
      const now = new Date(exchange.clock.now);
      await transaction.run({
        text: `delete from ${table} where "at" < $1 and "account" = $2`,
        values: [new Date(now.getTime() - hoursKept * 3_600_000), principal.account.id],
      });
      const taken = await transaction.run({
        text: `insert into ${table} ("id", "account", "key", "digest", "at") values ($1, $2, $3, $4, $5) on conflict ("account", "key") do nothing returning "id"`,
        values: [newUuid(), principal.account.id, key, digest, now],
      });
      const own = taken.rows[0]?.[0];
      if (own === undefined) {
        const first = await transaction.run({
          text: `select "digest", "status", "headers", "body" from ${table} where "account" = $1 and "key" = $2`,
          values: [principal.account.id, key],
        });
        return replay(first.rows[0], digest, exchange);
      }
      const response = await handle({ ...exchange, executor: transaction });
      if (!response.ok) throw new NotKept(response);
      const { body } = response;
      if (body !== null && typeof body !== "string") throw new Error("A stream cannot be kept");
      const headers = Object.fromEntries(
        keptHeaders.flatMap((name) => {
          const value = response.headers[name];
          return value === undefined ? [] : [[name, value]];
        }),
      );
      await transaction.run({
        text: `update ${table} set "status" = $2, "headers" = $3, "body" = $4 where "id" = $1`,
        values: [own, response.status, JSON.stringify(headers), body],
      });
      return new Answer(response.status === 204 ? null : body, {
        status: response.status,
        headers,
      });
    });
  } catch (error) {
    if (error instanceof NotKept) return error.response;
    throw error;
  }
}

async function requestDigest(exchange: Exchange): Promise<string> {
  const { req } = exchange.context;
  const body = await exchange.body(16);
  return createHash("sha256")
    .update(
      `${req.method} ${req.url.replace(/^[a-z]+:\/\/[^/]+/, "")}\n${JSON.stringify(body.ok ? body.value : null)}`,
    )
    .digest("hex");
}

function replay(
  first: readonly (string | null)[] | undefined,
  digest: string,
  exchange: Exchange,
): Answer {
  const [known, status, headers, body] = first ?? [];
  if (known !== digest) {
    return problemAnswer([problem("idempotency_key_reused")], exchange.locale, exchange.requestId);
  }
  const parsed: unknown = JSON.parse(headers ?? "{}");
  const kept = isJsonObject(parsed)
    ? Object.entries(parsed).map(([name, value]): [string, string] => [name, String(value)])
    : [];
  return new Answer(status === "204" ? null : (body ?? ""), {
    status: Number(status),
    headers: { ...Object.fromEntries(kept), "idempotency-replayed": "true" },
  });
}

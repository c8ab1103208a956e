/** The limits that a request falls under, and what its answer says of them. */
import type { Context } from "hono";
import { problem } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import type { Principal } from "../access/credentials.ts";
import type { Counted, Standing } from "../rates/rate-limits.ts";
import { Answer } from "./answer.ts";
import { clientAddress, networkOf } from "./client-address.ts";
import type { Services } from "./exchange.ts";
import { problemAnswer } from "./problem-answer.ts";

/** Counts a request on who makes it. Null: nothing limits it, as most. */
export function countRequest(
  { rates, proxies }: Pick<Services, "rates" | "proxies">,
  context: Context,
  principal: Principal | null,
  isExpensive: boolean,
): Standing | null {
  const { account, token, expensive, address } = rates.settings;
  if (principal === null) {
    if (address === 0) return null;
    return rates.admit([{ name: "address", who: networkOf(clientAddress(context, proxies)) }]);
  }
  const countsToken = token > 0 && principal.via === "token";
  const countsCost = isExpensive && expensive > 0;
  if (account === 0 && !countsToken && !countsCost) return null;
  // Who looks as somebody else asks for himself.
  const who = (principal.onlooker ?? principal).account.id;
  const counted: Counted[] = [{ name: "account", who }];
  if (countsToken) counted.push({ name: "token", who: principal.digest });
  if (countsCost) counted.push({ name: "expensive", who });
  return rates.admit(counted);
}

/** In the words of draft-ietf-httpapi-ratelimit-headers. */
const rateHeaders = ({ name, limit, left, seconds }: Standing) => ({
  "ratelimit-policy": `"${name}";q=${limit};w=60`,
  ratelimit: `"${name}";r=${left};t=${seconds}`,
});

export const tooManyRequests = (standing: Standing, locale: Locale, requestId: string): Answer =>
  problemAnswer(
    [problem("too_many_requests", "", { seconds: standing.seconds })],
    locale,
    requestId,
    { headers: rateHeaders(standing) },
  );

/** An answer that also says how much is left. */
export const withStanding = ({ body, status, headers }: Answer, standing: Standing): Answer =>
  new Answer(body, { status, headers: { ...headers, ...rateHeaders(standing) } });

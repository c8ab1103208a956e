/** The caller's own API tokens. Never kept for repeats: an answer holds the token in clear. */
import type { Route } from "../route.ts";
import { makeToken, removeToken, tokenList } from "../token-answers.ts";
import { callerOf } from "./account.ts";

const own = { guard: "signed_in", query: [] } as const;

export const accountTokenRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/account/tokens",
    ...own,
    handle: (exchange) => tokenList(exchange, callerOf(exchange).account.id),
  },
  {
    method: "POST",
    path: "/account/tokens",
    ...own,
    handle: (exchange) => makeToken(exchange, callerOf(exchange).account.id),
  },
  {
    method: "DELETE",
    path: "/account/tokens/:token",
    ...own,
    handle: (exchange) => removeToken(exchange, callerOf(exchange).account.id),
  },
];

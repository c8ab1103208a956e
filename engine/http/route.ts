/**
 * Routes as values. Every route declares its guard; there is no other way to register one. The
 * table of all routes is walked by tests.
 */
import type { Rights } from "../access/rights.ts";
import { Answer } from "./answer.ts";
import type { Exchange } from "./exchange.ts";

/**
 * `public`: anybody, no workspace data in the answer but what the mail with a link has said · `signed_in`: an account of the workspace ·
 * `designer`: one that may change metadata · `administrator`: one that looks after all accounts ·
 * `keeper`: one that looks after accounts, of all or of some departments; which ones, every handler asks
 * `access/authority.ts` ·
 * `onlooker`: one that may look at the workspace as others see it · `auditor`: one that may read the
 * audit log.
 */
export type Guard =
  | "public"
  | "signed_in"
  | "designer"
  | "administrator"
  | "keeper"
  | "onlooker"
  | "auditor";

/** Who looks after the accounts of a workspace. */
export const mayAdminister = (rights: Rights): boolean => rights.administers("users");

/** Whether the rights of a caller are enough for a route; who is a stranger is judged before. */
export function passes(guard: Guard, rights: Rights): boolean {
  switch (guard) {
    case "public":
    case "signed_in":
      return true;
    case "designer":
      return rights.mayDesign;
    case "administrator":
      return mayAdminister(rights);
    case "keeper":
      return rights.keepsUsers;
    case "onlooker":
      return rights.administers("view_as");
    case "auditor":
      return rights.administers("audit_log");
  }
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/{workspace}/api`, with Hono's parameters: `/records/:object/:id`. */
  readonly path: string;
  readonly guard: Guard;
  /** Query keys it understands, beside `locale`; any other is refused. */
  readonly query: readonly string[];
  /** Whether a request is one of those that cost much, by its query; without it: none is. */
  readonly expensive?: (query: URLSearchParams) => boolean;
  /** Repeats under one Idempotency-Key answer with the first answer. */
  readonly idempotent?: boolean;
  /** Refused to pages of other sites although it only reads: it takes room as long as it lasts. */
  readonly sameSite?: boolean;
  /** Open to a session that must set up a second factor first. */
  readonly beforeSetUp?: boolean;
  /** Open while the workspace is looked at as another sees it, although it changes something. */
  readonly whileViewing?: true;
  handle(exchange: Exchange): Promise<Answer>;
}

export const always = (): boolean => true;

/** What lists and exports share. */
export const listKeys = ["filter", "sort", "fields"] as const;

export const json = (
  text: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer =>
  new Answer(text, { status, headers: { "content-type": "application/json", ...headers } });

export const jsonOf = (
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer => json(JSON.stringify(value), status, headers);

/** The query string of `GET /records/{object}`, parsed. Unknown keys are errors. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type Cursor, cursorPattern, readCursor } from "./cursor.ts";
import { makePlanCache, type PlanCache } from "./plan-cache.ts";
import { ownColumns, parseSelection, type Selection } from "./selection.ts";
import { parseSort, type SortKey } from "./sorting.ts";

export interface ListRequest {
  readonly model: ObjectModel;
  readonly filter: string | null;
  readonly sort: readonly SortKey[];
  readonly selection: Selection;
  readonly limit: number;
  readonly after: Cursor | null;
  readonly count: "exact" | "capped" | null;
  /** What the plan depends on, beside model and rights. */
  readonly shape: string;
}

export const pageLimitDefault = 50;
export const pageLimitMaximum = 1000;

interface ParsedParts {
  readonly selections: PlanCache<Result<Selection>>;
  readonly orders: PlanCache<Result<readonly SortKey[]>>;
}

const partsKey = Symbol("parsed lists");

/** Lists are asked for again and again with the same fields and order. */
const parsedParts = (catalog: Catalog): ParsedParts =>
  catalog.derived(partsKey, () => ({ selections: makePlanCache(), orders: makePlanCache() }));

export function parseListRequest(
  query: URLSearchParams,
  model: ObjectModel,
  catalog: Catalog,
  rights: Rights,
): Result<ListRequest> {
  const problems: Problem[] = [];
  const take = <Value>(result: Result<Value>): Value | null => {
    if (result.ok) return result.value;
    problems.push(...result.problems);
    return null;
  };
  const fields = query.get("fields");
  const parts = parsedParts(catalog);
  const key = (text: string) => `${model.name}\u0001${rights.key}\u0001${text}`;
  const selection = take(
    parts.selections.get(key(fields ?? "\u0001"), () =>
      fields === null
        ? success(ownColumns(model, rights))
        : parseSelection(fields, model, catalog, rights),
    ),
  );
  const sortText = query.get("sort") ?? "";
  const sort = take(
    parts.orders.get(key(sortText), () => parseSort(sortText, model, catalog, rights)),
  );
  const limit = take(parseLimit(query.get("limit")));
  const after = query.get("after");
  const cursor = after === null || sort === null ? null : take(readCursor(after, sort));
  const count = query.get("count");
  if (count !== null && count !== "exact" && count !== "capped") {
    problems.push(
      problem("invalid_parameter", "", {
        name: "count",
        expected: { en: "exact or capped", "zh-CN": "exact 或 capped" },
      }),
    );
  }
  if (problems.length > 0 || selection === null || sort === null || limit === null) {
    return { ok: false, problems };
  }
  return {
    ok: true,
    value: {
      model,
      filter: query.get("filter") || null,
      sort,
      selection,
      limit,
      after: cursor,
      count: count === "exact" || count === "capped" ? count : null,
      shape: [
        query.get("filter") ?? "",
        query.get("sort") ?? "",
        fields ?? "",
        cursorPattern(cursor),
      ].join("\u0001"),
    },
  };
}

function parseLimit(text: string | null): Result<number> {
  if (text === null) return { ok: true, value: pageLimitDefault };
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= pageLimitMaximum
    ? { ok: true, value }
    : {
        ok: false,
        problems: [
          problem("invalid_parameter", "", { name: "limit", expected: `1–${pageLimitMaximum}` }),
        ],
      };
}

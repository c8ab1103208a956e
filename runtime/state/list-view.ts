/**
 * The state of a list (search, filters, sort, columns) and its spelling in the address, so that
 * a list can be bookmarked, sent and gone back to. Pure.
 */
import type { FilterOperator } from "../../metadata/fields/field-type.ts";

export interface FilterCondition {
  readonly field: string;
  readonly operator: FilterOperator;
  /** In the wire form of the field; empty for `is_empty`; several for `one_of`. */
  readonly values: readonly string[];
}

export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

export interface ListView {
  /** Name of the published view it begins from; empty for all records. */
  readonly view: string;
  readonly search: string;
  readonly filters: readonly FilterCondition[];
  readonly sort: readonly SortKey[];
}

export const emptyView: ListView = { view: "", search: "", filters: [], sort: [] };

const operators: Readonly<Record<FilterOperator, true>> = {
  equals: true,
  not_equals: true,
  less: true,
  less_or_equal: true,
  greater: true,
  greater_or_equal: true,
  contains: true,
  starts_with: true,
  one_of: true,
  has: true,
  within: true,
  is_empty: true,
  is_not_empty: true,
};

function isOperator(text: string): text is FilterOperator {
  return Object.hasOwn(operators, text);
}

/** `?view=open&q=…&sort=-order_date,number&where=field~operator~value~value`, `where` once per condition. */
export function writeView(view: ListView): URLSearchParams {
  const parameters = new URLSearchParams();
  if (view.view !== "") parameters.set("view", view.view);
  if (view.search !== "") parameters.set("q", view.search);
  if (view.sort.length > 0) {
    parameters.set(
      "sort",
      view.sort.map((key) => (key.descending ? "-" : "") + key.field).join(","),
    );
  }
  for (const { field, operator, values } of view.filters) {
    parameters.append("where", [field, operator, ...values.map(escapePart)].join("~"));
  }
  return parameters;
}

/** Reads what `writeView` wrote; what it does not understand it leaves out. */
export function readView(parameters: URLSearchParams): ListView {
  return {
    view: parameters.get("view") ?? "",
    search: parameters.get("q") ?? "",
    sort: (parameters.get("sort") ?? "")
      .split(",")
      .filter((key) => key !== "" && key !== "-")
      .map((key) => ({ field: key.replace(/^-/, ""), descending: key.startsWith("-") })),
    filters: parameters.getAll("where").flatMap((part) => {
      const [field, operator, ...values] = part.split("~");
      if (!field || operator === undefined || !isOperator(operator)) return [];
      return [{ field, operator, values: values.map(unescapePart) }];
    }),
  };
}

/** `~` separates; `!` escapes it and itself. */
function escapePart(text: string): string {
  return text.replaceAll("!", "!e").replaceAll("~", "!t");
}

function unescapePart(text: string): string {
  return text.replaceAll("!t", "~").replaceAll("!e", "!");
}

/** `sort` of the API. */
export function sortText(sort: readonly SortKey[]): string | undefined {
  if (sort.length === 0) return undefined;
  return sort.map((key) => (key.descending ? "-" : "") + key.field).join(",");
}

/** A click on a header: ascending, then descending, then unsorted; `add` keeps the other keys. */
export function toggleSort(
  sort: readonly SortKey[],
  field: string,
  add: boolean,
): readonly SortKey[] {
  const current = sort.find((key) => key.field === field);
  const others = add ? sort.filter((key) => key.field !== field) : [];
  if (current === undefined) return [...others, { field, descending: false }];
  if (!current.descending) {
    return add
      ? sort.map((key) => (key === current ? { field, descending: true } : key))
      : [{ field, descending: true }];
  }
  return others;
}

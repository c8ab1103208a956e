/** What the fields of the trading example hold in the matrix: canaries, but where roles look. */
import type { Canaries, Cell } from "./canaries.ts";
import type { Values } from "./plain-data.ts";
import {
  lastName,
  type PlainField,
  type PlainObject,
  rowFields,
  topFields,
} from "./plain-objects.ts";

/** Records that others may lead to; what comes behind them stands alone. */
export const shared = 7;
/** One that nobody leads to, to be deleted and restored. */
export const leaf = 7;
export const perObject = 8;

export type Edition = "former" | "now";

/** The places of what lookups lead to. */
const places: Readonly<Record<string, (index: number, row: number) => number | null>> = {
  "sales_order.customer": (index) => (index + 2) % shared,
  "sales_order.employee": (index) => (index * 3 + 1) % shared,
  "sales_order.shipper": (index) => (index === 6 ? null : (index + 4) % shared),
  "sales_order.lines.product": (index, row) => (index * (row + 1) + 1 + row * 2) % shared,
  "purchase_proposal.product": (index) => (index + 5) % shared,
  "product.category": (index) => (index + 3) % shared,
  "product.supplier": (index) => (index * 2 + 1) % shared,
  "territory.region": (index) => (index + 1) % shared,
  "employee.territories": (index, row) => (index + row * 2) % shared,
  "employee.reports_to": (index) => (index === 0 ? null : index < 4 ? 0 : 1),
  "category.parent": (index) => (index < 2 ? null : index % 2),
};

/** Lookups into the own object are there once its records are. */
const later = new Set(["employee.reports_to", "category.parent"]);

const courtesies = ["dr", "ms", "mr", "ms", "dr", "mrs", "ms", "mr"];

/** What stays a plain word, because roles ask for it or because there is no room for a canary. */
const plain: Readonly<Record<string, (index: number, row: number) => unknown>> = {
  "customer.region": (index) => ["north", "south", "east"][index % 3],
  "supplier.region": (index) => ["north", "south"][index % 2],
  "product.discontinued": (index) => index % 4 === 3,
  "employee.courtesy": (index) => courtesies[index],
  "sales_order.lines.discount": (index, row) => `0.${row + 1}${index}`,
};

export type Ids = ReadonlyMap<string, readonly string[]>;

export interface Writing {
  readonly canaries: Canaries;
  readonly ids: Ids;
  readonly edition: Edition;
}

/** The values that are written of a record, lookups by id; computed and counted ones are not among them. */
export function valuesToWrite(object: PlainObject, index: number, writing: Writing): Values {
  const values: Record<string, unknown> = {};
  for (const field of topFields(object)) {
    if (field.computed || field.builtIn || field.kind === "counted" || field.kind === "file")
      continue;
    if (field.path === object.state) continue;
    values[field.path] =
      field.kind === "rows"
        ? [0, 1].map((row) => rowToWrite(object, field.path, index, row, writing))
        : valueToWrite(object.name, field, index, 0, writing);
  }
  return values;
}

const rowToWrite = (
  object: PlainObject,
  rows: string,
  index: number,
  row: number,
  writing: Writing,
): Values =>
  Object.fromEntries(
    rowFields(object, rows)
      .filter(({ computed }) => !computed)
      .map((field) => [
        lastName(field.path),
        valueToWrite(object.name, field, index, row, writing),
      ]),
  );

function valueToWrite(
  object: string,
  field: PlainField,
  index: number,
  row: number,
  { canaries, ids, edition }: Writing,
): unknown {
  const name = `${object}.${field.path}`;
  const known = plain[name];
  if (known !== undefined) return known(index, row);
  // One customer is meant by the sharing rule.
  if (name === "customer.address" && index === 4) return null;
  if (name === "sales_order.shipped_date" && index === 6) return null;
  const place = (at: number): string | null => {
    if (later.has(name) && edition === "former") return null;
    const found = places[name]?.(index, at) ?? null;
    return found === null ? null : (ids.get(field.target ?? "")?.[found] ?? null);
  };
  const cell: Cell = { object, index, path: field.path, clear: field.kind === "secret" };
  switch (field.kind) {
    case "lookup":
      return place(row);
    case "links":
      return [0, 1].map(place);
    case "date":
      return canaries.date(cell);
    case "boolean":
      return index % 2 === 0;
    case "integer":
      return Number(canaries.digits(cell));
    default:
      return written(field, canaries.digits(cell));
  }
}

/** Nine digits as a value of a field. */
function written({ kind, path }: PlainField, digits: string): string {
  switch (kind) {
    case "decimal":
      return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
    case "phone":
      return digits;
    case "email":
      return `e${digits}@example.com`;
    case "url":
      return `https://x${digits}.example.com/`;
    default:
      return path === "code" ? `C${digits}` : `T${digits}`;
  }
}

/** What a file has columns for: the fields that are asked for, those behind lookups under their paths. */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Problem, problem, type Result, success } from "../../metadata/problem.ts";
import type { ListRequest } from "../query/list-request.ts";
import type { Reader } from "../query/read-records.ts";
import type { ExportedRecord } from "./pages.ts";

export interface ExportColumn {
  /** As it was asked for: `name`, `customer.name`. */
  readonly header: string;
  readonly field: FieldModel;
  valueIn(record: ExportedRecord): unknown;
}

export const ownColumn = (field: FieldModel): ExportColumn => ({
  header: field.name,
  field,
  valueIn: (record) => record[field.name],
});

/**
 * A column of each path, in the order of `asked`; `*` and null stand for the fields of a list.
 * Child rows have no column.
 *
 * @param request parsed from the same text, so that every path leads to something
 */
export function exportColumns(
  { model, selection }: ListRequest,
  asked: string | null,
  { catalog }: Pick<Reader, "catalog">,
): Result<readonly ExportColumn[]> {
  const columns = new Map<string, ExportColumn>();
  const problems: Problem[] = [];
  const own = selection.fields
    .map(({ field }) => field)
    .filter(({ children, type }) => children === null && type.storage === "column");
  for (const path of (asked ?? "*").split(",").map((part) => part.trim())) {
    if (path === "*") for (const field of own) columns.set(field.name, ownColumn(field));
    else {
      const column = columnOf(path, model, catalog);
      if (column === null)
        problems.push(problem("child_rows_not_exported", "/fields", { name: path }));
      else columns.set(path, column);
    }
  }
  return problems.length > 0 ? failure(...problems) : success([...columns.values()]);
}

/** Null for child rows, and for what lies behind them. */
function columnOf(
  path: string,
  model: ObjectModel,
  catalog: Reader["catalog"],
): ExportColumn | null {
  const steps: Step[] = [];
  let owner: ObjectModel | undefined = model;
  let field: FieldModel | undefined;
  const names = path.split(".");
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? "";
    field = owner?.byName.get(name);
    if (field === undefined) throw new Error(`A column "${path}" that leads nowhere`);
    if (field.children !== null) return null;
    const arm: FieldModel | undefined = field.arms.find(
      ({ target }) => target === names[index + 1],
    );
    if (arm !== undefined) index++;
    steps.push({ name, target: arm?.target ?? null });
    owner = catalog.objects.get((arm ?? field).target ?? "");
  }
  const last = field;
  if (last === undefined) throw new Error("A column of no field");
  return {
    header: path,
    field: last,
    valueIn: (record) => {
      const found = steps.reduce<unknown>(follow, record);
      // A lookup that others are read through comes with what was read.
      return last.target !== null && isJsonObject(found) ? found.id : found;
    },
  };
}

interface Step {
  readonly name: string;
  /** Of a dynamic lookup: the object that the path goes on in. */
  readonly target: string | null;
}

function follow(value: unknown, { name, target }: Step): unknown {
  const next = isJsonObject(value) ? value[name] : undefined;
  return target === null || (isJsonObject(next) && next.object === target) ? next : undefined;
}

/**
 * The header of a CSV file of records. A column is a field (`order_date`), or a lookup and a unique
 * field of its target (`customer.code`), whose cells name a record by that value.
 */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { failure, type Problem, problem, type Result, success } from "../../metadata/problem.ts";

export interface CsvColumn {
  readonly field: FieldModel;
  /** For a column through a lookup: the record it names. */
  readonly reference: KeyReference | null;
}

/** Names records of an object by a unique field of theirs. */
export interface KeyReference {
  readonly object: ObjectModel;
  readonly key: FieldModel;
}

type Objects = ReadonlyMap<string, ObjectModel>;

/** Every header that stands for nothing, or twice for the same, is a problem at its position. */
export function readColumns(
  headers: readonly string[],
  model: ObjectModel,
  objects: Objects,
): Result<readonly CsvColumn[]> {
  const problems: Problem[] = [];
  const columns = headers.map((header, index) => {
    const column = readColumn(header, model, objects);
    if (column === null) {
      problems.push(
        problem("import_column_unknown", `/0/${index}`, { column: header, object: model.title }),
      );
    }
    return column;
  });
  const fields = columns.map((column) => column?.field);
  for (const [index, field] of fields.entries()) {
    if (field !== undefined && fields.indexOf(field) < index) {
      problems.push(
        problem("import_column_repeated", `/0/${index}`, { column: headers[index] ?? "" }),
      );
    }
  }
  return problems.length > 0
    ? failure(...problems)
    : success(columns.filter((column) => column !== null));
}

function readColumn(header: string, model: ObjectModel, objects: Objects): CsvColumn | null {
  const [name = "", key, ...more] = header.trim().split(".");
  const field = model.byName.get(name);
  if (field === undefined || field.system || field.formula !== null || more.length > 0) return null;
  if (field.type.storage !== "column") return null;
  if (key === undefined) return { field, reference: null };
  const reference = readKey(`${field.target}.${key}`, objects);
  return reference === null ? null : { field, reference };
}

/** `customer.code`: a unique field of an object; `null` when it is not. */
export function readKey(header: string, objects: Objects): KeyReference | null {
  const [name = "", keyName = "", ...more] = header.trim().split(".");
  const object = objects.get(name);
  const key = object?.byName.get(keyName);
  if (object === undefined || key?.unique !== true || more.length > 0) return null;
  return { object, key };
}

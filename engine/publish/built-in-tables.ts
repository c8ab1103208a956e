/**
 * The tables of the objects that every workspace has: all of a new one, and what one of an earlier
 * engine lacks. Pure.
 */
import type { Change } from "../../metadata/diff/change.ts";
import { diffObjects } from "../../metadata/diff/diff-objects.ts";
import { isBuiltInField } from "../../metadata/documents/built-in-objects.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Statement } from "../db/database.ts";
import { linkTableOf, quoted, tableOf } from "../db/names.ts";
import { changeStatements } from "./change-statements.ts";
import type { Shape } from "./shape.ts";
import { inOrder } from "./staged-statement.ts";
import { qualified, type TableNames } from "./table-statements.ts";

/** What leads from the tables of a workspace to those its catalog needs; nothing when they are there. */
export function missingBuiltIns(catalog: Catalog, present: Shape): readonly Statement[] {
  const names: TableNames = {
    schema: catalog.schema,
    tableOfObject: (name) => {
      const object = catalog.rows.get(name);
      return object === undefined ? null : tableOf(object);
    },
  };
  const wanted = [...catalog.objects.values()].filter(({ builtIn }) => builtIn);
  const former = wanted.filter((model) => present.has(tableOf(model)));
  const changes = diffObjects(
    former.map((model) => asPresent(model, present)),
    wanted,
  ).filter(({ kind }) => kind === "object_added" || kind === "field_added");
  const texts = inOrder(
    names,
    changes.flatMap((change) => changeStatements(change, names)),
  );
  return [...texts.map((text) => ({ text, values: [] })), ...fills(names, changes)];
}

/** The model without the built-in fields that have neither column nor table yet. */
function asPresent(model: ObjectModel, present: Shape): ObjectModel {
  const columns = present.get(tableOf(model))?.columns;
  const isThere = (field: FieldModel) =>
    !isBuiltInField(model.name, field.name) ||
    (field.type.storage === "link_table"
      ? present.has(linkTableOf(model, field))
      : columns?.has(field.name));
  const missing = new Set(model.fields.filter((field) => !isThere(field)).map(({ name }) => name));
  if (missing.size === 0) return model;
  const properties = Object.entries(objectOrEmpty(model.document.properties)).filter(
    ([name]) => !missing.has(name),
  );
  return resolveObject({ ...model.document, properties: Object.fromEntries(properties) });
}

/** Records that were there before a field get its default value. */
function fills(names: TableNames, changes: readonly Change[]): readonly Statement[] {
  return changes.flatMap((change): readonly Statement[] => {
    if (change.kind !== "field_added") return [];
    const { object, field } = change;
    if (field.default === null || !("value" in field.default)) return [];
    const table = qualified(names, tableOf(object));
    const column = quoted(field.name);
    return [
      {
        text: `update ${table} set ${column} = (jsonb_populate_record(null::${table}, $1::jsonb)).${column}`,
        values: [JSON.stringify({ [field.name]: field.default.value })],
      },
    ];
  });
}

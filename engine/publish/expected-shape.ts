/**
 * The tables of a workspace as its models imply them: read from the very statements that would
 * create them afresh, so that a table changed step by step is compared with one made at once.
 * Pure.
 */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { modelNamed } from "../../metadata/model/row-models.ts";
import { tableOf } from "../db/names.ts";
import type { Shape, TableShape } from "./shape.ts";
import { createTable, foreignKeys, type TableNames } from "./table-statements.ts";

export function expectedShape(schema: string, objects: ReadonlyMap<string, ObjectModel>): Shape {
  const names: TableNames = {
    schema,
    tableOfObject: (name) => {
      const object = modelNamed(name, objects);
      return object === undefined ? null : tableOf(object);
    },
  };
  const shape = new Map<string, TableShape>();
  for (const object of objects.values())
    for (const statement of createTable(names, object)) read(shape, statement);
  for (const object of objects.values())
    for (const statement of foreignKeys(names, object)) read(shape, statement);
  return shape;
}

const createsTable = /^create table "[^"]+"\."([^"]+)" \((.*)\)$/s;
const createsIndex = /^create (unique )?index "([^"]+)" on "[^"]+"\."([^"]+)" (.*)$/s;
const addsConstraint = /^alter table "[^"]+"\."([^"]+)" add constraint "([^"]+)" (.*)$/s;

function read(shape: Map<string, TableShape>, statement: string): void {
  const table = createsTable.exec(statement);
  if (table !== null) {
    shape.set(table[1] ?? "", tableFrom(table[2] ?? ""));
    return;
  }
  const index = createsIndex.exec(statement);
  if (index !== null) {
    const [, unique, name = "", on = "", rest = ""] = index;
    const kind = unique === undefined ? "index" : "unique";
    tableNamed(shape, on).indexes.set(name, `${kind} ${plain(rest)}`);
    return;
  }
  const constraint = addsConstraint.exec(statement);
  if (constraint === null) throw new Error(`Not a statement of a table's shape: ${statement}`);
  const [, on = "", name = "", definition = ""] = constraint;
  tableNamed(shape, on).constraints.set(name, constraintText(definition));
}

function tableNamed(shape: Map<string, TableShape>, name: string): TableShape {
  const table = shape.get(name);
  if (table === undefined) throw new Error(`No table ${name} is created`);
  return table;
}

function tableFrom(definitions: string): TableShape {
  const columns = new Map<string, string>();
  const constraints = new Map<string, string>();
  for (const definition of definitions.split(/, (?=constraint "|")/)) {
    const constraint = /^constraint "([^"]+)" (.*)$/s.exec(definition);
    if (constraint !== null) {
      constraints.set(constraint[1] ?? "", constraintText(constraint[2] ?? ""));
      continue;
    }
    const column = /^"([^"]+)" (.*)$/s.exec(definition);
    if (column !== null) columns.set(column[1] ?? "", columnText(column[2] ?? ""));
  }
  return { columns, indexes: new Map(), constraints };
}

/** `timestamptz(3) not null` → `timestamp(3) with time zone not null`, as PostgreSQL says it. */
function columnText(definition: string): string {
  return definition
    .replace(/ generated always as .* virtual/, "")
    .replace(/ collate "[^"]+"/, "")
    .replace(/^timestamptz(\(\d\))?/, "timestamp$1 with time zone")
    .replace(/^time(\(\d\))?(?= not null$|$)/, "time$1 without time zone")
    .replace(/^numeric\((\d+), ?(\d+)\)/, "numeric($1,$2)");
}

const plain = (text: string): string => text.replaceAll('"', "").trim();

/** Without what PostgreSQL leaves unsaid. */
const constraintText = (definition: string): string =>
  plain(definition)
    .replace(/references [a-z0-9_$]+\./, "references ")
    .replace(/ on delete no action/, "")
    .replace(/,(?=\S)/g, ", ")
    .toLowerCase();

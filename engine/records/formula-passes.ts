/**
 * In which order the computed fields of a row are stored. Those of one pass are put into each other,
 * so that one UPDATE settles them; mostly there is one pass. A later one begins where a formula
 * needs what the table holds: it comes back to its own table on a way around (`parent` in child
 * rows, a lookup), which reads columns. And where its SQL would grow too long: in a chain of formulas
 * that each name the one before twice, it doubles with each.
 */
import type { Sql } from "../../metadata/expressions/index.ts";
import { formulaOf } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { engineRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { makeAliases, type RowSource, rowSource } from "../query/joins.ts";
import { readsOf } from "./formula-paths.ts";
import { composedSql, computedInRow, stored } from "./formula-sql.ts";

export interface FormulaPasses {
  /** The computed fields of an object or of child rows; each pass needs only those before it. */
  of(model: ObjectModel): readonly (readonly FieldModel[])[];
  /** The pass of a computed field, from 0. */
  passOf(model: ObjectModel, field: FieldModel): number;
}

const passesKey = Symbol("formula passes");

export const formulaPasses = (catalog: Catalog): FormulaPasses =>
  catalog.derived(passesKey, makePasses);

/** Beyond that a formula reads columns; the usual sums, taxes and totals take a tenth of it. */
const piecesMaximum = 1000;

type PassOf = FormulaPasses["passOf"];

function makePasses(catalog: Catalog): FormulaPasses {
  const known = new Map<FieldModel, number>();
  const passOf: PassOf = (model, field) => {
    const pass = known.get(field) ?? findPass(catalog, model, field, passOf);
    known.set(field, pass);
    return pass;
  };
  return {
    of: (model) => {
      const computed = model.fields.filter(({ formula }) => formula !== null);
      const passes = Map.groupBy(computed, (field) => passOf(model, field));
      return [...passes].sort(([a], [b]) => a - b).map(([, fields]) => fields);
    },
    passOf,
  };
}

function findPass(catalog: Catalog, model: ObjectModel, field: FieldModel, passOf: PassOf): number {
  const pass = earliestPass(catalog, model, field, passOf);
  const putIn: FieldModel[] = [];
  const source = rowSource(model, { catalog, aliases: makeAliases(), rights: engineRights });
  const { pieces } = composedSql(field, model, source, catalog, (read) => {
    if (passOf(model, read) !== pass) return false;
    putIn.push(read);
    return true;
  });
  return putIn.length > 0 && pieces.length > piecesMaximum ? pass + 1 : pass;
}

/** Formulas make no rings (publishing refuses them), so asking for the passes of others ends. */
function earliestPass(
  catalog: Catalog,
  model: ObjectModel,
  field: FieldModel,
  passOf: PassOf,
): number {
  let pass = 0;
  for (const { path } of formulaOf(field, model, catalog.objects)?.references ?? []) {
    const beside = computedInRow(model, path);
    if (beside !== null) {
      pass = Math.max(pass, passOf(model, beside));
      continue;
    }
    for (const { at, read } of readsOf(model, path, catalog)) {
      const around = at.name === model.name ? model.byName.get(read) : undefined;
      if (around && around.formula !== null) pass = Math.max(pass, passOf(model, around) + 1);
    }
  }
  return pass;
}

/** The computed field of the row whose formula is put in where a formula names it; null: a column is read. */
export function putInto(
  catalog: Catalog,
  model: ObjectModel,
  field: FieldModel,
  path: readonly string[],
): FieldModel | null {
  const read = computedInRow(model, path);
  const { passOf } = formulaPasses(catalog);
  return read !== null && passOf(model, read) === passOf(model, field) ? read : null;
}

/** SQL of a field's formula over a row, as its column; formulas of the same pass are put in. */
export const formulaSql = (
  field: FieldModel,
  model: ObjectModel,
  source: RowSource,
  catalog: Catalog,
): Sql => stored(field, computedSql(field, model, source, catalog));

/** As `formulaSql`; numbers are exact and rounded as the column has them, however large they are. */
export function computedSql(
  field: FieldModel,
  model: ObjectModel,
  source: RowSource,
  catalog: Catalog,
): Sql {
  const { passOf } = formulaPasses(catalog);
  const pass = passOf(model, field);
  return composedSql(field, model, source, catalog, (read) => passOf(model, read) === pass);
}

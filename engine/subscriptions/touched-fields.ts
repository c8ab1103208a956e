/** Which fields a write has touched, as ids that are kept, and which of them somebody may know of. Pure. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Rights } from "../access/rights.ts";
import { isRowChanges, type KeptChanges, type RowChanges } from "../records/record-difference.ts";

/** Ids of the fields on the way: `f1`, and `f2/f3` for a field of rows that stay. */
export type Place = string;

const fieldsOf = (model: ObjectModel): readonly FieldModel[] => [
  ...model.fields,
  ...model.systemFields,
];

export function touchedPlaces(model: ObjectModel, changes: KeptChanges): readonly Place[] {
  const places = fieldsOf(model).flatMap((field): readonly Place[] => {
    const change = changes[field.id];
    if (change === undefined) return [];
    return isRowChanges(change) && field.children !== null
      ? placesOfRows(field, field.children, change)
      : [field.id];
  });
  return [...new Set(places)];
}

function placesOfRows(
  field: FieldModel,
  children: ObjectModel,
  { rows, order }: RowChanges,
): readonly Place[] {
  return [
    ...(order === undefined ? [] : [field.id]),
    ...Object.values(rows).flatMap((row) =>
      "changed" in row
        ? touchedPlaces(children, row.changed).map((place) => `${field.id}/${place}`)
        : [field.id],
    ),
  ];
}

/** The fields of the record itself that the places show to somebody, in the order of the object. */
export function seenFields(
  model: ObjectModel,
  places: readonly Place[],
  rights: Rights,
): readonly FieldModel[] {
  const seen = new Set(places.filter((place) => isSeenPlace(model, place.split("/"), rights)));
  const heads = new Set([...seen].map((place) => place.split("/", 1)[0]));
  return fieldsOf(model).filter(({ id }) => heads.has(id));
}

/** What is gone shows nothing. */
function isSeenPlace(
  model: ObjectModel,
  [id, ...further]: readonly string[],
  rights: Rights,
): boolean {
  const field = fieldsOf(model).find((each) => each.id === id);
  if (field === undefined || !rights.mayRead(model, field)) return false;
  if (further.length === 0) return true;
  return field.children !== null && isSeenPlace(field.children, further, rights);
}

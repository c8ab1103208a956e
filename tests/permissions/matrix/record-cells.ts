/** A record in an answer, compared with the plain one cell by cell. */
import type { Asker } from "./asker.ts";
import { type PlainRecord, rowsAt, type Values } from "./plain-data.ts";
import { lastName, type PlainField, rowFields, systemFields, topFields } from "./plain-objects.ts";

const jsonOf = (value: unknown): Values =>
  typeof value === "object" && value !== null ? (value as Values) : {};

/** What a field answers with, when it is seen. */
export function shownValue({ kind }: PlainField, value: unknown): unknown {
  if (kind === "secret") return value === null || value === undefined ? null : { set: true };
  return value ?? null;
}

export interface Compared {
  /** The values it should hold; those of the record now unless told. */
  readonly values?: Values;
  /** Which of its fields are asked for; all unless told. */
  readonly asked?: (field: PlainField) => boolean;
  readonly system?: readonly string[];
}

/** Whether an answer holds each cell that is seen and no other. */
export function compareRecord(
  asker: Asker,
  about: string,
  answered: unknown,
  record: PlainRecord,
  { values = record.now, asked = () => true, system = systemFields }: Compared = {},
): void {
  const object = asker.object(record.object);
  const shown = jsonOf(answered);
  const fields = topFields(object).filter(
    (field) => asked(field) && asker.sight.shows(object.name, field.path),
  );
  asker.same(
    `${about} has the fields`,
    Object.keys(shown).toSorted(),
    [...system, ...fields.map(({ path }) => path)].toSorted(),
  );
  for (const field of topFields(object).filter(asked)) {
    const isSeen = fields.includes(field);
    const at = `${about} ${field.path}`;
    if (!isSeen) asker.same(at, Object.hasOwn(shown, field.path), false);
    else if (field.kind === "rows")
      compareRows(asker, at, shown[field.path], rowsAt(values, field.path), record, field.path);
    else asker.same(at, shown[field.path], shownValue(field, values[field.path]));
  }
  if (system.includes("owner") && record.owner !== "")
    asker.same(`${about} owner`, shown.owner, record.owner);
}

export function compareRows(
  asker: Asker,
  about: string,
  answered: unknown,
  rows: readonly Values[],
  record: PlainRecord,
  name: string,
): void {
  const shown = Array.isArray(answered) ? answered.map(jsonOf) : [];
  const fields = rowFields(asker.object(record.object), name).filter(({ path }) =>
    asker.sight.shows(record.object, path),
  );
  asker.same(
    `${about} rows`,
    shown.map(({ id }) => id),
    rows.map(({ id }) => id),
  );
  for (const [index, row] of rows.entries()) {
    const cells = shown[index] ?? {};
    const names = ["id", ...fields.map(({ path }) => lastName(path))];
    asker.same(`${about}/${index} has`, Object.keys(cells).toSorted(), names.toSorted());
    for (const field of fields) {
      const last = lastName(field.path);
      asker.same(`${about}/${index} ${last}`, cells[last], shownValue(field, row[last]));
    }
  }
}

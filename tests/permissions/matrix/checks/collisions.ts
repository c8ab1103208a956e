/** What is told when a write collides: with another writer, or with a value that is taken. */
import { type Asker, each, refusal } from "../asker.ts";
import { type PlainRecord, recordsOf, rowsAt, type Values } from "../plain-data.ts";
import { lastName, rowFields, topFields } from "../plain-objects.ts";
import { shownValue } from "../record-cells.ts";
import { compareSide } from "./histories.ts";
import { isWritten, recordRefusal } from "./writes.ts";

/** Writing the first revision's values again, as one who saw only that: the second changed them. */
export async function conflict(asker: Asker): Promise<void> {
  await each(asker.objects, async (object) => {
    if (object.builtIn || !asker.sight.uses(object.name, "update")) return;
    const record = recordsOf(asker.data, object.name).find(
      (found) => recordRefusal(asker, found, "update") === null,
    );
    if (record === undefined) return;
    for (const field of topFields(object)) {
      if (!isWritten(object, field) || !asker.sight.writes(object.name, field.path)) continue;
      if (field.target !== null) continue;
      const isPlain =
        JSON.stringify(record.former[field.path]) === JSON.stringify(record.now[field.path]);
      if (isPlain && field.kind !== "rows") continue;
      const value = field.kind === "rows" ? [] : record.former[field.path];
      // Rows are all taken away, unless there must be some.
      const rows = rowsAt(record.now, field.path).slice(0, 1);
      const sent = field.kind === "rows" ? rows.map(({ id }) => ({ id })) : value;
      const path = `/records/${object.name}/${record.id}`;
      const headers = { "if-match": '"1"' };
      const answer = await asker.call("PATCH", path, { [field.path]: sent }, { headers });
      const about = `PATCH ${path} ${field.path}`;
      if (!asker.same(about, refusal(answer), "412 revision_conflict")) continue;
      const { conflict: sides = {} } = answer.body as {
        readonly conflict?: Readonly<Record<string, Values>>;
      };
      for (const side of ["base", "theirs", "yours"])
        compareSide(asker, `${about} ${side}`, record, sides[side] ?? {});
      if (field.kind === "rows") compareRows(asker, about, sides, record, field.path);
      else {
        asker.same(about, sides.base?.[field.path], shownValue(field, record.former[field.path]));
        asker.same(about, sides.theirs?.[field.path], shownValue(field, record.now[field.path]));
      }
    }
  });
}

function compareRows(
  asker: Asker,
  about: string,
  sides: Readonly<Record<string, Values>>,
  record: PlainRecord,
  rows: string,
): void {
  const shown = rowFields(asker.object(record.object), rows).filter(({ path }) =>
    asker.sight.shows(record.object, path),
  );
  for (const [side, values] of [
    ["base", record.former],
    ["theirs", record.now],
  ] as const)
    for (const [index, row] of rowsAt(values, rows).entries()) {
      const cells = rowsAt(sides[side] ?? {}, rows)[index] ?? {};
      for (const { path } of shown)
        asker.same(`${about} ${side} ${path}`, cells[lastName(path)], row[lastName(path)] ?? null);
    }
}

/** The value of a unique field that a hidden record holds: taken, and nothing more is said. */
export async function uniqueValue(asker: Asker): Promise<void> {
  for (const object of asker.objects.filter(({ builtIn }) => !builtIn))
    for (const key of topFields(object)) {
      if (!key.unique || key.kind === "counted") continue;
      if (!asker.sight.writes(object.name, key.path)) continue;
      const record = asker
        .seen(object.name)
        .find(
          (found) =>
            asker.sight.uses(object.name, "update") &&
            recordRefusal(asker, found, "update") === null,
        );
      const taken = asker.hidden(object.name)[0] ?? asker.seen(object.name).at(-1);
      if (record === undefined || taken === undefined || taken === record) continue;
      const path = `/records/${object.name}/${record.id}`;
      const answer = await asker.call("PATCH", path, { [key.path]: taken.now[key.path] });
      asker.same(`PATCH ${path}`, refusal(answer), "409 not_unique");
      if (!asker.sight.uses(object.name, "create")) continue;
      const made = await asker.call("POST", `/records/${object.name}`, {
        [key.path]: taken.now[key.path],
      });
      asker.same(`POST ${path}`, made.status >= 400, true);
    }
}

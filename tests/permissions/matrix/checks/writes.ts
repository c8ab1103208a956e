/** Writes: which are taken, and what their answers tell. */
import { type Asker, each, objectRefusal, refusal, sample } from "../asker.ts";
import {
  everyRecord,
  type PlainRecord,
  recordNamed,
  recordsOf,
  rowsAt,
  type Values,
} from "../plain-data.ts";
import { lastName, type PlainField, type PlainObject, topFields } from "../plain-objects.ts";
import { compareRecord } from "../record-cells.ts";

const locked = ["closed", "cancelled"];
export const isLocked = ({ now }: PlainRecord): boolean => locked.includes(String(now.status));

/** Lookups that lead to what he does not see are refused, whoever put them there. */
function leadsAway(asker: Asker, field: PlainField, value: unknown): boolean {
  if (field.target === null) return false;
  const ids = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return ids.some((id) => {
    const found = recordNamed(asker.data, field.target ?? "", id);
    return found === null || !asker.sight.reaches(found, "read");
  });
}

export function reachRefusal(
  { sight }: Asker,
  plain: PlainRecord,
  verb: "update" | "delete",
): string | null {
  if (!sight.reaches(plain, "read")) return "404 record_not_found";
  return sight.reaches(plain, verb) ? null : "403 not_permitted";
}

export function recordRefusal(
  asker: Asker,
  plain: PlainRecord,
  verb: "update" | "delete",
): string | null {
  const refused = reachRefusal(asker, plain, verb);
  if (refused !== null || !isLocked(plain)) return refused;
  // That a state locks the record tells the state.
  return asker.sight.shows(plain.object, "status") ? "409 state_locked" : "403 not_permitted";
}

/** Fields that a caller may name at all. */
export const isWritten = (object: PlainObject, field: PlainField): boolean =>
  !field.computed &&
  !["counted", "file", "secret"].includes(field.kind) &&
  field.path !== object.state &&
  !(object.name === "user" && ["name", "email"].includes(field.path));

/** Every field of one record that he may change and one that he may not see; every record by one field. */
export async function changedRecord(asker: Asker): Promise<void> {
  for (const object of asker.objects) {
    const records = recordsOf(asker.data, object.name);
    const fields = topFields(object).filter((field) => isWritten(object, field));
    const open = records.find((record) => recordRefusal(asker, record, "update") === null);
    const beyond = records.find((record) => !asker.sight.reaches(record, "read"));
    if (open !== undefined)
      for (const field of fields) await changeField(asker, object, open, field);
    if (beyond !== undefined)
      await each(sample(fields, 3), (field) => changeField(asker, object, beyond, field));
    const [written] = fields.filter(
      (field) =>
        asker.sight.writes(object.name, field.path) &&
        field.target === null &&
        field.kind !== "rows",
    );
    if (written === undefined) continue;
    await each(records, (record) => changeField(asker, object, record, written));
  }
  await rowsOfOthers(asker);
}

async function changeField(
  asker: Asker,
  object: PlainObject,
  record: PlainRecord,
  field: PlainField,
): Promise<void> {
  const { sight } = asker;
  const path = `/records/${object.name}/${record.id}`;
  const about = `PATCH ${path} ${field.path}`;
  const value =
    field.kind === "rows"
      ? rowsAt(record.now, field.path).map(({ id }) => ({ id }))
      : record.now[field.path];
  const answer = await asker.call("PATCH", path, { [field.path]: value });
  const refused =
    objectRefusal(asker, object.name, "update") ??
    (sight.shows(object.name, field.path) ? null : "422 unknown_field") ??
    (sight.writes(object.name, field.path) ? null : "403 field_not_writable") ??
    recordRefusal(asker, record, "update") ??
    (leadsAway(asker, field, value) ? "422 unknown_record" : null);
  if (refused !== null) return void asker.same(about, refusal(answer), refused);
  if (!asker.same(about, answer.status, 200)) return;
  record.revision = Number(answer.body.revision);
  compareRecord(asker, about, answer.body, record);
}

/** Fields of child rows, named one by one; the rows themselves stay as they are. */
async function rowsOfOthers(asker: Asker): Promise<void> {
  const inRows = asker.objects.flatMap((object) =>
    object.fields
      .filter((field) => field.path.includes(".") && !field.computed)
      .map((field) => ({ object, field })),
  );
  for (const { object, field } of inRows) {
    const [rows = ""] = field.path.split(".");
    const { sight } = asker;
    const record = recordsOf(asker.data, object.name).find(
      (found) => recordRefusal(asker, found, "update") === null,
    );
    if (record === undefined || !sight.uses(object.name, "update")) continue;
    if (!sight.writes(object.name, rows)) continue;
    const name = lastName(field.path);
    const values = rowsAt(record.now, rows).map((row) => ({ id: row.id, [name]: row[name] }));
    const path = `/records/${object.name}/${record.id}`;
    const answer = await asker.call("PATCH", path, { [rows]: values });
    const refused =
      (sight.shows(object.name, field.path) ? null : "422 unknown_field") ??
      (sight.writes(object.name, field.path) ? null : "403 field_not_writable") ??
      (values.some((row) => leadsAway(asker, field, row[name])) ? "422 unknown_record" : null);
    asker.same(`PATCH ${path} ${field.path}`, refusal(answer), refused ?? "200");
    if (refused !== null) continue;
    record.revision = Number(answer.body.revision);
    compareRecord(asker, `PATCH ${path} ${field.path}`, answer.body, record);
  }
}

/** With a revision that is not there yet, nothing is deleted; that is found before any lock. */
export async function deletedRecord(asker: Asker): Promise<void> {
  await each(everyRecord(asker.data), async (record) => {
    const path = `/records/${record.object}/${record.id}`;
    const headers = { "if-match": '"999999"' };
    const answer = await asker.call("DELETE", path, undefined, { headers });
    const refused =
      objectRefusal(asker, record.object, "delete") ?? reachRefusal(asker, record, "delete");
    asker.same(`DELETE ${path}`, refusal(answer), refused ?? "412 revision_conflict");
  });
}

/** New values for a record like another, none of which is a canary. */
let created = 0;
function newValues(asker: Asker, object: PlainObject): Values | null {
  created += 1;
  const text = `new ${created}`;
  const valueFor = (field: PlainField): unknown => {
    if (field.target !== null) {
      const [seen] = asker.seen(field.target);
      return seen === undefined ? null : field.kind === "links" ? [seen.id] : seen.id;
    }
    if (field.kind === "integer") return created;
    if (field.kind === "decimal") return "1.00";
    if (field.kind === "date") return "2026-01-01";
    return field.path === "code" ? `N${created}` : text;
  };
  const values: Record<string, unknown> = {};
  for (const field of topFields(object)) {
    if (!field.required || field.computed) continue;
    if (field.kind !== "rows") values[field.path] = valueFor(field);
    else
      values[field.path] = [
        Object.fromEntries(
          object.fields
            .filter((cell) => cell.path.startsWith(`${field.path}.`) && cell.required)
            .map((cell) => [lastName(cell.path), valueFor(cell)]),
        ),
      ];
  }
  return Object.values(values).includes(null) ? null : values;
}

export async function createdRecord(asker: Asker): Promise<void> {
  const { sight } = asker;
  for (const object of asker.objects.filter(({ builtIn }) => !builtIn)) {
    const path = `/records/${object.name}`;
    const values = newValues(asker, object);
    const answer = await asker.call("POST", path, values ?? {});
    const refused = objectRefusal(asker, object.name, "create");
    if (refused !== null) {
      asker.same(`POST ${path}`, refusal(answer), refused);
      continue;
    }
    const named = object.fields.filter(({ required, computed }) => required && !computed);
    const unwritten = named.find((field) => !sight.writes(object.name, field.path));
    const record: PlainRecord = {
      object: object.name,
      index: -1,
      id: String(answer.body.id),
      owner: asker.data.viewer,
      revision: 1,
      former: {},
      now: { ...emptyOf(object), ...(values ?? {}) },
    };
    const stays = sight.reaches(record, "read") && sight.reaches(record, "create");
    if (values === null || unwritten !== undefined || !stays) {
      asker.same(`POST ${path}`, answer.status >= 400, true);
      if (values !== null && unwritten === undefined)
        asker.same(`POST ${path}`, refusal(answer), "403 record_out_of_reach");
      continue;
    }
    if (!asker.same(`POST ${path}`, answer.status, 201)) {
      asker.differs(`POST ${path}`, answer.text, "created");
      continue;
    }
    const about = `POST ${path} ${JSON.stringify(values)}`;
    for (const field of topFields(object))
      asker.same(
        `${about} ${field.path}`,
        Object.hasOwn(answer.body, field.path),
        sight.shows(object.name, field.path),
      );
    await asker.world.done("DELETE", `${path}/${record.id}`);
    await asker.world.done("DELETE", `${path}/${record.id}/deleted`);
  }
}

const emptyOf = (object: PlainObject): Values =>
  Object.fromEntries(topFields(object).map(({ path }) => [path, null]));

/** By the value of a unique field: of a record that he reaches, and of one that he does not. */
export async function upsertedRecord(asker: Asker): Promise<void> {
  const { sight } = asker;
  const keys = asker.objects
    .filter(({ builtIn }) => !builtIn)
    .flatMap((object) =>
      topFields(object)
        .filter((field) => field.unique && field.kind !== "counted")
        .map((key) => ({ object, key })),
    );
  for (const { object, key } of keys)
    for (const record of recordsOf(asker.data, object.name)) {
      const path = `/records/${object.name}?key=${key.path}`;
      const answer = await asker.call("PUT", path, { [key.path]: record.now[key.path] });
      const refused =
        objectRefusal(asker, object.name, "update") ??
        objectRefusal(asker, object.name, "create") ??
        (sight.shows(object.name, key.path) ? null : "400 invalid_parameter") ??
        (sight.writes(object.name, key.path) ? null : "403 field_not_writable") ??
        recordRefusal(asker, record, "update");
      asker.same(`PUT ${path} ${record.index}`, refusal(answer), refused ?? "200");
      if (refused !== null) continue;
      record.revision = Number(answer.body.revision);
      compareRecord(asker, `PUT ${path}`, answer.body, record);
    }
}

/** What a record was: entries of its history and former revisions hold visible cells alone. */
import { type Asker, each, masked, objectRefusal, refusal, unknownId } from "../asker.ts";
import { everyRecord, type PlainRecord, rowsAt, type Values } from "../plain-data.ts";
import { lastName, type PlainField, rowFields, topFields } from "../plain-objects.ts";
import { compareRecord, shownValue } from "../record-cells.ts";

/** Those whose second revision changed all of their values. */
const remembered = (asker: Asker): readonly PlainRecord[] =>
  everyRecord(asker.data).filter(({ object }) => !asker.object(object).builtIn);

async function refusedAt(asker: Asker, path: string, plain: PlainRecord): Promise<boolean> {
  const answer = await asker.get(path);
  const refused = objectRefusal(asker, plain.object, "read");
  if (refused !== null) asker.same(path, refusal(answer), refused);
  else if (!asker.sight.reaches(plain, "read")) {
    const missing = await asker.get(path.replace(plain.id, unknownId));
    asker.same(path, masked(answer), masked(missing));
    asker.same(path, refusal(answer), "404 record_not_found");
  } else return false;
  return true;
}

export async function history(asker: Asker): Promise<void> {
  await each(remembered(asker), async (plain) => {
    const path = `/records/${plain.object}/${plain.id}/history?limit=500`;
    if (await refusedAt(asker, path, plain)) return;
    const { body } = await asker.get(path);
    const entries = rowsAt(body, "data");
    const changed = entries.find(({ revision }) => revision === 2);
    compareChanges(asker, path, (changed?.changes ?? {}) as Values, plain);
    const object = asker.object(plain.object);
    const mayKnow = object.state !== null && asker.sight.shows(object.name, object.state);
    for (const entry of entries) {
      const names = Object.keys((entry.changes ?? {}) as Values);
      const hidden = names.filter((name) => !asker.sight.shows(object.name, name));
      asker.same(`${path} ${entry.revision} names`, hidden, []);
      // The name of a step tells the state.
      if (object.state !== null && !mayKnow)
        asker.same(`${path} step`, [entry.kind === "transition", entry.transition], [false, null]);
    }
  });
}

const differ = (plain: PlainRecord, path: string): boolean =>
  JSON.stringify(plain.former[path] ?? null) !== JSON.stringify(plain.now[path] ?? null);

/** The second revision changed every value that a canary can stand for. */
function compareChanges(asker: Asker, about: string, changes: Values, plain: PlainRecord): void {
  const object = asker.object(plain.object);
  for (const field of topFields(object)) {
    // States changed later, and what is behind a lookup has a history of its own.
    if (field.path === object.state || field.path === "customer_country") continue;
    const at = `${about} ${field.path}`;
    const change = changes[field.path] as Values | undefined;
    if (
      !asker.sight.shows(object.name, field.path) ||
      !(differ(plain, field.path) || field.kind === "secret")
    )
      asker.same(at, change === undefined, true);
    else if (field.kind === "rows") compareRowChanges(asker, at, change, plain, field);
    else
      asker.same(at, change, {
        before: shownValue(field, plain.former[field.path]),
        after: shownValue(field, plain.now[field.path]),
      });
  }
}

function compareRowChanges(
  asker: Asker,
  about: string,
  change: Values | undefined,
  plain: PlainRecord,
  { path }: PlainField,
): void {
  const shown = rowFields(asker.object(plain.object), path).filter((field) =>
    asker.sight.shows(plain.object, field.path),
  );
  const rows = rowsAt(change ?? {}, "rows");
  for (const [index, now] of rowsAt(plain.now, path).entries()) {
    const former = rowsAt(plain.former, path)[index] ?? {};
    const changes = (rows.find(({ id }) => id === now.id)?.changes ?? {}) as Values;
    const expected = shown
      .map((field) => lastName(field.path))
      .filter((name) => former[name] !== now[name]);
    asker.same(`${about}/${index}`, Object.keys(changes).toSorted(), expected.toSorted());
    for (const name of expected)
      asker.same(`${about}/${index}/${name}`, changes[name], {
        before: former[name] ?? null,
        after: now[name] ?? null,
      });
  }
}

export async function formerRevision(asker: Asker): Promise<void> {
  await each(remembered(asker), async (plain) => {
    const path = `/records/${plain.object}/${plain.id}/history/1`;
    if (await refusedAt(asker, path, plain)) return;
    const { body } = await asker.get(path);
    compareRecord(asker, path, body, plain, { values: plain.former });
  });
}

/** With a revision that is not there yet, nothing is written and all that collides is named. */
export async function restoredRevision(asker: Asker): Promise<void> {
  await each(remembered(asker), async (plain) => {
    const path = `/records/${plain.object}/${plain.id}/history/1/restore`;
    const answer = await asker.call("POST", path, undefined, {
      headers: { "if-match": '"999999"' },
    });
    const { sight } = asker;
    const refused =
      objectRefusal(asker, plain.object, "update") ??
      (sight.reaches(plain, "read") ? null : "404 record_not_found");
    if (refused !== null) return void asker.same(path, refusal(answer), refused);
    asker.same(path, answer.status >= 400, true);
    const { conflict } = answer.body as { readonly conflict?: Readonly<Record<string, Values>> };
    for (const side of ["base", "theirs", "yours"])
      compareSide(asker, `${path} ${side}`, plain, conflict?.[side] ?? {});
  });
}

/** A side of a conflict names no hidden field, of rows neither. */
export function compareSide(asker: Asker, about: string, plain: PlainRecord, side: Values): void {
  for (const [name, value] of Object.entries(side)) {
    asker.same(`${about} ${name}`, asker.sight.shows(plain.object, name), true);
    if (!Array.isArray(value)) continue;
    const rows = rowsAt(side, name).flatMap((row) => Object.keys(row ?? {}));
    for (const cell of new Set(rows))
      if (cell !== "id" && rowFields(asker.object(plain.object), name).length > 0)
        asker.same(
          `${about} ${name}.${cell}`,
          asker.sight.shows(plain.object, `${name}.${cell}`),
          true,
        );
  }
}

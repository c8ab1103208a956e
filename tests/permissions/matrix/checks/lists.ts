/** Lists and the questions put to them: filters, orders, counts. */
import { type Asker, each, masked, objectRefusal, refusal } from "../asker.ts";
import { type PlainRecord, rowsAt, type Values } from "../plain-data.ts";
import { lastName, type PlainField, type PlainObject, topFields } from "../plain-objects.ts";
import { compareRecord } from "../record-cells.ts";

const rowsOf = ({ body }: { readonly body: Values }): readonly Values[] =>
  Array.isArray(body.data) ? (body.data as readonly Values[]) : [];

const idsOf = (answer: { readonly body: Values }): readonly string[] =>
  rowsOf(answer).map(({ id }) => String(id));

export const isColumn = ({ kind }: PlainField): boolean => kind !== "rows" && kind !== "links";

export async function list(asker: Asker): Promise<void> {
  await each(asker.objects, async (object) => {
    const path = `/records/${object.name}`;
    const answer = await asker.get(`${path}?limit=1000`);
    const refused = objectRefusal(asker, object.name, "read");
    if (refused !== null) {
      asker.same(path, refusal(answer), refused);
      const nowhere = await asker.get("/records/no_such_object?limit=1000");
      asker.same(path, masked(answer, object.name), masked(nowhere, "no_such_object"));
      return;
    }
    compareList(asker, path, answer, object, isColumn);
    const names = topFields(object)
      .map(({ path: name }) => name)
      .filter((name) => asker.sight.shows(object.name, name));
    const query = `${path}?limit=1000&fields=${["owner", ...names].join()}`;
    const whole = await asker.get(query);
    compareList(asker, query, whole, object, () => true, ["id", "revision", "owner"]);
  });
}

function compareList(
  asker: Asker,
  about: string,
  answer: { readonly status: number; readonly body: Values },
  object: PlainObject,
  asked: (field: PlainField) => boolean,
  system?: readonly string[],
): void {
  asker.same(about, answer.status, 200);
  const seen = asker.seen(object.name);
  asker.same(about, idsOf(answer).toSorted(), seen.map(({ id }) => id).toSorted());
  for (const record of seen) {
    const shown = rowsOf(answer).find(({ id }) => id === record.id);
    const compared = { asked, ...(system === undefined ? {} : { system }) };
    compareRecord(asker, `${about} ${record.index}`, shown, record, compared);
  }
}

export async function count(asker: Asker): Promise<void> {
  await each(asker.objects, async ({ name }) => {
    if (!asker.sight.uses(name, "read")) return;
    for (const kind of ["exact", "capped"]) {
      const path = `/records/${name}?limit=1&count=${kind}`;
      const { body } = await asker.get(path);
      asker.same(path, body.count, asker.seen(name).length);
    }
  });
}

/** A field that may be asked, or is answered as one that does not exist. */
export async function asNowhere(asker: Asker, path: string, name: string): Promise<void> {
  const answer = await asker.get(path);
  const nowhere = await asker.nowhere(path.replaceAll(name, "no_such_field"));
  const about = `${path} as if there were no ${name}`;
  asker.same(about, refusal(answer), refusal(nowhere));
  asker.same(about, answer.status >= 400, true);
}

/** A value as expressions write it; null for what they cannot compare. */
export function literal({ kind }: PlainField, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (["secret", "file", "rows", "links"].includes(kind)) return null;
  if (["integer", "decimal", "boolean"].includes(kind)) return String(value);
  return JSON.stringify(value);
}

export async function filter(asker: Asker): Promise<void> {
  const asked = asker.objects
    .filter(({ name }) => asker.sight.uses(name, "read"))
    .flatMap((object) => topFields(object).map((field) => ({ object, field })));
  await each(asked, async ({ object, field }) => {
    const seen = asker.seen(object.name);
    const hidden = asker.hidden(object.name);
    const picked = [seen[0], seen.at(-1), hidden[0]].flatMap((record) => record ?? []);
    for (const { now } of picked) {
      const value = literal(field, now[field.path]);
      if (value === null) continue;
      const text = encodeURIComponent(`${field.path} == ${value}`);
      const path = `/records/${object.name}?limit=1000&fields=id&filter=${text}`;
      if (!asker.sight.shows(object.name, field.path)) {
        await asNowhere(asker, path, field.path);
        continue;
      }
      const expected = seen.filter((each) => each.now[field.path] === now[field.path]);
      compareIds(asker, path, await asker.get(path), expected);
    }
    await filterRows(asker, object, field, seen);
  });
}

/** Rows are asked for their number and for the largest of their numbers. */
async function filterRows(
  asker: Asker,
  object: PlainObject,
  { kind, path }: PlainField,
  seen: readonly PlainRecord[],
): Promise<void> {
  if (kind !== "rows") return;
  const ask = (text: string) =>
    `/records/${object.name}?limit=1000&fields=id&filter=${encodeURIComponent(text)}`;
  const numbers = object.fields.filter(
    (field) => field.path.startsWith(`${path}.`) && ["integer", "decimal"].includes(field.kind),
  );
  if (!asker.sight.shows(object.name, path))
    await asNowhere(asker, ask(`count(${path}) > 0`), path);
  for (const field of numbers) {
    const name = lastName(field.path);
    const edge = rowsAt(seen[0]?.now ?? {}, path)[0]?.[name] ?? 1;
    const question = ask(`max(${field.path}) >= ${edge}`);
    if (!asker.sight.shows(object.name, field.path)) {
      await asNowhere(asker, question, name);
      continue;
    }
    const most = ({ now }: PlainRecord) =>
      Math.max(...rowsAt(now, path).map((row) => Number(row[name])));
    const expected = seen.filter((record) => most(record) >= Number(edge));
    compareIds(asker, question, await asker.get(question), expected);
  }
}

function compareIds(
  asker: Asker,
  about: string,
  answer: { readonly status: number; readonly body: Values },
  expected: readonly PlainRecord[],
): void {
  asker.same(about, answer.status, 200);
  asker.same(about, idsOf(answer).toSorted(), expected.map(({ id }) => id).toSorted());
}

const ordered = new Set(["text", "phone", "email", "url", "counted", "integer", "decimal", "date"]);
const sortable = (kind: string): boolean =>
  ordered.has(kind) || kind === "choice" || kind === "boolean";

/** Whether the first stands in front of the second; what is empty comes last. */
export function compareValues(left: unknown, right: unknown): number {
  const [one, other] = [left ?? null, right ?? null];
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  const numeric = typeof one === "number" || /^\d+\.\d+$/.test(String(one));
  const [first, second] = numeric ? [Number(one), Number(other)] : [String(one), String(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

export async function sort(asker: Asker): Promise<void> {
  const asked = asker.objects
    .filter(({ name }) => asker.sight.uses(name, "read"))
    .flatMap((object) =>
      topFields(object)
        .filter(({ kind }) => sortable(kind))
        .map((field) => ({ object, field })),
    );
  await each(asked, async ({ object, field }) => {
    const path = `/records/${object.name}?limit=3&fields=id&sort=${field.path}`;
    if (!asker.sight.shows(object.name, field.path)) return asNowhere(asker, path, field.path);
    const ids: string[] = [];
    for (let next: unknown = ""; typeof next === "string"; ) {
      const answer = await asker.get(next === "" ? path : `${path}&after=${next}`);
      asker.same(path, answer.status, 200);
      ids.push(...idsOf(answer));
      next = answer.body.next;
    }
    const seen = asker.seen(object.name);
    asker.same(path, ids.toSorted(), seen.map(({ id }) => id).toSorted());
    if (!ordered.has(field.kind)) return;
    const values = ids.map(
      (id) => seen.find((record) => record.id === id)?.now[field.path] ?? null,
    );
    asker.same(path, values, values.toSorted(compareValues));
  });
}

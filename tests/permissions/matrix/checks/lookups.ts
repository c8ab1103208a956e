/** What lies behind a lookup is seen as far as its own record is, in answers and in questions. */
import { type Asker, each, sample } from "../asker.ts";
import { recordNamed, rowsAt, type Values } from "../plain-data.ts";
import { lastName, type PlainField, type PlainObject, topFields } from "../plain-objects.ts";
import { shownValue } from "../record-cells.ts";
import { asNowhere, compareValues, isColumn, literal } from "./lists.ts";

/** Of every record: it is asked for behind lookups as fields of its own are. */
const ofSystem: PlainField = {
  path: "created_at",
  kind: "text",
  target: null,
  computed: false,
  required: true,
  unique: false,
  builtIn: true,
};

interface Way {
  readonly object: PlainObject;
  readonly lookup: PlainField;
  readonly target: PlainObject;
  readonly field: PlainField;
}

const questionable = (kind: string): boolean => !["secret", "file"].includes(kind);
const sortable = (kind: string): boolean => questionable(kind) && kind !== "long_text";

export async function behindLookups(asker: Asker): Promise<void> {
  const every = asker.objects
    .filter(({ name }) => asker.sight.uses(name, "read"))
    .flatMap((object) =>
      object.fields
        .filter(({ kind }) => kind === "lookup")
        .flatMap((lookup): readonly Way[] => {
          const target = asker.object(lookup.target ?? "");
          return [ofSystem, ...topFields(target)]
            .filter(isColumn)
            .map((field) => ({ object, lookup, target, field }));
        }),
    );
  await each(every, async (way) => {
    const { object, lookup, target, field } = way;
    const through = `${lookup.path}.${field.path}`;
    const list = `/records/${object.name}?limit=1000`;
    const isSeen =
      asker.sight.shows(object.name, lookup.path) &&
      asker.sight.uses(target.name, "read") &&
      (field === ofSystem || asker.sight.shows(target.name, field.path));
    const questions = questionsOf(asker, way, through);
    if (!isSeen) {
      const wrong = asker.sight.shows(object.name, lookup.path)
        ? field.path
        : lastName(lookup.path);
      for (const path of [`${list}&fields=${through}`, ...questions])
        await asNowhere(asker, path, wrong);
      return;
    }
    await compareThrough(asker, way, `${list}&fields=${through}`);
    for (const path of sample(questions, 1)) {
      const { status } = await asker.get(path);
      asker.same(path, status, 200);
    }
    if (!lookup.path.includes("."))
      await compareOrder(asker, way, `${list}&sort=${through}&fields=id`);
  });
}

/** Filters, orders and groups that look behind the lookup; rows take part in none of them. */
function questionsOf(
  asker: Asker,
  { object, lookup, target, field }: Way,
  through: string,
): readonly string[] {
  if (lookup.path.includes(".") || !questionable(field.kind)) return [];
  const list = `/records/${object.name}`;
  const [record] = asker.hidden(target.name);
  const value = field === ofSystem ? null : literal(field, record?.now[field.path]);
  const text = encodeURIComponent(value === null ? `${through} != null` : `${through} == ${value}`);
  return [
    `${list}?fields=id&filter=${text}`,
    ...(sortable(field.kind) ? [`${list}?fields=id&sort=${through}`] : []),
    `${list}/aggregate?group=${through}&measures=count()`,
  ];
}

async function compareThrough(asker: Asker, way: Way, path: string): Promise<void> {
  const { object, lookup, target, field } = way;
  const answer = await asker.get(path);
  asker.same(path, answer.status, 200);
  const rows = Array.isArray(answer.body.data) ? (answer.body.data as readonly Values[]) : [];
  const [first = "", second] = lookup.path.split(".");
  const expected = (id: unknown): unknown => {
    const found = recordNamed(asker.data, target.name, id);
    if (found === null || !asker.sight.reaches(found, "read")) return null;
    return { id, [field.path]: shownValue(field, found.now[field.path]) };
  };
  for (const record of asker.seen(object.name)) {
    const shown = rows.find(({ id }) => id === record.id)?.[first];
    const cells =
      second === undefined ? [shown] : rowsAt({ shown }, "shown").map((row) => row[second]);
    const ids =
      second === undefined
        ? [record.now[first]]
        : rowsAt(record.now, first).map((row) => row[second]);
    for (const [index, id] of ids.entries()) {
      const cell = cells[index];
      const about = `${path} ${record.index}/${index}`;
      // When a record was made is not in the plain data; that it is not there otherwise, is.
      if (field === ofSystem) asker.same(about, (cell ?? null) === null, expected(id) === null);
      else asker.same(about, cell, expected(id));
    }
  }
}

/** In the order of what he sees there; behind what he does not see, there is nothing. */
async function compareOrder(asker: Asker, way: Way, path: string): Promise<void> {
  const { object, lookup, target, field } = way;
  if (field === ofSystem || !["text", "integer", "decimal", "date"].includes(field.kind)) return;
  const { body } = await asker.get(path);
  const valueFor = (id: unknown): unknown => {
    const record = asker.seen(object.name).find((each) => each.id === id);
    const found = recordNamed(asker.data, target.name, record?.now[lookup.path]);
    return found !== null && asker.sight.reaches(found, "read") ? found.now[field.path] : null;
  };
  const values = rowsAt(body, "data").map(({ id }) => valueFor(id) ?? null);
  asker.same(path, values, values.toSorted(compareValues));
}

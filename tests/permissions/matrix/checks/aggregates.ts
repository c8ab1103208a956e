/** Groups and measures are made of visible cells and of nothing else. */
import { type Asker, each } from "../asker.ts";
import { type PlainRecord, rowsAt, valuesAt } from "../plain-data.ts";
import { lastName, type PlainField, type PlainObject } from "../plain-objects.ts";
import { asNowhere, compareValues } from "./lists.ts";

const grouped = new Set([
  "text",
  "long_text",
  "phone",
  "email",
  "url",
  "counted",
  "integer",
  "decimal",
  "date",
  "boolean",
  "choice",
  "lookup",
]);
const measured = new Set(["integer", "decimal", "date"]);

export async function aggregate(asker: Asker): Promise<void> {
  const asked = asker.objects
    .filter(({ name }) => asker.sight.uses(name, "read"))
    .flatMap((object) => object.fields.map((field) => ({ object, field })));
  await each(asked, async ({ object, field }) => {
    const inRows = field.path.includes(".");
    if (!inRows && grouped.has(field.kind)) await groups(asker, object, field);
    if (measured.has(field.kind)) await measures(asker, object, field, inRows);
  });
}

async function groups(asker: Asker, object: PlainObject, field: PlainField): Promise<void> {
  const path = `/records/${object.name}/aggregate?group=${field.path}&measures=count()`;
  if (!asker.sight.shows(object.name, field.path)) return asNowhere(asker, path, field.path);
  const answer = await asker.get(path);
  const expected = new Map<string, number>();
  for (const { now } of asker.seen(object.name)) {
    const key = text(now[field.path]);
    expected.set(key, (expected.get(key) ?? 0) + 1);
  }
  const found = rowsAt(answer.body, "data").map((row) => [text(row[field.path]), row["count()"]]);
  asker.same(path, answer.status, 200);
  asker.same(path, found.toSorted(byText), [...expected].toSorted(byText));
}

const text = (value: unknown): string =>
  value === null || value === undefined ? "" : String(value);

const byText = (left: readonly unknown[], right: readonly unknown[]): number =>
  compareValues(String(left[0]), String(right[0]));

async function measures(
  asker: Asker,
  object: PlainObject,
  field: PlainField,
  inRows: boolean,
): Promise<void> {
  const least = inRows ? `min(min(${field.path}))` : `min(${field.path})`;
  const most = inRows ? `max(max(${field.path}))` : `max(${field.path})`;
  const asked = inRows ? `${least},${most}` : `${least},${most},count_distinct(${field.path})`;
  const path = `/records/${object.name}/aggregate?measures=${asked}`;
  if (!asker.sight.shows(object.name, field.path))
    return asNowhere(asker, path, lastName(field.path));
  const answer = await asker.get(path);
  asker.same(path, answer.status, 200);
  const [row = {}] = rowsAt(answer.body, "data");
  const values = asker
    .seen(object.name)
    .flatMap(({ now }: PlainRecord) => valuesAt(now, field.path))
    .filter((value) => value !== null && value !== undefined)
    .toSorted(compareValues);
  const same = (measure: string, value: unknown): void => {
    const isNumber = field.kind !== "date" && value !== undefined;
    const shown = isNumber && row[measure] !== null ? Number(row[measure]) : row[measure];
    asker.same(`${path} ${measure}`, shown, isNumber ? Number(value) : value);
  };
  same(least, values[0]);
  same(most, values.at(-1));
  if (!inRows)
    asker.same(path, row[`count_distinct(${field.path})`], new Set(values.map(String)).size);
}

/** Cells from a spreadsheet into lines. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordPage } from "../../metadata/wire.ts";
import { locale, timeZone } from "../language/locale.ts";
import type { Application } from "../state/application.ts";
import { textLiteral } from "../state/filter-expression.ts";
import { recordTitleOf } from "../state/record-titles.ts";

/**
 * The values of pasted cells, from `columns[start]` on. Lookups are found by their title; what
 * cannot be read stays as text, so that it is marked and no row is lost.
 */
export async function pastedValues(
  application: Application,
  columns: readonly FieldModel[],
  start: number,
  cells: readonly (readonly string[])[],
): Promise<readonly Record<string, unknown>[]> {
  const idsByField = new Map<FieldModel, ReadonlyMap<string, string>>();
  for (const [offset, field] of columns.slice(start).entries()) {
    const model = field.target === null ? null : await application.catalog.whenModel(field.target);
    if (!model) continue;
    const titles = cells.flatMap((row) => row[offset]?.trim() || []);
    idsByField.set(field, await idsByTitle(application, model, [...new Set(titles)]));
  }
  return cells.map((row) => {
    const values: Record<string, unknown> = {};
    for (const [offset, written] of row.entries()) {
      const field = columns[start + offset];
      if (!field || field.readOnly || field.children !== null) continue;
      const ids = idsByField.get(field);
      values[field.name] = ids
        ? (ids.get(written.trim()) ?? (written.trim() || null))
        : read(field, written);
    }
    return values;
  });
}

function read(field: FieldModel, written: string): unknown {
  const parsed = field.type.parse(written, field.schema, { locale: locale(), timeZone });
  return parsed.ok ? parsed.value : written;
}

const titlesPerRequest = 50;

async function idsByTitle(
  application: Application,
  model: ObjectModel,
  titles: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const title = model.byName.get(model.recordTitle);
  const isNumber = title?.type.expressionType(title.schema)?.kind === "number";
  for (let start = 0; start < titles.length; start += titlesPerRequest) {
    const part = titles.slice(start, start + titlesPerRequest);
    const list = part.map((entry) => textLiteral(entry)).join(", ");
    const name = isNumber ? `text(${model.recordTitle})` : model.recordTitle;
    const answer = await application.client.request<RecordPage>("GET", `/records/${model.name}`, {
      query: { filter: `${name} in [${list}]`, fields: model.recordTitle, limit: 1000 },
    });
    if (!answer.ok) continue;
    for (const record of answer.body.data) {
      const written = recordTitleOf(model, record);
      application.titles.remember(model.name, record.id, written);
      found.set(written, record.id);
      found.set(String(record[model.recordTitle]), record.id);
    }
  }
  return found;
}

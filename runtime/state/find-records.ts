/** Type-ahead over the records of an object: by title, with a second fact beside it. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson, RecordPage } from "../../metadata/wire.ts";
import { locale, timeZone } from "../language/locale.ts";
import type { ComboboxOption } from "../ui/combobox-search.ts";
import type { Application } from "./application.ts";
import { searchableText, searchExpression, textLiteral } from "./filter-expression.ts";
import { recordTitleOf } from "./record-titles.ts";

const optionsAsked = 60;
const optionsShown = 20;

/** Records whose title or second fact contains the text; the recently chosen ones when it is empty. */
export async function findRecords(
  application: Application,
  model: ObjectModel,
  query: string,
  signal: AbortSignal,
): Promise<readonly ComboboxOption[]> {
  const detail = detailField(model);
  const fields = [...new Set([model.recordTitle, ...(detail ? [detail.name] : [])])];
  const page = await application.client.load<RecordPage>(
    `/records/${model.name}`,
    {
      filter: query.trim() === "" ? undefined : matching(model, detail, query),
      sort: model.byName.get(model.recordTitle)?.type.sortable ? model.recordTitle : undefined,
      fields: fields.join(","),
      limit: optionsAsked,
    },
    signal,
  );
  const options = page.data.map((record) => toOption(application, model, detail, record));
  return startingFirst(options, query).slice(0, optionsShown);
}

/** What begins with the text stands before what merely contains it. */
function startingFirst(
  options: readonly ComboboxOption[],
  query: string,
): readonly ComboboxOption[] {
  const wanted = query.trim().toLowerCase();
  const rank = (option: ComboboxOption) => {
    const begins = (text: string) => text.toLowerCase().startsWith(wanted);
    return begins(option.label) || begins(option.detail ?? "\0") ? 0 : 1;
  };
  return options.toSorted((one, other) => rank(one) - rank(other));
}

function matching(model: ObjectModel, detail: FieldModel | undefined, query: string) {
  const byTitle = searchExpression(model, { search: query });
  const text = detail && searchableText(detail);
  if (!text) return byTitle;
  const byDetail = `starts_with(lower(${text}), lower(${textLiteral(query.trim())}))`;
  return byTitle === undefined ? byDetail : `${byTitle} || ${byDetail}`;
}

function toOption(
  application: Application,
  model: ObjectModel,
  detail: FieldModel | undefined,
  record: RecordJson,
): ComboboxOption {
  const label = recordTitleOf(model, record) || record.id;
  application.titles.remember(model.name, record.id, label);
  const fact = detail && record[detail.name];
  if (!detail || fact === null || fact === undefined) return { value: record.id, label };
  const written = detail.type.format(fact, detail.schema, { locale: locale(), timeZone });
  return { value: record.id, label, detail: written };
}

/** What tells namesakes apart: a unique field, else the first other field with a short value. */
function detailField(model: ObjectModel): FieldModel | undefined {
  const others = model.fields.filter(
    (field) => field.name !== model.recordTitle && searchableText(field) !== undefined,
  );
  const short = others.filter((field) => field.type.name !== "long_text");
  return short.find((field) => field.unique) ?? short.find((field) => field.required) ?? short[0];
}

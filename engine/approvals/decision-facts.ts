/** What a mail says of a record: its own fields in words, as its reader may know them. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { DecisionFact } from "../../metadata/task-wire.ts";
import type { Locale } from "../../metadata/text.ts";
import { oneLine } from "../mail/letter-text.ts";
import type { Reader } from "../query/read-records.ts";
import { modelIn } from "../records/lifecycle-words.ts";
import { recordHeads } from "../records/record-heads.ts";

/** Fields of a mail, and characters of each. */
export const factsMaximum = 12;
const valueMaximum = 200;

type Values = Readonly<Record<string, unknown>>;

/** A record in words: what it is called, and its first fields that hold something. */
export interface RecordWords {
  readonly title: string | null;
  readonly facts: readonly DecisionFact[];
}

/** @param values what the reader may read and the step shows */
export async function recordWords(
  reader: Reader,
  model: ObjectModel,
  values: Values,
): Promise<Readonly<Record<Locale, RecordWords>>> {
  const filled = model.fields.filter(
    (field) => isTold(field) && !isEmpty(values[field.name]) && field.name !== model.recordTitle,
  );
  const fields = filled.slice(0, factsMaximum);
  const title = model.byName.get(model.recordTitle);
  const heads = await recordHeads(
    reader,
    [...fields, ...(title === undefined ? [] : [title])].flatMap((field) =>
      field.target !== null && !isEmpty(values[field.name])
        ? [{ object: field.target, record: String(values[field.name]) }]
        : [],
    ),
  );
  const words = (locale: Locale): RecordWords => {
    const translated = modelIn(reader.catalog, model.name, locale);
    const wordsOf = (field: FieldModel): string => {
      const value = values[field.name];
      if (field.target !== null) return heads.get(String(value))?.title ?? "";
      const { schema } = translated?.byName.get(field.name) ?? field;
      return shortened(
        field.type.format(value, schema, { locale, timeZone: reader.clock.timeZone }),
      );
    };
    return {
      title: title === undefined || isEmpty(values[title.name]) ? null : wordsOf(title) || null,
      facts: fields.flatMap((field) => {
        const value = wordsOf(field);
        const name = translated?.byName.get(field.name)?.title ?? field.title;
        return value === "" ? [] : [{ title: oneLine(name), value }];
      }),
    };
  };
  return { en: words("en"), "zh-CN": words("zh-CN") };
}

/** Files, secrets and what is no text are looked at on the record's page. */
const isTold = ({ type, arms }: FieldModel): boolean =>
  type.storage === "column" &&
  type.group !== "other" &&
  type.holdsFiles !== true &&
  arms.length === 0;

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);

function shortened(text: string): string {
  const line = oneLine(text);
  const characters = [...line];
  return characters.length <= valueMaximum
    ? line
    : `${characters.slice(0, valueMaximum).join("")}…`;
}

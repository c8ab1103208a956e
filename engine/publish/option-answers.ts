/** What becomes of removed options in the records that hold them. */
import type { Change } from "../../metadata/diff/change.ts";
import { optionValues } from "../../metadata/diff/option-values.ts";
import { parameter, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { Replacement } from "../catalog/removed.ts";
import { columnOf, columnParameter } from "../records/columns.ts";
import { constantValue, isFilled } from "./fills.ts";
import type { Planning } from "./planning.ts";
import { answerTo, type Question } from "./questions.ts";
import type { RewrittenValues } from "./rewritten-values.ts";

type OptionsRemoved = Extract<Change, { kind: "options_removed" }>;

const keep = {
  value: "keep",
  title: {
    en: "Leave them; they are shown, but cannot be chosen again",
    "zh-CN": "保留原值；仍会显示，但不可再选",
  },
};

const clear = { value: "clear", title: { en: "Clear them", "zh-CN": "清空" } };

/** `replace:` and the option that takes the place of the removed ones. */
const replacement = "replace:";

export function optionsQuestion({ object, field }: OptionsRemoved): Question {
  const replacements = optionValues(field).map((option) => ({
    value: `${replacement}${option}`,
    title: { en: "Replace them by “{option}”", "zh-CN": "替换为“{option}”" },
    option,
  }));
  return { kind: "options", object, field, choices: [keep, clear, ...replacements] };
}

/** What the answer makes of the options that go; null when values stay as they are. */
export function replacementIn(
  { changes, answers }: Pick<Planning, "changes" | "answers">,
  change: OptionsRemoved,
): Replacement | null {
  const { object, field, values } = change;
  const answer = answerTo(optionsQuestion(change), answers);
  if (typeof answer !== "string" || answer === keep.value) return null;
  return {
    options: values,
    by: answer === clear.value ? null : answer.slice(replacement.length),
    filled: isFilled(changes, field) ? constantValue(object, field, answers) : null,
  };
}

export function replaceOptions(field: FieldModel, made: Replacement): RewrittenValues {
  const next = made.by === null ? null : parameter(made.by, "text");
  const column = columnOf(field);
  const left = (value: Sql) =>
    made.filled === null
      ? value
      : sql`coalesce(${value}, ${parameter(columnParameter(field, made.filled), column.parameter)})`;
  const are = (stored: Sql) => holdsAny(field, stored, made.options);
  if (field.type.wire !== "text_list") return { are, become: () => left(next ?? sql`null`) };
  const gone = parameter([...made.options], "text[]");
  const entry =
    next === null
      ? sql`e.value`
      : sql`case when e.value = any(${gone}) then ${next} else e.value end`;
  const rest = next === null ? sql`where e.value <> all(${gone})` : sql``;
  return {
    are,
    become: (stored) =>
      left(sql`nullif(array(
      select m.value from (select ${entry} as value, min(e.place) as place from unnest(${stored}) with ordinality as e (value, place) ${rest} group by 1) as m order by m.place), '{}')`),
  };
}

/** True for stored values that are, or hold, one of the options. */
export function holdsAny(field: FieldModel, stored: Sql, options: readonly string[]): Sql {
  const values = parameter([...options], "text[]");
  return field.type.wire === "text_list"
    ? sql`${stored} && ${values}`
    : sql`${stored} = any(${values})`;
}

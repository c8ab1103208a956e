/** What becomes of removed options in the records that hold them. */
import type { Change } from "../../metadata/diff/change.ts";
import { optionValues } from "../../metadata/diff/option-values.ts";
import { parameter, sql } from "../../metadata/expressions/index.ts";
import type { Question } from "./questions.ts";
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

/** Null when values stay as they are. */
export function replaceOptions(
  { field, values }: OptionsRemoved,
  answer: unknown,
): RewrittenValues | null {
  if (typeof answer !== "string" || answer === keep.value) return null;
  const gone = parameter([...values], "text[]");
  const next = answer === clear.value ? null : parameter(answer.slice(replacement.length), "text");
  if (field.type.wire !== "text_list")
    return { are: (stored) => sql`${stored} = any(${gone})`, become: () => next ?? sql`null` };
  const entry =
    next === null
      ? sql`e.value`
      : sql`case when e.value = any(${gone}) then ${next} else e.value end`;
  const rest = next === null ? sql`where e.value <> all(${gone})` : sql``;
  return {
    are: (stored) => sql`${stored} && ${gone}`,
    become: (stored) => sql`nullif(array(
      select m.value from (select ${entry} as value, min(e.place) as place from unnest(${stored}) with ordinality as e (value, place) ${rest} group by 1) as m order by m.place), '{}')`,
  };
}

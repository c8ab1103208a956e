/** What a plan asks, and which answers it understands. Names are the API: `convert.customer.level`. */
import type { ChangeTitles } from "../../metadata/diff/change-titles.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Locale, Text } from "../../metadata/text.ts";
import type { PlanQuestion } from "../../metadata/wire.ts";
import type { Answers } from "./fills.ts";

export interface Question {
  /**
   * `fill.…`: a value for existing rows · `convert.…`: values that do not convert · `options.…` ·
   * `rename.…`: whether a new field is a former one · `number.…`: whether existing records get a number
   */
  readonly kind: "fill" | "convert" | "options" | "rename" | "number";
  readonly object: ObjectModel;
  readonly field: FieldModel;
  /** None for a value that is typed in. */
  readonly choices: readonly Choice[];
  /** The choice that holds when nobody answers; without one the plan waits. */
  readonly unanswered?: string;
}

interface Choice {
  readonly value: string;
  readonly title: Text;
  /** The option whose title stands for `{option}`. */
  readonly option?: string;
}

export const questionName = ({
  kind,
  object,
  field,
}: Pick<Question, "kind" | "object" | "field">): string => `${kind}.${object.name}.${field.name}`;

/** The answer as it was given; null when there is none or it is not among the choices. */
export function answerTo(question: Question, answers: Answers): unknown {
  const name = questionName(question);
  const given = Object.hasOwn(answers, name) ? answers[name] : null;
  if (question.choices.length === 0 || given === null) return given ?? null;
  return question.choices.some(({ value }) => value === given) ? given : null;
}

export const keepUnconverted: Choice = {
  value: "keep_unconverted",
  title: {
    en: "Leave these empty; keep the old values on a list to finish",
    "zh-CN": "这些先留空，旧值保留在待处理清单中",
  },
};

export const roundDigits: Choice = {
  value: "round",
  title: {
    en: "Round to the digits that fit; keep the exact values until dismissed",
    "zh-CN": "按可容纳的位数四舍五入，原值保留到确认放弃为止",
  },
};

/** What is asked where values do not convert to what the field is to be. */
export const convertQuestion = (object: ObjectModel, field: FieldModel): Question => ({
  kind: "convert",
  object,
  field,
  choices: /^numeric/.test(field.type.column(field.schema)?.sql ?? "")
    ? [roundDigits, keepUnconverted]
    : [keepUnconverted],
});

export const isQuestionKind = (kind: string): boolean => Object.hasOwn(sentences, kind);

const sentences: Readonly<Record<Question["kind"], Text>> = {
  fill: {
    en: "Which value do existing records get in “{field}”?",
    "zh-CN": "现有记录的“{field}”填入什么值？",
  },
  convert: {
    en: "What becomes of the values of “{field}” that do not convert?",
    "zh-CN": "“{field}”中无法转换的值如何处理？",
  },
  options: {
    en: "What becomes of the removed options of “{field}” in existing records?",
    "zh-CN": "现有记录中“{field}”已移除的选项如何处理？",
  },
  number: {
    en: "Do existing records get a number in “{field}”?",
    "zh-CN": "现有记录的“{field}”要编号吗？",
  },
  rename: {
    en: "Is “{field}” a new field, or one that is removed here under another name?",
    "zh-CN": "“{field}”是新字段，还是此处移除的字段改了名？",
  },
};

export function questionJson(
  question: Question,
  answers: Answers,
  locale: Locale,
  titles: ChangeTitles,
): PlanQuestion {
  const answer = answerTo(question, answers) ?? question.unanswered ?? null;
  return {
    id: questionName(question),
    sentence: sentences[question.kind][locale].replace(
      "{field}",
      titles.field(question.object, question.field),
    ),
    choices: question.choices.map(({ value, title, option }) => ({
      value,
      title:
        option === undefined
          ? title[locale]
          : title[locale].replace("{option}", () =>
              titles.option(question.object, question.field, option),
            ),
    })),
    answer: answer === null ? null : String(answer),
  };
}

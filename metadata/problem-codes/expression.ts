import type { ProblemCodeDefinition } from "./problem-code-definition.ts";

/**
 * Mistakes in expressions. Every problem has `start` and `end`, offsets in the text (UTF-16 units,
 * `end` exclusive), and `position`, which is `start` counted from 1 for people.
 */
export const expressionCodes = {
  expression_syntax: {
    status: 400,
    message: {
      en: "{found} does not belong at position {position}.",
      "zh-CN": "位置 {position} 处不应出现 {found}。",
    },
  },
  expression_missing: {
    status: 400,
    message: {
      en: "At position {position} {expected} is missing; {found} stands there.",
      "zh-CN": "位置 {position} 处缺少{expected}，而出现了 {found}。",
    },
  },
  expression_incomplete: {
    status: 400,
    message: {
      en: "The expression ends too early: {expected} is missing.",
      "zh-CN": "表达式不完整：缺少{expected}。",
    },
  },
  expression_empty: {
    status: 400,
    message: { en: "Write an expression.", "zh-CN": "请输入表达式。" },
  },
  expression_write_instead: {
    status: 400,
    message: {
      en: "Write {instead} instead of {found} (at position {position}).",
      "zh-CN": "请将 {found} 改写为 {instead}（位置 {position}）。",
    },
  },
  expression_unclosed_text: {
    status: 400,
    message: {
      en: "The text that begins at position {position} has no closing quote {quote}.",
      "zh-CN": "从位置 {position} 开始的文本缺少右引号 {quote}。",
    },
  },
  expression_escape: {
    status: 400,
    message: {
      en: "{found} is not an escape at position {position}. Known: {known}.",
      "zh-CN": "位置 {position} 处的 {found} 不是有效的转义。可用：{known}。",
    },
  },
  expression_text_character: {
    status: 400,
    message: {
      en: "A text cannot hold the NUL character or half of a surrogate pair (at position {position}).",
      "zh-CN": "文本不能包含 NUL 字符或不完整的代理对（位置 {position}）。",
    },
  },
  expression_number: {
    status: 400,
    message: {
      en: "{found} is not a number. Write at most {digits} digits with a point, such as 1234.50.",
      "zh-CN": "{found} 不是有效的数字。请写成最多 {digits} 位、以点表示小数的形式，例如 1234.50。",
    },
  },
  expression_list_place: {
    status: 400,
    message: {
      en: "A list in brackets may only stand after `in` (at position {position}).",
      "zh-CN": "方括号列表只能写在 in 之后（位置 {position}）。",
    },
  },
  expression_too_long: {
    status: 400,
    message: {
      en: "The expression has {length} characters; {limit} are allowed.",
      "zh-CN": "表达式有 {length} 个字符，最多允许 {limit} 个。",
    },
  },
  expression_too_deep: {
    status: 400,
    message: {
      en: "The expression is nested more than {limit} deep. Use separate computed fields.",
      "zh-CN": "表达式嵌套超过 {limit} 层。请拆分为多个计算字段。",
    },
  },
  expression_too_large: {
    status: 400,
    message: {
      en: "The expression has more than {limit} parts. Use separate computed fields.",
      "zh-CN": "表达式超过 {limit} 个组成部分。请拆分为多个计算字段。",
    },
  },
  expression_unknown_name: {
    status: 400,
    message: {
      en: 'There is no field "{name}" here.{hint}',
      "zh-CN": "此处没有字段“{name}”。{hint}",
    },
  },
  expression_no_fields_behind: {
    status: 400,
    message: {
      en: '"{name}" is {found} and has no fields of its own; only lookups lead further.',
      "zh-CN": "“{name}”是{found}，没有下级字段；只有关联字段可以继续向下引用。",
    },
  },
  expression_unknown_function: {
    status: 400,
    message: {
      en: 'There is no function "{name}".{hint}',
      "zh-CN": "没有函数“{name}”。{hint}",
    },
  },
  expression_wrong_argument_count: {
    status: 400,
    message: {
      en: "{name} is written {usage}; {found} arguments are given.",
      "zh-CN": "{name} 的写法是 {usage}，但给出了 {found} 个参数。",
    },
  },
  expression_type: {
    status: 400,
    message: {
      en: "At position {position} {expected} is needed, but this is {found}.{hint}",
      "zh-CN": "位置 {position} 处需要{expected}，但这是{found}。{hint}",
    },
  },
  expression_types_differ: {
    status: 400,
    message: {
      en: "At position {position} {left} and {right} do not go together.{hint}",
      "zh-CN": "位置 {position} 处：{left}与{right}不能一起使用。{hint}",
    },
  },
  expression_result_type: {
    status: 400,
    message: {
      en: "The expression must give {expected}, but it gives {found}.{hint}",
      "zh-CN": "表达式的结果应为{expected}，但实际为{found}。{hint}",
    },
  },
  expression_wrong_format: {
    status: 400,
    message: {
      en: '"{value}" is not {expected}. Write it as {format}.',
      "zh-CN": "“{value}”不是有效的{expected}。请写成 {format}。",
    },
  },
  expression_literal_needed: {
    status: 400,
    message: {
      en: "Write a whole number from {minimum} to {maximum} here (at position {position}).",
      "zh-CN": "此处请直接写 {minimum} 到 {maximum} 之间的整数（位置 {position}）。",
    },
  },
  expression_null_in_list: {
    status: 400,
    message: {
      en: "null never equals anything in a list. Write `x == null ||` before it instead.",
      "zh-CN": "列表中的 null 永远不会匹配。请改为在前面写 x == null ||。",
    },
  },
  expression_rows_alone: {
    status: 400,
    message: {
      en: '"{name}" is many rows. Use it inside {functions}.',
      "zh-CN": "“{name}”包含多行，只能用于 {functions} 中。",
    },
  },
  expression_rows_needed: {
    status: 400,
    message: {
      en: "{name} works on rows: {usage}.",
      "zh-CN": "{name} 作用于明细行：{usage}。",
    },
  },
  expression_unknown_option: {
    status: 400,
    message: {
      en: '"{value}" is not an option of {name}. Options: {options}.',
      "zh-CN": "“{value}”不是 {name} 的选项。可选：{options}。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;

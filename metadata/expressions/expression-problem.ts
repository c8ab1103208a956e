/** Problems of expressions: where they lie in the text, and the words they use. */
import { type Problem, type ProblemCode, problem } from "../problem.ts";
import type { Text } from "../text.ts";
import type { Span } from "./tree.ts";
import type { ExpressionType } from "./types.ts";

/** A problem at a place in the text; `path` is left to the caller, who knows the document. */
export function expressionProblem(
  code: ProblemCode,
  span: Span,
  params: Problem["params"] = {},
): Problem {
  return problem(code, "", {
    ...params,
    start: span.start,
    end: span.end,
    position: span.start + 1,
  });
}

const typeTitles: Readonly<Record<ExpressionType["kind"], Text>> = {
  text: { en: "text", "zh-CN": "文本" },
  number: { en: "a number", "zh-CN": "数字" },
  boolean: { en: "a yes/no value", "zh-CN": "是否值" },
  date: { en: "a date", "zh-CN": "日期" },
  datetime: { en: "a date with time", "zh-CN": "日期时间" },
  time: { en: "a time of day", "zh-CN": "时间" },
  list: { en: "a list", "zh-CN": "列表" },
  record: { en: "a record of {object}", "zh-CN": "{object}的记录" },
  composite: { en: "a value of several parts", "zh-CN": "由多个部分组成的值" },
  rows: { en: "many rows", "zh-CN": "多行明细" },
  null: { en: "empty", "zh-CN": "空值" },
};

/** The type in words, inside a sentence. */
export function typeTitle(type: ExpressionType): Text {
  const title = typeTitles[type.kind];
  if (type.kind !== "record") return title;
  return {
    en: title.en.replace("{object}", type.object),
    "zh-CN": title["zh-CN"].replace("{object}", type.object),
  };
}

export const noHint: Text = { en: "", "zh-CN": "" };

/** "Did you mean …?" when a known name is close to the one that was written. */
export function didYouMean(name: string, known: readonly string[]): Text {
  const best = closest(name, known);
  return best === null
    ? noHint
    : { en: ` Did you mean "${best}"?`, "zh-CN": `是否想写“${best}”？` };
}

/** The known name with the fewest edits, at most a third of its length (but always one). */
export function closest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const allowed = Math.max(1, Math.floor(Math.min(candidate.length, name.length) / 3));
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance that counts two swapped neighbours as one edit. */
function editDistance(left: string, right: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, before[column - 2]! + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length]!;
}

/** The reference page of the functions, generated so that it cannot fall behind them. */
import { usageOf } from "./check-call.ts";
import type { ExpressionFunction } from "./functions/expression-function.ts";
import { expressionFunctions } from "./functions/index.ts";

/** Markdown for `FUNCTIONS.generated.md`. */
export function functionReference(): string {
  const rows = expressionFunctions.map(referenceRow);
  return [
    "# Functions of the expression language · 表达式函数",
    "",
    "| function | what it gives | 说明 | example | result |",
    "|---|---|---|---|---|",
    ...rows,
    "",
    "Unless said otherwise a function gives null when an argument is null.",
    "除非另有说明，任一参数为空时结果为空。",
    "",
  ].join("\n");
}

function referenceRow(entry: ExpressionFunction): string {
  const code = (text: string) => `\`${text}\``;
  const usages = usagesOf(entry).map(code).join("<br>");
  const { description, example } = entry;
  const cells = [
    usages,
    description.en,
    description["zh-CN"],
    code(example.expression),
    example.result,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** Every way to write the function. */
function usagesOf(entry: ExpressionFunction): readonly string[] {
  const { name, aggregate, scalar } = entry;
  if (!aggregate) return [usageOf(entry)];
  const overRows =
    aggregate.value === "nothing"
      ? [`${name}(lines, condition?)`, `${name}(lines.amount, condition?)`]
      : [`${name}(lines.amount, condition?)`, `${name}(lines, expression, condition?)`];
  return scalar ? [usageOf(entry), ...overRows] : overRows;
}

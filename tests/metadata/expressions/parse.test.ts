import { describe, expect, test } from "vitest";
import { parseExpression, parseExpressionList } from "../../../metadata/expressions/index.ts";
import { messagesOf, problemsOf } from "./expect-problem.ts";

/** Fully parenthesised, so that precedence can be read. */
function shape(text: string): string {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const show = (node: typeof parsed.value): string => {
    switch (node.kind) {
      case "number":
        return node.digits;
      case "text":
        return JSON.stringify(node.value);
      case "word":
        return String(node.value);
      case "list":
        return `[${node.items.map(show).join(" ")}]`;
      case "path":
        return node.segments.map((segment) => segment.name).join(".");
      case "call":
        return `${node.name.name}(${node.args.map(show).join(" ")})`;
      case "unary":
        return `(${node.operator}${show(node.operand)})`;
      case "binary":
        return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
      case "conditional":
        return `(${show(node.test)} ? ${show(node.whenTrue)} : ${show(node.whenFalse)})`;
    }
  };
  return show(parsed.value);
}

describe("precedence is that of JavaScript", () => {
  test.each([
    ["a || b && c", "(a || (b && c))"],
    ["a && b == c", "(a && (b == c))"],
    ["a == b < c", "(a == (b < c))"],
    ["a < b + c * d", "(a < (b + (c * d)))"],
    ["a - b - c", "((a - b) - c)"],
    ["a / b * c", "((a / b) * c)"],
    ["-a * b", "((-a) * b)"],
    ["!a == b", "((!a) == b)"],
    ["(a + b) * c", "((a + b) * c)"],
    ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
    ["a in [1, 2] && b", "((a in [1 2]) && b)"],
    ["a in tags || b", "((a in tags) || b)"],
    ["f(a, -1).length", null],
  ])("%s", (text, expected) => {
    if (expected === null) expect(parseExpression(text).ok).toBe(false);
    else expect(shape(text)).toBe(expected);
  });
});

describe("texts", () => {
  test.each([
    [`"it's"`, "it's"],
    [`'say "榫"'`, 'say "榫"'],
    [`"a\\n\\t\\\\\\""`, 'a\n\t\\"'],
    [`"\\u4e2d\\u{1f600}"`, "中😀"],
    [`"\\ud83d\\ude00"`, "😀"],
  ])("%s", (text, value) => {
    expect(shape(text)).toBe(JSON.stringify(value));
  });
});

describe("a mistake is named at its place", () => {
  test.each([
    ["", 'expression_empty ""'],
    ["  ", 'expression_empty "  "'],
    ["total +", 'expression_incomplete ""'],
    ["(total", 'expression_incomplete ""'],
    ["total total", 'expression_syntax "total"'],
    ["total # 1", 'expression_syntax "#"'],
    ["* 2", 'expression_missing "*"'],
    ["round(total 2)", 'expression_missing "2"'],
    ["customer.", 'expression_incomplete ""'],
    ["customer.1", 'expression_missing "1"'],
    ["total = 1", 'expression_write_instead "="'],
    ["total <> 1", 'expression_write_instead "<>"'],
    ["total === 1", 'expression_write_instead "==="'],
    ["paid and paid", 'expression_write_instead "and"'],
    ["not paid", 'expression_write_instead "not"'],
    ["round（total）", 'expression_write_instead "（"'],
    ["number == “a”", 'expression_write_instead "“"'],
    ["total ≥ 1", 'expression_write_instead "≥"'],
    ['"open', 'expression_unclosed_text "\\"open"'],
    ['"a\\q"', 'expression_escape "\\\\q"'],
    ['"\\u0000"', 'expression_text_character "\\"\\\\u0000\\""'],
    ['"\\ud800"', 'expression_text_character "\\"\\\\ud800\\""'],
    ["1e5", 'expression_number "1e5"'],
    ["12px", 'expression_number "12px"'],
    ["1_000", 'expression_number "1_000"'],
    [`1${"0".repeat(60)}`, `expression_number "1${"0".repeat(60)}"`],
    ["[1, 2]", 'expression_list_place "["'],
    ["total in [1, 2", 'expression_incomplete ""'],
  ])("%j", (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test("in words of both languages", () => {
    expect(messagesOf("total = 1", "en")).toEqual(["Write == instead of = (at position 7)."]);
    expect(messagesOf("(total", "zh-CN")).toEqual(["表达式不完整：缺少)。"]);
    expect(messagesOf("* 2", "en")).toEqual(["At position 1 a value is missing; * stands there."]);
  });
});

describe("limits", () => {
  test("10 000 characters are read, one more is refused", () => {
    const longest = `"${"a".repeat(9_998)}"`;
    expect(parseExpression(longest).ok).toBe(true);
    expect(problemsOf(`${longest} `)[0]).toMatch(/^expression_too_long/);
  });

  test.each([
    ["parentheses", (depth: number) => `${"(".repeat(depth)}1${")".repeat(depth)}`],
    ["calls", (depth: number) => `${"abs(".repeat(depth)}1${")".repeat(depth)}`],
    ["signs", (depth: number) => `${"- ".repeat(depth)}1`],
    ["conditions", (depth: number) => `${"true ? 1 : ".repeat(depth)}1`],
  ])("100 levels of %s are read, one more is refused", (_, text) => {
    expect(parseExpression(text(100)).ok).toBe(true);
    expect(problemsOf(text(101))[0]).toMatch(/^expression_too_deep/);
  });

  test("1 000 parts are read, more are refused", () => {
    expect(parseExpression(Array(500).fill("1").join("+")).ok).toBe(true);
    expect(problemsOf(Array(502).fill("1").join("+"))[0]).toMatch(/^expression_too_large/);
  });

  test("a path has at most 8 names", () => {
    const path = (names: number) => Array(names).fill("parent_customer").join(".");
    expect(parseExpression(path(8)).ok).toBe(true);
    expect(problemsOf(path(9))[0]).toMatch(/^expression_too_deep/);
  });
});

test("a list of expressions ends only at its own commas", () => {
  const parsed = parseExpressionList('status, round(total, 1), number in ["a", "b"]');
  expect(parsed.ok && parsed.value.map((node) => node.kind)).toEqual(["path", "call", "binary"]);
  expect(parseExpressionList("status,").ok).toBe(false);
  expect(parseExpressionList(" ")).toEqual({ ok: true, value: [] });
});

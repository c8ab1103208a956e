/** A sentence about an expression, for plans, filters and explanations. */
import type { Locale, Text } from "../text.ts";
import { arithmeticWords, comparisonWords, timeWords, words } from "./describe-words.ts";
import { findFunction } from "./functions/index.ts";
import type { Aggregate, Comparison, ConstantValue, Expression, Typed } from "./typed-tree.ts";
import { decimalText } from "./value.ts";

/** What people call the fields. Paths start at the record, also for fields of its rows. */
export interface Labels {
  field(path: readonly string[]): string;
  /** The title of a choice; without it the value itself is shown. */
  option?(path: readonly string[], value: string): string | null;
}

interface Speaker {
  readonly locale: Locale;
  readonly labels: Labels;
  /** The rows in whose scope the names stand. */
  readonly rows: readonly string[];
}

/** `total > 1000 && status == "open"` → “Total is more than 1000 and Status is “Open””. */
export function describe(expression: Expression, locale: Locale, labels: Labels): string {
  return sentence(expression.root, { locale, labels, rows: [] });
}

function fill(text: Text, speaker: Speaker, ...parts: readonly string[]): string {
  return text[speaker.locale].replace(/\{(\d|all)\}/g, (_, key: string) =>
    key === "all" ? parts.join(words.separator[speaker.locale]) : (parts[Number(key) - 1] ?? "0"),
  );
}

function sentence(node: Typed, speaker: Speaker): string {
  switch (node.kind) {
    case "constant":
      return constant(node, speaker);
    case "field":
      return speaker.labels.field([...speaker.rows, ...node.path]);
    case "negation":
      return negation(node.operand, node.type.kind === "boolean", speaker);
    case "arithmetic": {
      const operator = node.type.kind === "text" ? "join" : node.operator;
      const [left, right] = [part(node.left, speaker), part(node.right, speaker)];
      return fill(arithmeticWords[operator], speaker, left, right);
    }
    case "comparison":
      return comparison(node, speaker);
    case "logic": {
      const text = node.operator === "&&" ? words.and : words.or;
      const sides = [node.left, node.right].map((side) => {
        const mixed = side.kind === "logic" && side.operator !== node.operator;
        const said = condition(side, speaker);
        return mixed || side.kind === "conditional" ? fill(words.group, speaker, said) : said;
      });
      return fill(text, speaker, ...sides);
    }
    case "null_test":
      return fill(
        node.negated ? words.isNotEmpty : words.isEmpty,
        speaker,
        part(node.operand, speaker),
      );
    case "membership": {
      if (node.items.length === 0) return fill(words.never, speaker);
      const items = node.items.map((item) => choice(node.operand, item, speaker));
      const list = items.join(words.separator[speaker.locale]);
      return fill(words.oneOf, speaker, part(node.operand, speaker), list);
    }
    case "conditional": {
      const parts = [part(node.whenTrue, speaker), part(node.whenFalse, speaker)];
      return fill(words.conditional, speaker, condition(node.test, speaker), ...parts);
    }
    case "call": {
      const args = node.args.map((arg, index) =>
        index === 0 ? part(arg, speaker) : choice(node.args[0]!, arg, speaker),
      );
      return fill(functionSentence(node.name), speaker, ...args);
    }
    case "aggregate":
      return aggregate(node, speaker);
  }
}

function functionSentence(name: string): Text {
  const found = findFunction(name);
  if (!found) throw new Error(`unknown function in a checked tree: ${name}`);
  return found.sentence;
}

/** A part of a larger sentence; in parentheses when it could be read with its neighbours. */
function part(node: Typed, speaker: Speaker): string {
  const said = sentence(node, speaker);
  const compound =
    node.kind === "arithmetic" ||
    node.kind === "conditional" ||
    node.kind === "comparison" ||
    node.kind === "logic" ||
    (node.kind === "aggregate" && node.condition !== null);
  return compound ? fill(words.group, speaker, said) : said;
}

/** A yes/no field on its own says little: "Active is yes". */
function condition(node: Typed, speaker: Speaker): string {
  const said = sentence(node, speaker);
  return node.kind === "field" ? fill(words.isYes, speaker, said) : said;
}

function negation(operand: Typed, logical: boolean, speaker: Speaker): string {
  if (!logical) return fill(words.minus, speaker, part(operand, speaker));
  const said = sentence(operand, speaker);
  return fill(operand.kind === "field" ? words.isNo : words.not, speaker, said);
}

function comparison(node: Comparison, speaker: Speaker): string {
  const { kind } = node.left.type;
  const ofTime = kind === "date" || kind === "datetime" || kind === "time";
  const text = (ofTime ? timeWords : comparisonWords)[node.operator];
  const left = choice(node.right, node.left, speaker);
  return fill(text, speaker, left, choice(node.left, node.right, speaker));
}

/** A constant that stands beside a field may be one of its choices. */
function choice(beside: Typed, node: Typed, speaker: Speaker): string {
  if (beside.kind === "field" && node.kind === "constant" && typeof node.value === "string") {
    const path = [...speaker.rows, ...beside.path];
    const title = speaker.labels.option?.(path, node.value) ?? null;
    if (title !== null) return fill(words.quoted, speaker, title);
  }
  return part(node, speaker);
}

function constant({ value, type }: ConstantValue, speaker: Speaker): string {
  if (value === null) return fill(words.empty, speaker);
  if (typeof value === "boolean") return fill(value ? words.yes : words.no, speaker);
  if (typeof value === "string") {
    return type.kind === "text" ? fill(words.quoted, speaker, value) : value;
  }
  return "cmp" in value ? decimalText(value) : value.join(words.separator[speaker.locale]);
}

function aggregate(node: Aggregate, speaker: Speaker): string {
  const rows = [...speaker.rows, ...node.rows];
  const inner = { ...speaker, rows };
  const counted = node.value ? part(node.value, inner) : speaker.labels.field(rows);
  const said = fill(functionSentence(node.name), speaker, counted);
  return node.condition ? fill(words.where, speaker, said, condition(node.condition, inner)) : said;
}

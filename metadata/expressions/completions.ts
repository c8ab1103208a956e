/** What an editor proposes at a place in the text: names, functions, words, choices. */
import type { Text } from "../text.ts";
import { usageOf } from "./check-call.ts";
import { expressionFunctions, findFunction } from "./functions/index.ts";
import { expressionWords } from "./parse.ts";
import { type Token, tokenise } from "./tokens.ts";
import type { Binding, ExpressionType, Scope } from "./types.ts";

export interface Completion {
  /** What is written into the text; functions with their opening parenthesis. */
  readonly insert: string;
  readonly kind: "field" | "function" | "word" | "option";
  /** What is shown: a name, or for functions how they are written. */
  readonly label: string;
  readonly type?: ExpressionType;
  readonly description?: Text;
}

export interface Completions {
  /** The part of the text that a completion replaces. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

/** Proposals at `offset`; none inside of texts and numbers, nor where an operator is due. */
export function completions(text: string, offset: number, scope: Scope): Completions {
  const nothing: Completions = { from: offset, to: offset, items: [] };
  const tokens = tokenise(text.slice(0, offset));
  if (!tokens.ok) return nothing;
  const before = tokens.value.slice(0, -1);
  const last = before.at(-1);
  const typed = last?.kind === "name" && last.end === offset ? last : null;
  const earlier = typed ? before.slice(0, -1) : before;
  if (endsOperand(earlier.at(-1))) return nothing;
  const path = pathBefore(earlier);
  const place = scopeAt(earlier, scope);
  const start = scopeBehind(path, place.scope);
  if (!start) return nothing;
  const from = typed?.start ?? offset;
  const to = offset + (/^[A-Za-z0-9_]*/.exec(text.slice(offset))?.[0].length ?? 0);
  const options = path.length === 0 ? optionsAt(earlier, place.scope) : [];
  const fields = fieldItems(start, place.takesRows);
  const others = path.length === 0 ? [...functionItems(), ...wordItems()] : [];
  const prefix = (typed?.text ?? "").toLowerCase();
  const items = [...options, ...fields, ...others].filter((item) =>
    item.label.toLowerCase().startsWith(item.kind === "option" ? `"${prefix}` : prefix),
  );
  return { from, to, items };
}

function isSymbol(token: Token | undefined, symbol: string): boolean {
  return token?.kind === "symbol" && token.text === symbol;
}

function endsOperand(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === "symbol") return token.text === ")" || token.text === "]";
  return token.kind !== "name" || token.text !== "in";
}

/** The names before the last point: `customer.country.` gives both. */
function pathBefore(tokens: readonly Token[]): readonly string[] {
  const names: string[] = [];
  for (let index = tokens.length - 1; index > 0; index -= 2) {
    const name = tokens[index - 1];
    if (!isSymbol(tokens[index], ".") || name?.kind !== "name") break;
    names.unshift(name.text);
  }
  return names;
}

function scopeBehind(path: readonly string[], scope: Scope): Scope | undefined {
  let found: Scope | undefined = scope;
  for (const name of path) found = found?.lookup(name)?.scope?.();
  return found;
}

interface OpenCall {
  /** The function; `null` for a parenthesis or a list. */
  readonly name: string | null;
  /** The tokens of its first argument. */
  readonly first: readonly Token[];
  readonly commas: number;
}

/** The scope inside of the open calls: behind the first comma of an aggregate it is a row's. */
function scopeAt(tokens: readonly Token[], scope: Scope) {
  let inner = scope;
  const calls = openCalls(tokens);
  for (const call of calls) {
    const aggregate = call.name !== null && findFunction(call.name)?.aggregate;
    if (aggregate && call.commas > 0) inner = rowScope(call.first, inner) ?? inner;
  }
  const last = calls.at(-1);
  const takesRows =
    last?.name !== null && last?.name !== undefined && last.commas === 0
      ? findFunction(last.name)?.aggregate !== undefined
      : false;
  return { scope: inner, takesRows };
}

function openCalls(tokens: readonly Token[]): readonly OpenCall[] {
  const open: OpenCall[] = [];
  for (const [index, token] of tokens.entries()) {
    const call = open.at(-1);
    if (isSymbol(token, "(") || isSymbol(token, "[")) {
      const name = tokens[index - 1];
      const named = isSymbol(token, "(") && name?.kind === "name" && name.text !== "in";
      open.push({ name: named ? name.text : null, first: [], commas: 0 });
    } else if (isSymbol(token, ")") || isSymbol(token, "]")) {
      open.pop();
    } else if (call && isSymbol(token, ",")) {
      open[open.length - 1] = { ...call, commas: call.commas + 1 };
    } else if (call?.commas === 0) {
      open[open.length - 1] = { ...call, first: [...call.first, token] };
    }
  }
  return open;
}

function rowScope(first: readonly Token[], scope: Scope): Scope | undefined {
  let found: Scope | undefined = scope;
  let rows: Scope | undefined;
  for (const token of first) {
    if (isSymbol(token, ".")) continue;
    const binding: Binding | undefined = found?.lookup(token.text);
    found = binding?.scope?.();
    if (binding?.type.kind === "rows") rows = found;
    else if (rows) break;
  }
  return rows;
}

/** Behind `status ==` and inside `status in [` the choices of the field. */
function optionsAt(tokens: readonly Token[], scope: Scope): readonly Completion[] {
  let index = tokens.length - 1;
  if (isSymbol(tokens[index], "[") || isSymbol(tokens[index], ",")) {
    while (index >= 0 && !isSymbol(tokens[index], "[")) index--;
    index--;
  }
  const operator = tokens[index]?.text ?? "";
  if (!["==", "!=", "in"].includes(operator)) return [];
  const rest = tokens.slice(0, index);
  const field = rest.at(-1);
  if (field?.kind !== "name") return [];
  const holder = scopeBehind(pathBefore(rest.slice(0, -1)), scope);
  const options = holder?.lookup(field.text)?.options ?? [];
  return options.map((option) => {
    const text = JSON.stringify(option);
    return { insert: text, label: text, kind: "option" as const };
  });
}

/** Rows are proposed only where an aggregate can take them. */
function fieldItems(scope: Scope, takesRows: boolean): readonly Completion[] {
  return scope.names().flatMap((name): readonly Completion[] => {
    const type = scope.lookup(name)?.type;
    if (!type || (type.kind === "rows" && !takesRows)) return [];
    return [{ insert: name, label: name, kind: "field", type }];
  });
}

function functionItems(): readonly Completion[] {
  return expressionFunctions.map((entry) => ({
    insert: entry.scalar?.parameters.length === 0 ? `${entry.name}()` : `${entry.name}(`,
    label: usageOf(entry),
    kind: "function",
    description: entry.description,
  }));
}

function wordItems(): readonly Completion[] {
  return expressionWords
    .filter((word) => word !== "in")
    .map((word) => ({ insert: word, label: word, kind: "word" }));
}

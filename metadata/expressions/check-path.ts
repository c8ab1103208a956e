/** Resolves paths such as `customer.level` and `lines.amount`. */
import type { Checker, Frame } from "./checker.ts";
import { didYouMean, noHint, typeTitle } from "./expression-problem.ts";
import { expressionFunctions } from "./functions/index.ts";
import type { PathNode, PathSegment, Span } from "./tree.ts";
import type { ReferencedName, Typed } from "./typed-tree.ts";
import type { Binding, Scope } from "./types.ts";

/** A path up to the last rows in it, and what follows in the scope of one row. */
export interface RowsPath {
  /** Lookups, then the names of rows: `order`, `lines`, `packages`. */
  readonly rows: readonly string[];
  /** How many of the names are lookups. */
  readonly lookups: number;
  /** How many names of the text lead to the rows. */
  readonly written: number;
  readonly frame: Frame;
  /** The path inside of a row; `null` when the rows themselves are named. */
  readonly rest: PathNode | null;
}

/** A field of the record or behind lookups. */
export function checkPath(node: PathNode, frame: Frame, checker: Checker): Typed | null {
  const found = follow(node.segments, frame, checker);
  if (!found) return null;
  const { binding, path } = found;
  if (binding.type.kind === "rows") return rowsAlone(node, path, checker);
  const { start, end } = node;
  const typed: Typed = { kind: "field", path, type: binding.type, start, end };
  checker.bindings.set(typed, binding);
  return typed;
}

/** Splits a path at its rows without reporting anything; `null` when there are none in it. */
export function rowsPath(node: PathNode, frame: Frame): RowsPath | null {
  let scope: Scope | undefined = frame.scope;
  let path: readonly string[] = [];
  let lookups = 0;
  let found: RowsPath | null = null;
  for (const [index, segment] of node.segments.entries()) {
    const binding: Binding | undefined = scope?.lookup(segment.name);
    if (binding) path = stepped(path, segment.name, binding);
    if (binding?.type.kind !== "rows" || !binding.scope) {
      if (found || !binding) return found;
      lookups = path.length;
      scope = binding.scope?.();
      continue;
    }
    scope = binding.scope();
    const [first, ...others] = node.segments.slice(index + 1);
    const inner = {
      scope,
      path: [...frame.path, ...path],
      object: binding.type.object,
      aggregates: frame.aggregates + 1,
    };
    const rest = first
      ? { ...node, segments: [first, ...others] as const, start: first.start }
      : null;
    found = { rows: path, lookups, written: index + 1, frame: inner, rest };
  }
  return found;
}

/** Records that the names up to and including the rows are used. */
export function referenceRows(
  node: PathNode,
  rows: RowsPath,
  frame: Frame,
  checker: Checker,
): void {
  const [first, ...others] = node.segments.slice(0, rows.written);
  if (first) follow([first, ...others], frame, checker, true);
  checker.uses.rows = true;
}

function follow(
  segments: readonly [PathSegment, ...PathSegment[]],
  frame: Frame,
  checker: Checker,
  throughRows = false,
): { readonly binding: Binding; readonly path: readonly string[] } | null {
  let scope = frame.scope;
  let object = frame.object;
  let binding: Binding | undefined;
  const names: ReferencedName[] = [];
  let path: readonly string[] = [];
  for (const [index, segment] of segments.entries()) {
    binding = scope.lookup(segment.name);
    if (!binding) return unknownName(segment, scope, checker);
    names.push({ name: segment.name, object, start: segment.start, end: segment.end });
    path = stepped(path, segment.name, binding);
    if (index === segments.length - 1) break;
    if (binding.type.kind === "rows" && throughRows && binding.scope) {
      object = binding.type.object;
      scope = binding.scope();
      continue;
    }
    if (binding.type.kind === "rows") {
      return rowsAlone(
        segment,
        names.map((entry) => entry.name),
        checker,
      );
    }
    if (binding.type.kind === "composite" && binding.scope) {
      object = binding.type.name;
      scope = binding.scope();
      continue;
    }
    if (binding.type.kind !== "record" || !binding.scope) {
      const params = { name: segment.name, found: typeTitle(binding.type) };
      return checker.report("expression_no_fields_behind", segment, params);
    }
    object = binding.type.object;
    scope = binding.scope();
    checker.uses.related = true;
  }
  const end = segments[segments.length - 1]!.end;
  const { start } = segments[0];
  checker.references.push({ path: [...frame.path, ...path], names, start, end });
  return binding ? { binding, path } : null;
}

/** The way that values and columns are found, one name further. */
const stepped = (path: readonly string[], name: string, { arm }: Binding): readonly string[] =>
  arm === undefined ? [...path, name] : [...path.slice(0, -1), arm];

function rowsAlone(span: Span, path: readonly string[], checker: Checker): null {
  const functions = expressionFunctions.filter((entry) => entry.aggregate);
  const params = { name: path.join("."), functions: functions.map((entry) => entry.name) };
  return checker.report("expression_rows_alone", span, params);
}

function unknownName(segment: PathSegment, scope: Scope, checker: Checker): null {
  const { name } = segment;
  const hint = didYouMean(name, scope.names());
  const isFunction = expressionFunctions.some((entry) => entry.name === name);
  const call = { en: ` The function is written ${name}(…).`, "zh-CN": `函数应写作 ${name}(…)。` };
  const params = { name, hint: hint === noHint && isFunction ? call : hint };
  return checker.report("expression_unknown_name", segment, params);
}

/** How steps follow one another: which lead where, which cannot be reached, which run in rings. */
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../json-object.ts";
import { pointer } from "../problem.ts";
import { definitionOf, isStepType } from "./step-types.ts";

/** A keyword that names another step. */
export interface Link {
  readonly to: string;
  /** JSON Pointer inside of the step. */
  readonly path: string;
  /**
   * `inner`: into a branch or a round, which comes back to the step it left from · `undo`: to what
   * undoes it, if it comes to that.
   */
  readonly kind: "onward" | "inner" | "undo";
}

/** All steps that a step names. */
export function linksOf(step: JsonSchema): readonly Link[] {
  const links: Link[] = [];
  const add = (to: unknown, path: string, kind: Link["kind"] = "onward"): void => {
    if (typeof to === "string") links.push({ to, path, kind });
  };
  add(step.next, "/next");
  for (const [outcome, to] of Object.entries(objectOrEmpty(step.on)))
    add(to, pointer("/on", outcome));
  if (step.type === "branch") {
    const cases: readonly unknown[] = Array.isArray(step.cases) ? step.cases : [];
    cases.forEach((entry, index) => {
      if (isJsonObject(entry)) add(entry.next, pointer("/cases", index, "next"));
    });
    add(step.else, "/else");
  }
  if (step.type === "parallel")
    textsOf(step.branches).forEach((to, index) => {
      add(to, pointer("/branches", index), "inner");
    });
  if (step.type === "loop") add(step.do, "/do", "inner");
  add(step.undo, "/undo", "undo");
  return links;
}

type Steps = ReadonlyMap<string, JsonSchema>;

/** The steps of a document by id, whatever else is wrong with them. */
export const stepsIn = (content: JsonSchema): Steps =>
  new Map(
    Object.entries(objectOrEmpty(content.steps)).flatMap(([id, step]) =>
      isJsonObject(step) ? [[id, step] as const] : [],
    ),
  );

/**
 * The steps that can be reached from some, themselves included.
 * @param follows which links count
 */
export function reachedFrom(
  steps: Steps,
  starts: readonly string[],
  follows: (link: Link) => boolean = () => true,
): ReadonlySet<string> {
  const reached = new Set(starts.filter((id) => steps.has(id)));
  for (const id of reached) {
    const step = steps.get(id);
    for (const link of step === undefined ? [] : linksOf(step))
      if (follows(link) && steps.has(link.to)) reached.add(link.to);
  }
  return reached;
}

export const isNoUndo = ({ kind }: Link): boolean => kind !== "undo";

const goesWell = (link: Link): boolean => isNoUndo(link) && !link.path.startsWith("/on/");

/**
 * A step that both a branch (or round) of `id` and what follows upon it lead to: where a branch ends
 * is where it names no next step. What a failure leads to may be shared. Null when there is none.
 */
export function leavesWithout(steps: Steps, id: string): string | null {
  const links = linksOf(steps.get(id) ?? {});
  const targets = (kind: Link["kind"]): readonly string[] =>
    links.filter((link) => link.kind === kind && goesWell(link)).map(({ to }) => to);
  const inner = reachedFrom(steps, targets("inner"), goesWell);
  const after = reachedFrom(steps, targets("onward"), goesWell);
  return [...inner].find((step) => step === id || after.has(step)) ?? null;
}

/** The loops around each step: those whose rounds lead to it, the outermost first. */
export function loopsAround(steps: Steps, id: string): readonly string[] {
  const around = [...steps].filter(
    ([loop, { type, do: first }]) =>
      type === "loop" && loop !== id && reachedFrom(steps, [String(first)]).has(id),
  );
  const inside = (one: string): number =>
    around.filter(
      ([other, step]) => other !== one && reachedFrom(steps, [String(step.do)]).has(one),
    ).length;
  return around.map(([loop]) => loop).toSorted((one, other) => inside(one) - inside(other));
}

/** A way from a step back to itself on which no time passes; null when there is none. */
export function ringIn(steps: Steps): readonly string[] | null {
  const done = new Set<string>();
  const search = (id: string, way: readonly string[]): readonly string[] | null => {
    const start = way.indexOf(id);
    if (start >= 0) return [...way.slice(start), id];
    const step = steps.get(id);
    const { type } = step ?? {};
    if (step === undefined || done.has(id) || (isStepType(type) && definitionOf(type).waits))
      return null;
    for (const { to } of linksOf(step).filter(isNoUndo)) {
      const found = search(to, [...way, id]);
      if (found !== null) return found;
    }
    done.add(id);
    return null;
  };
  for (const id of steps.keys()) {
    const found = search(id, []);
    if (found !== null) return found;
  }
  return null;
}

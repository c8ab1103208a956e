/** The shape of a lifecycle for people: the way most records go, and the states beside it. Pure. */
import type { Lifecycle } from "./lifecycle.ts";

/** `start`: where records begin; `end`: where the way ends; `aside`: off the way. */
export type StateKind = "start" | "under_way" | "end" | "aside";

export interface LifecyclePath {
  /** From the initial state on, in the order in which records go through. */
  readonly way: readonly string[];
  /** The other states, in the order of the field's options. */
  readonly aside: readonly string[];
}

/**
 * The longest way forward from the initial state; forward is the order of the options. Of two as
 * long, the one that ends where nothing leads on, then the one whose states come first.
 */
export function lifecyclePath(lifecycle: Lifecycle): LifecyclePath {
  const known = new Map<string, readonly string[]>();
  const wayFrom = (state: string): readonly string[] => {
    const found = known.get(state);
    if (found !== undefined) return found;
    const ways = stepsForward(lifecycle, state).map(wayFrom);
    const best = ways.reduce<readonly string[]>(
      (one, other) => (isBetter(lifecycle, other, one) ? other : one),
      [],
    );
    known.set(state, [state, ...best]);
    return [state, ...best];
  };
  const way = wayFrom(lifecycle.initial);
  return { way, aside: lifecycle.states.filter((state) => !way.includes(state)) };
}

function stepsForward(lifecycle: Lifecycle, state: string): readonly string[] {
  const place = lifecycle.states.indexOf(state);
  return lifecycle.states.filter(
    (next, index) =>
      index > place &&
      lifecycle.transitions.some(({ from, to }) => to === next && from.includes(state)),
  );
}

function isBetter(lifecycle: Lifecycle, one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return one.length > other.length;
  return endsFinally(lifecycle, one) && !endsFinally(lifecycle, other);
}

const endsFinally = (lifecycle: Lifecycle, way: readonly string[]): boolean =>
  isFinal(lifecycle, way.at(-1) ?? "");

/** Whether nothing leads on from a state. */
export const isFinal = ({ transitions }: Lifecycle, state: string): boolean =>
  !transitions.some(({ from }) => from.includes(state));

export function stateKind(lifecycle: Lifecycle, state: string): StateKind {
  const { way } = lifecyclePath(lifecycle);
  const place = way.indexOf(state);
  if (place < 0) return "aside";
  if (place === 0) return "start";
  return place === way.length - 1 ? "end" : "under_way";
}

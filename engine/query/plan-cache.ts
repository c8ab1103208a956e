/**
 * Compiled statements by key, bounded: the least recently used goes first. Statement names are
 * given to texts that come back, so that PostgreSQL keeps their plans; their number is bounded
 * too, because a connection never forgets one.
 */
import {
  type CompiledSql,
  compileSql,
  type Sql,
  type SqlValue,
} from "../../metadata/expressions/index.ts";
import type { Statement } from "../db/database.ts";

export interface PlanCache<Plan> {
  get(key: string, make: () => Plan): Plan;
}

export function makePlanCache<Plan>(entriesMaximum = 2000): PlanCache<Plan> {
  const plans = new Map<string, Plan>();
  return {
    get: (key, make) => {
      const known = plans.get(key);
      if (known !== undefined) {
        plans.delete(key);
        plans.set(key, known);
        return known;
      }
      const plan = make();
      if (plans.size >= entriesMaximum) {
        const oldest = plans.keys().next();
        if (!oldest.done) plans.delete(oldest.value);
      }
      plans.set(key, plan);
      return plan;
    },
  };
}

/** Values of the slots of one execution, by slot name. */
export type SlotValues = Readonly<Record<string, SqlValue>>;

/** A statement compiled once and bound many times. */
export interface PreparedSql {
  bind(slots: SlotValues): Statement;
}

const namesMaximum = 800;
const seen = new Map<string, string | null>();
let named = 0;
let generation = 0;

/** Which names are given at the moment; see `renewStatementNames`. */
export const statementGeneration = (): number => generation;

/**
 * Gives every statement a new name. PostgreSQL refuses for ever to run a statement it has kept when
 * a column of its result has got another type, as a publish may do under the same text.
 * `outdated` is the generation that was refused, so that many refusals renew the names once.
 */
export function renewStatementNames(outdated: number): void {
  if (outdated === generation) generation++;
}

/** A name from a text's second use on; null while it is rare or names have run out. */
function statementName(text: string): string | null {
  const known = seen.get(text);
  if (known === undefined) {
    if (seen.size > 10_000) for (const [old, name] of seen) if (name === null) seen.delete(old);
    seen.set(text, null);
    return null;
  }
  if (known !== null || named >= namesMaximum) return known;
  const name = `p${++named}`;
  seen.set(text, name);
  return name;
}

export function prepareSql(query: Sql): PreparedSql {
  const compiled: CompiledSql = compileSql(query);
  return {
    bind: (slots) => {
      const values = compiled.parameters.map((parameter) => {
        if (parameter.kind === "constant") return parameter.value;
        if (!Object.hasOwn(slots, parameter.name))
          throw new Error(`No value for slot ${parameter.name}`);
        return slots[parameter.name];
      });
      const name = statementName(compiled.text);
      return name === null
        ? { text: compiled.text, values }
        : { text: compiled.text, values, name: `${name}_${generation}` };
    },
  };
}

/**
 * Who may see and do what, worked out from role documents and plain records alone: no code of the
 * engine's. The matrix compares every answer of the engine with it.
 */
import { computedFields } from "./amounts.ts";
import { type PlainData, type PlainRecord, recordNamed } from "./plain-data.ts";
import { lastName, type PlainObject, systemFields } from "./plain-objects.ts";
import { conditionHolds, scopeJudge } from "./record-scopes.ts";
import {
  isGranted,
  isLimited,
  isNamed,
  type Json,
  levelOf,
  mayAct,
  names,
  type RoleEntries,
  roleEntries,
  scopesOf,
  type Verb,
} from "./role-entries.ts";

export interface Sight {
  uses(object: string, verb: Verb): boolean;
  reaches(record: PlainRecord, verb: Verb): boolean;
  /** The same by roles alone, without what is shared with him one by one. */
  reachesByRoles(record: PlainRecord, verb: Verb): boolean;
  shows(object: string, path: string): boolean;
  writes(object: string, path: string): boolean;
  may(object: string, action: "export" | "import" | "share" | "transfer"): boolean;
  mayStep(object: string, step: string): boolean;
  mayReveal(object: string, path: string): boolean;
  sees(record: PlainRecord, path: string): boolean;
}

export interface Evaluated {
  readonly objects: ReadonlyMap<string, PlainObject>;
  readonly roles: ReadonlyMap<string, Json>;
  readonly sharing: Json;
  readonly data: PlainData;
}

/** The sight of the viewer with roles of these names. */
export function sightOf(evaluated: Evaluated, roleNames: readonly string[]): Sight {
  const { objects } = evaluated;
  const entries = roleEntries(evaluated.roles, roleNames);
  const isBuiltIn = (object: string): boolean => objects.get(object)?.builtIn === true;
  // How people are organised is known to everybody with a role; nobody here looks after them.
  const uses = (object: string, verb: Verb): boolean =>
    isBuiltIn(object)
      ? verb === "read" && entries.names.size > 0
      : isGranted(entries, object, verb) && (verb === "read" || isGranted(entries, object, "read"));
  const within = withinReach(evaluated, entries);
  const reach = (record: PlainRecord, verb: Verb, shares: boolean): boolean =>
    uses(record.object, verb) &&
    (isBuiltIn(record.object) ||
      (within(record, "read", shares) && (verb === "read" || within(record, verb, shares))));
  const shows = fieldSight(evaluated, entries, uses);
  return {
    uses,
    reaches: (record, verb) => reach(record, verb, true),
    reachesByRoles: (record, verb) => reach(record, verb, false),
    shows,
    writes: (object, path) => shows(object, path) && levelOf(entries, object, path).rank === 2,
    may: (object, action) => !isBuiltIn(object) && mayAct(entries, object, action),
    mayStep: (object, step) => isNamed(entries, object, "transitions", step),
    mayReveal: (object, path) => shows(object, path) && isNamed(entries, object, "reveal", path),
    sees: (record, path) => reach(record, "read", true) && shows(record.object, path),
  };
}

/** Whether a record is in one of the granted scopes, or shared, and in one of each restriction's. */
function withinReach({ data, sharing }: Evaluated, entries: RoleEntries) {
  const holds = scopeJudge(data);
  const teams = names(recordNamed(data, "user", data.viewer)?.now.teams);
  const isShared = ({ id }: PlainRecord, verb: Verb): boolean =>
    data.shares.some(
      ({ record, receiver, access }) =>
        record === id &&
        (receiver === data.viewer || teams.includes(receiver)) &&
        (verb === "read" || access === verb),
    );
  const isMeant = names(sharing.roles).some((name) => entries.names.has(name));
  const isSharedByRule = (record: PlainRecord, verb: Verb): boolean =>
    isMeant &&
    record.object === sharing.object &&
    (verb === "read" || sharing.access === verb) &&
    conditionHolds(String(sharing.when), record, data);
  return (record: PlainRecord, verb: Verb, shares: boolean): boolean => {
    const granted = entries
      .grants(record.object)
      .some((entry) => scopesOf(entry, verb).some((scope) => holds(scope, entry, record)));
    const given =
      (verb === "read" || verb === "update") &&
      ((shares && isShared(record, verb)) || isSharedByRule(record, verb));
    return (
      (granted || given) &&
      entries.limits(record.object).every((entry) => {
        const scopes = scopesOf(entry, verb);
        return scopes.length === 0 || scopes.some((scope) => holds(scope, entry, record));
      })
    );
  };
}

/** Whether a field is seen: it is granted, and so is all that it is computed from, unless it is named. */
function fieldSight(
  { objects }: Evaluated,
  entries: RoleEntries,
  uses: (object: string, verb: Verb) => boolean,
): (object: string, path: string) => boolean {
  const known = new Map<string, boolean>();
  const shows = (object: string, path: string): boolean => {
    const key = `${object}.${path}`;
    const value = known.get(key) ?? look(object, path);
    known.set(key, value);
    return value;
  };
  const look = (object: string, path: string): boolean => {
    if (systemFields.some((name) => name === path)) return true;
    const field = objects.get(object)?.fields.find((each) => each.path === path);
    if (field === undefined) return false;
    if (field.builtIn) return true;
    const rows = path.slice(0, Math.max(0, path.length - lastName(path).length - 1));
    if (rows !== "" && !shows(object, rows)) return false;
    const { rank, named } = levelOf(entries, object, path);
    if (rank === 0 || !field.computed || named) return rank > 0;
    const made = computedFields[key(object, path)];
    if (made === undefined) throw new Error(`Nobody knows how ${object}.${path} is computed`);
    return made.from.every(
      (input) =>
        uses(input.object, "read") &&
        shows(input.object, input.path) &&
        !(input.behind && isLimited(entries, input.object)),
    );
  };
  return shows;
}

const key = (object: string, path: string): string => `${object}.${path}`;

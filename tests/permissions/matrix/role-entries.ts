/** What role documents say, joined: of scopes, of levels of fields, of actions. Nothing of the engine's. */

export type Verb = "create" | "read" | "update" | "delete";
export type Json = Readonly<Record<string, unknown>>;

export const json = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const names = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

/** What one role says of an object, by its name or by the one for all others. */
export interface Entry {
  readonly said: Json;
  /** The people one manages count as oneself. */
  readonly reports: boolean;
}

export interface RoleEntries {
  readonly names: ReadonlySet<string>;
  grants(object: string): readonly Entry[];
  limits(object: string): readonly Entry[];
}

export function roleEntries(
  known: ReadonlyMap<string, Json>,
  roleNames: readonly string[],
): RoleEntries {
  const found = new Map<string, Json>();
  const add = (name: string): void => {
    const role = known.get(name);
    if (role === undefined || found.has(name)) return;
    found.set(name, role);
    for (const included of names(role.includes)) add(included);
  };
  for (const name of roleNames) add(name);
  const entries = (part: "objects" | "restrictions", object: string): readonly Entry[] =>
    [...found.values()].flatMap((role) => {
      const all = json(role[part]);
      const entry = all[object] ?? all["*"];
      return entry === undefined
        ? []
        : [{ said: json(entry), reports: role.with_reports === true }];
    });
  return {
    names: new Set(found.keys()),
    grants: (object) => entries("objects", object),
    limits: (object) => entries("restrictions", object),
  };
}

/** `true`, a word, a condition, or a list of words and conditions. */
export function scopesOf({ said }: Entry, verb: Verb): readonly unknown[] {
  const value = said[verb];
  if (value === undefined || value === false) return [];
  return Array.isArray(value) ? value : [value];
}

const ranks = ["none", "read", "write"];

/** By its name, by that of its rows, by the name for all others. */
function saidOf(
  fields: Json,
  path: string,
): { readonly rank: number; readonly named: boolean } | null {
  const rows = path.includes(".") ? path.slice(0, path.lastIndexOf(".")) : path;
  for (const name of [path, rows])
    if (fields[name] !== undefined)
      return { rank: ranks.indexOf(String(fields[name])), named: true };
  if (fields["*"] === undefined) return null;
  return { rank: ranks.indexOf(String(fields["*"])), named: false };
}

/** 0 none, 1 read, 2 write; and whether a role that gives so much names the field. */
export function levelOf(
  entries: RoleEntries,
  object: string,
  path: string,
): { readonly rank: number; readonly named: boolean } {
  const granting = entries.grants(object).flatMap(({ said }) => {
    const fields = said.fields === undefined ? { "*": "write" } : json(said.fields);
    return saidOf(fields, path) ?? [];
  });
  const ceilings = entries
    .limits(object)
    .flatMap(({ said }) => saidOf(json(said.fields), path)?.rank ?? []);
  const rank = Math.min(Math.max(0, ...granting.map((each) => each.rank)), ...ceilings);
  return { rank, named: rank > 0 && granting.some((each) => each.named && each.rank >= rank) };
}

/** Whether any role grants the verb at all, and none forbids it. */
export const isGranted = (entries: RoleEntries, object: string, verb: Verb): boolean =>
  entries.grants(object).some((entry) => scopesOf(entry, verb).length > 0) &&
  !entries.limits(object).some(({ said }) => said[verb] === false);

/** Whether some records are out of reach of who may read others. */
export const isLimited = (entries: RoleEntries, object: string): boolean =>
  !entries.grants(object).some((entry) => scopesOf(entry, "read").includes(true)) ||
  entries.limits(object).some((entry) => scopesOf(entry, "read").length > 0);

export const mayAct = (entries: RoleEntries, object: string, action: string): boolean =>
  entries.grants(object).some(({ said }) => said[action] === true) &&
  !entries.limits(object).some(({ said }) => said[action] === false);

/** `transitions`, `reveal`: all, or those that are named. */
export const isNamed = (
  entries: RoleEntries,
  object: string,
  key: "transitions" | "reveal",
  name: string,
): boolean =>
  entries.grants(object).some(({ said }) => said[key] === true || names(said[key]).includes(name));

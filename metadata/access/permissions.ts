/**
 * Several roles of one person joined: the union of what they grant; what any of them restricts is
 * taken away from the whole. The order of roles does not matter.
 */
import {
  type AdministrationRight,
  type Delegation,
  everyName,
  type FieldLevel,
  fieldLevels,
  type NameSet,
  type ObjectAction,
  type ObjectGrant,
  type ObjectRestriction,
  type RecordScope,
  type RecordVerb,
  type Role,
} from "./role.ts";
import type { SharingRule } from "./sharing-rule.ts";

/** Records within reach of a right: in one of `any`, and in one of each of `every`. */
export interface Reach {
  readonly any: readonly RecordScope[];
  readonly every: readonly (readonly RecordScope[])[];
}

export interface ObjectPermission {
  /** Null: not at all. */
  reach(verb: RecordVerb): Reach | null;
  may(action: ObjectAction): boolean;
  mayStep(transition: string): boolean;
  mayReveal(path: string): boolean;
  /** What may be done with a field; `named`: it was named, not meant by `*`. */
  level(path: string): { readonly level: FieldLevel; readonly named: boolean };
}

export interface Permissions {
  readonly roles: readonly Role[];
  administers(right: AdministrationRight): boolean;
  /** Each counts by itself: what one gives, it gives to the people of its own departments. */
  readonly delegations: readonly Delegation[];
  object(name: string): ObjectPermission;
}

/** The roles of these names with all that they include, each once. Unknown names grant nothing. */
export function rolesWithIncluded(
  names: readonly string[],
  known: ReadonlyMap<string, Role>,
): readonly Role[] {
  const found = new Map<string, Role>();
  const add = (name: string): void => {
    const role = known.get(name);
    if (role === undefined || found.has(name)) return;
    found.set(name, role);
    for (const included of role.includes) add(included);
  };
  for (const name of names) add(name);
  return [...found.values()];
}

/**
 * Whether a role may be given by delegation: it administers nothing of the workspace, and hands on no
 * role that whoever gives it could not give himself.
 */
export const isDelegable = (
  { administration, administers }: Role,
  given: readonly string[],
): boolean =>
  administration.size === 0 &&
  (administers === null || administers.gives.every((name) => given.includes(name)));

export function combineRoles(roles: readonly Role[], sharing: readonly SharingRule[]): Permissions {
  const names = new Set(roles.map(({ name }) => name));
  const meant = sharing.filter(
    (rule) => rule.roles.length === 0 || rule.roles.some((role) => names.has(role)),
  );
  const objects = new Map<string, ObjectPermission>();
  return {
    roles,
    administers: (right) => roles.some(({ administration }) => administration.has(right)),
    delegations: roles.flatMap(({ administers }) => administers ?? []),
    object: (name) => {
      let known = objects.get(name);
      if (known === undefined) {
        known = objectPermission(
          name,
          roles,
          meant.filter(({ object }) => object === name),
        );
        objects.set(name, known);
      }
      return known;
    },
  };
}

function objectPermission(
  name: string,
  roles: readonly Role[],
  sharing: readonly SharingRule[],
): ObjectPermission {
  const grants = roles.flatMap((role) => entryOf(role.grants, name));
  const restrictions = roles.flatMap((role) => entryOf(role.restrictions, name));
  const reaches = new Map<RecordVerb, Reach | null>();
  return {
    reach: (verb) => {
      if (!reaches.has(verb)) reaches.set(verb, reachOf(verb, grants, restrictions, sharing));
      return reaches.get(verb) ?? null;
    },
    may: (action) =>
      grants.some(({ actions }) => actions.has(action)) &&
      !restrictions.some(({ denied }) => denied.has(action)),
    mayStep: (transition) => grants.some(({ transitions }) => has(transitions, transition)),
    mayReveal: (path) => grants.some(({ reveal }) => has(reveal, path)),
    level: (path) => fieldLevel(path, grants, restrictions),
  };
}

/** What a role says of an object by its name, else what it says of every object. */
const entryOf = <Entry>(entries: ReadonlyMap<string, Entry>, name: string): readonly Entry[] => {
  const entry = entries.get(name) ?? entries.get(everyName);
  return entry === undefined ? [] : [entry];
};

const has = (names: NameSet, name: string): boolean => names === "all" || names.has(name);

function reachOf(
  verb: RecordVerb,
  grants: readonly ObjectGrant[],
  restrictions: readonly ObjectRestriction[],
  sharing: readonly SharingRule[],
): Reach | null {
  const granted = grants.flatMap(({ scopes }) => scopes[verb]);
  if (granted.length === 0) return null;
  const every = restrictions
    .map(({ scopes }) => scopes[verb])
    .filter((scopes) => scopes?.length !== 0);
  if (every.some((scopes) => scopes === null)) return null;
  const shared = sharing
    .filter(({ access }) => verb === "read" || (verb === "update" && access === "update"))
    .map(({ name, when }): RecordScope => ({ kind: "when", from: name, expression: when }));
  const whole = granted.find(({ kind }) => kind === "all");
  return {
    any: whole === undefined ? distinct([...granted, ...shared, ...oneByOne(verb)]) : [whole],
    every: every
      .filter((scopes) => scopes !== null)
      .map(distinct)
      .filter((scopes) => !scopes.some(({ kind }) => kind === "all")),
  };
}

/** Records are shared one by one to be read or changed, with those who may do so with any at all. */
const oneByOne = (verb: RecordVerb): readonly RecordScope[] =>
  verb === "read" || verb === "update" ? [{ kind: "shared", access: verb }] : [];

/** The same scope said by several documents is looked at once. */
function distinct(scopes: readonly RecordScope[]): readonly RecordScope[] {
  const seen = new Map<string, RecordScope>();
  for (const scope of scopes) {
    const key = keyOf(scope);
    if (!seen.has(key)) seen.set(key, scope);
  }
  return [...seen.values()];
}

function keyOf(scope: RecordScope): string {
  if (scope.kind === "when") return `when ${scope.expression}`;
  return scope.kind === "shared" ? scope.kind : `${scope.kind} ${scope.reports}`;
}

/** The highest level that is granted, no higher than the lowest restriction. */
function fieldLevel(
  path: string,
  grants: readonly ObjectGrant[],
  restrictions: readonly ObjectRestriction[],
): { readonly level: FieldLevel; readonly named: boolean } {
  const said = grants.map(({ fields }) => levelIn(fields, path));
  const top = Math.max(0, ...said.map(({ rank }) => rank));
  const ceiling = Math.min(
    fieldLevels.length - 1,
    ...restrictions.flatMap(({ fields }) => {
      const { rank, isSaid } = levelIn(fields, path);
      return isSaid ? [rank] : [];
    }),
  );
  const rank = Math.min(top, ceiling);
  return {
    level: fieldLevels[rank] ?? "none",
    named: said.some((entry) => entry.named && entry.rank >= rank && rank > 0),
  };
}

/** By its own name, else by the name of the rows it lies in, else by `*`. */
function levelIn(fields: ReadonlyMap<string, FieldLevel>, path: string) {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length--) {
    const level = fields.get(parts.slice(0, length).join("."));
    if (level !== undefined) return { rank: fieldLevels.indexOf(level), named: true, isSaid: true };
  }
  const rest = fields.get(everyName);
  return {
    rank: rest === undefined ? 0 : fieldLevels.indexOf(rest),
    named: false,
    isSaid: rest !== undefined,
  };
}

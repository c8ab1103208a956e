/**
 * What a role comes to with all that it includes, and where each part of it is from. What it comes to
 * is what `combineRoles` says; this says why.
 */
import {
  combineRoles,
  type Permissions,
  rolesWithIncluded,
} from "../../metadata/access/permissions.ts";
import {
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
} from "../../metadata/access/role.ts";
import type { SharingRule } from "../../metadata/access/sharing-rule.ts";

/** Granted by the role itself for this object, by its entry for every object, or by another role. */
export type RightOrigin = "here" | "every" | "included";

export interface Source {
  readonly origin: RightOrigin;
  /** The role that says so. */
  readonly role: string;
}

export interface GrantedScope extends Source {
  readonly scope: RecordScope;
}

export interface RestrictingScopes extends Source {
  /** Within these alone; null: never. */
  readonly scopes: readonly RecordScope[] | null;
}

export interface VerbView {
  readonly granted: readonly GrantedScope[];
  readonly restricted: readonly RestrictingScopes[];
}

/** Something that is either granted or not. */
export interface GrantView {
  readonly granted: Source | null;
  /** What takes it away. */
  readonly denied: Source | null;
}

export interface LevelView {
  /** What it comes to. */
  readonly level: FieldLevel;
  readonly from: Source | null;
  /** What lowers it. */
  readonly restricted: Source | null;
}

export interface ObjectView {
  verb(verb: RecordVerb): VerbView;
  action(action: ObjectAction): GrantView;
  step(name: string): GrantView;
  reveal(path: string): GrantView;
  level(path: string): LevelView;
}

export interface RoleView {
  readonly permissions: Permissions;
  object(name: string): ObjectView;
}

export function roleView(
  name: string,
  known: ReadonlyMap<string, Role>,
  sharing: readonly SharingRule[],
): RoleView {
  const roles = rolesWithIncluded([name], known);
  return {
    permissions: combineRoles(roles, sharing),
    object: (object) => objectView(name, object, roles),
  };
}

interface Said<Entry> extends Source {
  readonly entry: Entry;
}

function entriesFor<Entry>(
  own: string,
  object: string,
  roles: readonly Role[],
  pick: (role: Role) => ReadonlyMap<string, Entry>,
): readonly Said<Entry>[] {
  return roles.flatMap((role): readonly Said<Entry>[] => {
    const entries = pick(role);
    const byName = entries.get(object);
    const entry = byName ?? entries.get(everyName);
    if (entry === undefined) return [];
    const isHere = byName !== undefined || object === everyName;
    const origin = role.name !== own ? "included" : isHere ? "here" : "every";
    return [{ entry, origin, role: role.name }];
  });
}

const sourceOf = ({ origin, role }: Source): Source => ({ origin, role });

function objectView(own: string, object: string, roles: readonly Role[]): ObjectView {
  const grants = entriesFor(own, object, roles, (role) => role.grants);
  const limits = entriesFor(own, object, roles, (role) => role.restrictions);
  const granting = (suits: (grant: ObjectGrant) => boolean): Source | null => {
    const found = grants.find(({ entry }) => suits(entry));
    return found === undefined ? null : sourceOf(found);
  };
  const denying = (suits: (limit: ObjectRestriction) => boolean): Source | null => {
    const found = limits.find(({ entry }) => suits(entry));
    return found === undefined ? null : sourceOf(found);
  };
  return {
    verb: (verb) => ({
      granted: grantedScopes(grants, verb),
      restricted: limits.flatMap((said) => {
        const scopes = said.entry.scopes[verb];
        return scopes?.length === 0 ? [] : [{ ...sourceOf(said), scopes }];
      }),
    }),
    action: (action) => ({
      granted: granting(({ actions }) => actions.has(action)),
      denied: denying(({ denied }) => denied.has(action)),
    }),
    step: (name) => ({
      granted: granting(({ transitions }) => has(transitions, name)),
      denied: null,
    }),
    reveal: (path) => ({ granted: granting(({ reveal }) => has(reveal, path)), denied: null }),
    level: (path) => levelView(path, grants, limits),
  };
}

const has = (names: NameSet, name: string): boolean => names === "all" || names.has(name);

/** Each scope once, from the first that says it; all records make the rest needless. */
function grantedScopes(
  grants: readonly Said<ObjectGrant>[],
  verb: RecordVerb,
): readonly GrantedScope[] {
  const scopes = grants.flatMap((said) =>
    said.entry.scopes[verb].map((scope) => ({ ...sourceOf(said), scope })),
  );
  const whole = scopes.find(({ scope }) => scope.kind === "all");
  if (whole !== undefined) return [whole];
  const first = new Map<string, GrantedScope>();
  for (const granted of scopes) {
    const { scope } = granted;
    const words = scope.kind === "when" ? scope.expression : "reports" in scope && scope.reports;
    const key = `${scope.kind} ${words}`;
    if (!first.has(key)) first.set(key, granted);
  }
  return [...first.values()];
}

function levelView(
  path: string,
  grants: readonly Said<ObjectGrant>[],
  limits: readonly Said<ObjectRestriction>[],
): LevelView {
  let level: FieldLevel = "none";
  let from: Source | null = null;
  for (const said of grants) {
    const own = levelSaid(said.entry.fields, path);
    if (own !== undefined && isAbove(own, level)) {
      level = own;
      from = sourceOf(said);
    }
  }
  let restricted: Source | null = null;
  for (const said of limits) {
    const ceiling = levelSaid(said.entry.fields, path);
    if (ceiling !== undefined && isAbove(level, ceiling)) {
      level = ceiling;
      restricted = sourceOf(said);
    }
  }
  return { level, from, restricted };
}

const isAbove = (level: FieldLevel, other: FieldLevel): boolean =>
  fieldLevels.indexOf(level) > fieldLevels.indexOf(other);

/** By the field's own name, by the rows it lies in, or by `*`. */
function levelSaid(fields: ReadonlyMap<string, FieldLevel>, path: string): FieldLevel | undefined {
  const parts = path.split(".");
  const names = parts.map((_, end) => parts.slice(0, parts.length - end).join("."));
  const name = [...names, everyName].find((candidate) => fields.has(candidate));
  return name === undefined ? undefined : fields.get(name);
}

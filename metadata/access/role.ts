/** A role as the engine works with it: what its document grants and what it restricts. */
import {
  isJsonObject,
  type JsonSchema,
  objectOrEmpty,
  textOrEmpty,
  textsOf,
} from "../json-object.ts";

export const recordVerbs = ["create", "read", "update", "delete"] as const;
export type RecordVerb = (typeof recordVerbs)[number];

/** Whose records: everybody's, one's own, those of one's department or team. */
export const scopeWords = ["all", "own", "department", "department_and_below", "team"] as const;
export type ScopeWord = (typeof scopeWords)[number];

/** What a shared record is shared for; who may change it may read it. */
export const shareAccesses = ["read", "update"] as const;
export type ShareAccess = (typeof shareAccesses)[number];

/**
 * Which records a right reaches. `from` names the document that says so. `shared`: those that were
 * shared one by one with the person or a team of his.
 */
export type RecordScope =
  | { readonly kind: ScopeWord; readonly from: string; readonly reports: boolean }
  | { readonly kind: "when"; readonly from: string; readonly expression: string }
  | { readonly kind: "shared"; readonly access: ShareAccess };

export type PersonScope = Extract<RecordScope, { readonly kind: ScopeWord }>;

/** From nothing to everything. */
export const fieldLevels = ["none", "read", "write"] as const;
export type FieldLevel = (typeof fieldLevels)[number];

/** All names, or some. */
export type NameSet = "all" | ReadonlySet<string>;

/** What may be done with an object as a whole. */
export const objectActions = ["export", "import", "share", "transfer"] as const;
export type ObjectAction = (typeof objectActions)[number];

/** Verbs and actions, as roles name them. */
export type ObjectRight = RecordVerb | ObjectAction;

/** What may be administered in a workspace. */
export const administrationRights = ["design", "users", "audit_log", "view_as"] as const;
export type AdministrationRight = (typeof administrationRights)[number];

/** Whose accounts somebody looks after by delegation: by their departments, as against his own. */
export const delegationScopes = ["department", "department_and_below"] as const;
export type DelegationScope = (typeof delegationScopes)[number];

/** Looking after the people of some departments, who get and have no roles but the named ones. */
export interface Delegation {
  readonly users: DelegationScope;
  /** Names of roles. */
  readonly gives: readonly string[];
}

export interface ObjectGrant {
  readonly scopes: Readonly<Record<RecordVerb, readonly RecordScope[]>>;
  readonly actions: ReadonlySet<ObjectAction>;
  readonly transitions: NameSet;
  readonly reveal: NameSet;
  /** By name, `lines.price` for fields of child rows; `*` for the rest. */
  readonly fields: ReadonlyMap<string, FieldLevel>;
}

export interface ObjectRestriction {
  /** Conditions that must hold as well; `null` says never. */
  readonly scopes: Readonly<Record<RecordVerb, readonly RecordScope[] | null>>;
  readonly denied: ReadonlySet<ObjectAction>;
  readonly fields: ReadonlyMap<string, FieldLevel>;
}

export interface Role {
  readonly name: string;
  readonly includes: readonly string[];
  readonly administration: ReadonlySet<AdministrationRight>;
  /** Null: looks after nobody, unless `administration` says so. */
  readonly administers: Delegation | null;
  /** By name of the object; `*` for every object without an entry. */
  readonly grants: ReadonlyMap<string, ObjectGrant>;
  readonly restrictions: ReadonlyMap<string, ObjectRestriction>;
}

export const everyName = "*";

/** A role document that has passed `checkDocuments`. */
export function resolveRole(content: JsonSchema): Role {
  const name = textOrEmpty(content.name);
  const reports = content.with_reports === true;
  return {
    name,
    includes: textsOf(content.includes),
    administration: new Set(
      administrationRights.filter((right) => textsOf(content.administration).includes(right)),
    ),
    administers: resolveDelegation(content.administers),
    grants: entries(content.objects, (grant) => resolveGrant(grant, name, reports)),
    restrictions: entries(content.restrictions, (entry) =>
      resolveRestriction(entry, name, reports),
    ),
  };
}

function resolveDelegation(value: unknown): Delegation | null {
  const { users, gives } = objectOrEmpty(value);
  const scope = delegationScopes.find((known) => known === users);
  return scope === undefined ? null : { users: scope, gives: textsOf(gives) };
}

const entries = <Value>(
  value: unknown,
  resolve: (entry: JsonSchema) => Value,
): ReadonlyMap<string, Value> =>
  new Map(
    Object.entries(objectOrEmpty(value)).map(([name, entry]) => [
      name,
      resolve(objectOrEmpty(entry)),
    ]),
  );

function resolveGrant(grant: JsonSchema, from: string, reports: boolean): ObjectGrant {
  const scopes = (verb: RecordVerb) => scopesOf(grant[verb], from, reports);
  return {
    scopes: {
      create: scopes("create"),
      read: scopes("read"),
      update: scopes("update"),
      delete: scopes("delete"),
    },
    actions: new Set(objectActions.filter((action) => grant[action] === true)),
    transitions: nameSet(grant.transitions),
    reveal: nameSet(grant.reveal),
    fields: grant.fields === undefined ? new Map([[everyName, "write"]]) : levelsOf(grant.fields),
  };
}

function resolveRestriction(entry: JsonSchema, from: string, reports: boolean): ObjectRestriction {
  const scopes = (verb: RecordVerb) =>
    entry[verb] === false ? null : scopesOf(entry[verb], from, reports);
  return {
    scopes: {
      create: scopes("create"),
      read: scopes("read"),
      update: scopes("update"),
      delete: scopes("delete"),
    },
    denied: new Set(objectActions.filter((action) => entry[action] === false)),
    fields: levelsOf(entry.fields),
  };
}

/** `true`, `"own"`, `{"when": "…"}`, or a list of these. */
function scopesOf(value: unknown, from: string, reports: boolean): readonly RecordScope[] {
  if (value === true) return [{ kind: "all", from, reports }];
  if (Array.isArray(value)) return value.flatMap((entry) => scopesOf(entry, from, reports));
  if (isJsonObject(value)) return [{ kind: "when", from, expression: textOrEmpty(value.when) }];
  const word = scopeWords.find((known) => known === value);
  return word === undefined ? [] : [{ kind: word, from, reports }];
}

const nameSet = (value: unknown): NameSet => (value === true ? "all" : new Set(textsOf(value)));

const levelsOf = (value: unknown): ReadonlyMap<string, FieldLevel> =>
  new Map(
    Object.entries(objectOrEmpty(value)).flatMap(([name, level]) => {
      const known = fieldLevels.find((candidate) => candidate === level);
      return known === undefined ? [] : [[name, known] as const];
    }),
  );

/** Every scope by people that roles speak of, each kind once. */
export function personScopes(roles: readonly Role[]): readonly PersonScope[] {
  const found = new Map<string, PersonScope>();
  for (const { grants, restrictions } of roles) {
    for (const { scopes } of [...grants.values(), ...restrictions.values()]) {
      for (const scope of recordVerbs.flatMap((verb) => scopes[verb] ?? [])) {
        if (scope.kind === "when" || scope.kind === "shared" || scope.kind === "all") continue;
        found.set(`${scope.kind} ${scope.reports}`, scope);
      }
    }
  }
  return [...found.values()];
}
